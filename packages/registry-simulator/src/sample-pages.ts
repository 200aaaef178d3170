import { addDays, readTtbId } from '@ttb/utils'
import { createRecordMaker, type MadeRecord } from './made-records.ts'
import { renderCertificate } from './pages/certificate-page.ts'
import { renderColaDetail } from './pages/cola-detail-page.ts'
import { renderUnknownId } from './pages/message-pages.ts'
import { renderSearchResults } from './pages/search-results-page.ts'
import { createRandom } from './random.ts'

/** A page as it would lie in a folder of saved pages. */
export interface SamplePage {
  /** Path in the layout of the raw store: `{date}/{method-type}/{ttb_id}.html`. */
  readonly path: string
  readonly html: string
}

export interface SampleOptions {
  readonly seed?: number
  readonly recordsPerDay?: number
  /** `YYYY-MM-DD`; one day of records each. Default: a day of every form edition and two recent ones. */
  readonly days?: readonly string[]
}

const DAYS = ['2008-03-17', '2011-12-30', '2014-10-28', '2025-03-17', '2025-03-18']

/**
 * A small sample of the registry, the same for the same seed: detail and form pages of every edition and a page of
 * search results a day, among them one unknown ID and one page cut short, as any real folder has them.
 */
export function samplePages({ seed = 1, recordsPerDay = 12, days = DAYS }: SampleOptions = {}): SamplePage[] {
  const random = createRandom(seed)
  const makeRecord = createRecordMaker(random)
  const pages: SamplePage[] = []
  for (const day of days) {
    const records = Array.from({ length: recordsPerDay }, (_, at) =>
      makeRecord({ receivedDate: day, sequence: at * 3 + 1 }),
    )
    for (const record of records) {
      pages.push({
        path: pathOf(record, 'cola-detail'),
        html: renderColaDetail(record.detail, { injectedScripts: random.chance(0.2) }),
      })
      pages.push({
        path: pathOf(record, 'certificate'),
        html: renderCertificate(record.certificate, { injectedScripts: random.chance(0.2) }),
      })
    }
    const rows = records.slice(0, 20).map((record) => record.searchRow)
    const results = { rows, rowFrom: 1, reachable: rows.length, totalMatching: rows.length }
    pages.push({ path: `search/search_${day}_${addDays(day, 14)}.html`, html: renderSearchResults(results) })
  }
  const last = days.at(-1) as string
  const cut = makeRecord({ receivedDate: last, sequence: 900 })
  pages.push({ path: pathOf(cut, 'cola-detail'), html: renderColaDetail(cut.detail).slice(0, 5000) })
  pages.push({
    path: pathOf(makeRecord({ receivedDate: last, sequence: 901 }), 'certificate'),
    html: renderUnknownId(),
  })
  return pages
}

function pathOf({ detail }: MadeRecord, kind: 'cola-detail' | 'certificate'): string {
  const id = readTtbId(detail.ttb_id)
  return `${id?.receivedDate}/${id?.receiptMethod}-${kind}/${detail.ttb_id}.html`
}
