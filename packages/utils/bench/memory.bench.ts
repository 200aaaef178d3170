// Memory of extraction over many pages: the heap after a full collection must not grow with the number of pages.
import { readdirSync, readFileSync } from 'node:fs'
import { extractPage } from '@ttb/utils/pages'

const PAGES = Number(process.env['PAGES'] ?? 100_000)
const folder = new URL('../test/pages/', import.meta.url).pathname
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(?:certificate|cola-detail)\/.*\.html$/.test(file))
  .map((file) => readFileSync(folder + file))

function heapMegabytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** Every page is another one, so that nothing can be remembered by its text. */
function variant(page: Buffer, at: number): Buffer {
  return Buffer.from(page.toString('latin1').replace('BRAND NAME <I>', `BRAND NAME ${at} <I>`), 'latin1')
}

for (let at = 0; at < 2_000; at++) extractPage(variant(pages[at % pages.length] as Buffer, at))
const before = heapMegabytes()
for (let at = 0; at < PAGES; at++) extractPage(variant(pages[at % pages.length] as Buffer, at))
console.log(
  `extract: heap after ${PAGES} pages ${(heapMegabytes() - before).toFixed(1)} MB above the heap after 2000, which was ${before.toFixed(1)} MB`,
)
