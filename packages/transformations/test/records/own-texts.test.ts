import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { cleanPage } from '../../src/index.ts'
import { certificate } from './pages.ts'

const PAGES = 100
const PAGE_BYTES = 1024 * 1024

it('keeps no page alive by a text that was cut out of it', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const rows: unknown[] = []
  collect()
  const before = process.memoryUsage().heapUsed
  for (let page = 0; page < PAGES; page++) {
    const html = `${page}. the name of a brand. `.padEnd(PAGE_BYTES, `${page} `)
    rows.push(cleanPage('certificate', { ...certificate, brand_name: html.slice(0, 25).trim() }).values)
  }
  collect()
  expect(rows).toHaveLength(PAGES)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan((PAGES * PAGE_BYTES) / 10)
})
