// Pages per second of extraction against (a) a bare htmlparser2 pass over the same bytes that extracts nothing and
// (b) cheerio's default parser with a query a field. One process, interleaved, median of the rounds.
import { readdirSync, readFileSync } from 'node:fs'
import { extractPage } from '@ttb/utils/pages'
import { COLA, type PageKind, pageFieldNames } from '@ttb/utils/records'
import { load } from 'cheerio'
import { Parser } from 'htmlparser2'

const ROUNDS = 7
const SECONDS = 0.4
const folder = process.argv[2] ?? new URL('../test/pages/', import.meta.url).pathname

function readPages(kind: PageKind): Buffer[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes(`${kind}/`) && file.endsWith('.html'))
    .sort()
    .slice(0, 40)
    .map((file) => readFileSync(`${folder}/${file}`))
    .filter((bytes) => extractPage(bytes).outcome === 'found')
}

/** As a newcomer writes it: one document, one `:contains` query for every label. */
function queryPerField(kind: PageKind, bytes: Buffer): number {
  const $ = load(bytes.toString('latin1'))
  let found = 0
  for (const name of pageFieldNames(COLA, kind)) {
    const locator = COLA.fields[name as keyof typeof COLA.fields].from?.[kind]
    const text = locator?.labels[0]?.replace('…', '').replaceAll("'", "\\'") ?? 'TTB F 5100.31'
    found += $(kind === 'certificate' ? `div:contains('${text}')` : `strong:contains('${text}')`)
      .last()
      .parent()
      .text().length
  }
  return found
}

const subjects = {
  'bare htmlparser2 pass': (_kind: PageKind, bytes: Buffer) => new Parser({}).end(bytes.toString('latin1')),
  'cheerio, a query a field': queryPerField,
  extractPage: (_kind: PageKind, bytes: Buffer) => extractPage(bytes),
}

for (const kind of ['cola-detail', 'certificate'] as const) {
  const pages = readPages(kind)
  const rates: Record<string, number[]> = {}
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(subjects)) {
      const start = performance.now()
      let done = 0
      while (performance.now() - start < SECONDS * 1000) {
        for (const bytes of pages) run(kind, bytes)
        done += pages.length
      }
      rates[name] = [...(rates[name] ?? []), done / ((performance.now() - start) / 1000)]
    }
  }
  const median = (name: string) => (rates[name] as number[]).sort((a, b) => a - b)[ROUNDS >> 1] as number
  const ours = median('extractPage')
  console.log(`extract ${kind} (${pages.length} pages): ${Math.round(ours)} pages/s`)
  for (const name of Object.keys(subjects).slice(0, 2)) {
    console.log(`  ratio to ${name} (${Math.round(median(name))} pages/s): ${(ours / median(name)).toFixed(2)}`)
  }
}
