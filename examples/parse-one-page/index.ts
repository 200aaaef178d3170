import { readFileSync } from 'node:fs'
import { extractPage } from '@ttb/utils/pages'

const bytes = readFileSync(new URL('page.html', import.meta.url))
const page = extractPage(bytes, { ttbId: '14301001000004' })

if (page.outcome === 'found' && page.kind === 'certificate') {
  const { brand_name, product_type, net_contents, approval_date } = page.values
  console.log({ brand_name, product_type, net_contents, approval_date })
  console.log(`${page.issues.length} doubts`)
}

// Half of a page is no record: it has an outcome, and no values.
console.log(extractPage(bytes.subarray(0, 4000)).outcome)
// Nor is another record than the one asked for.
console.log(extractPage(bytes, { ttbId: '14301001000005' }).outcome)
