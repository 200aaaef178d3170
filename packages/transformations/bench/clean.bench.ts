// Records cleaned a second against pages extracted a second, over the same pages in the same process, interleaved; the
// median of the rounds. Cleaning should never be what one waits for: the ratio is what counts.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cleanPage } from '@ttb/transformations'
import { extractPage } from '@ttb/utils/pages'

const ROUNDS = 7
const SECONDS = 0.4
const folder =
  process.argv.slice(2).find((argument) => argument.includes('/')) ??
  fileURLToPath(new URL('../../utils/test/pages/', import.meta.url))

const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .sort()
  .map((file) => readFileSync(`${folder}/${file}`))
  .flatMap((bytes) => {
    const page = extractPage(bytes)
    return page.outcome === 'found' && page.kind !== 'search' ? [{ bytes, kind: page.kind, values: page.values }] : []
  })

const subjects = {
  extractPage: () => {
    for (const { bytes } of pages) extractPage(bytes)
  },
  cleanPage: () => {
    for (const { kind, values } of pages) cleanPage(kind, values)
  },
}

function perSecond(run: () => void): number {
  const start = performance.now()
  let rounds = 0
  while (performance.now() - start < SECONDS * 1000) {
    run()
    rounds++
  }
  return (rounds * pages.length * 1000) / (performance.now() - start)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number
}

const rates = { extractPage: [] as number[], cleanPage: [] as number[] }
for (let round = 0; round <= ROUNDS; round++) {
  for (const name of ['extractPage', 'cleanPage'] as const) {
    const rate = perSecond(subjects[name])
    if (round > 0) rates[name].push(rate) // the first round warms up
  }
}
const [extracted, cleaned] = [median(rates.extractPage), median(rates.cleanPage)]
console.log(`${pages.length} pages from ${folder}`)
console.log(`extractPage  ${Math.round(extracted)} pages/s`)
console.log(`cleanPage    ${Math.round(cleaned)} records/s`)
console.log(`ratio        ${(cleaned / extracted).toFixed(1)} records cleaned for a page extracted (aim: 10)`)
