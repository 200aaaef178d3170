import type { Issue } from '../issues.ts'
import { type CodeList, readCodeList } from './code-list.ts'
import { type ExtractedPage, extractPage } from './extract-page.ts'
import { type ImageFile, readImageFile } from './image-file.ts'
import { openPage } from './open-page.ts'
import type { Outcome } from './outcomes.ts'
import { readSearchCsv, type SearchCsv } from './search-csv.ts'
import { readSearchForm, type SearchForm } from './search-form.ts'

/** An answer of a server, as far as what it is depends on it. */
export interface HttpAnswer {
  readonly status: number
  readonly contentType?: string | null
  readonly body: Uint8Array
}

/** What can be asked for, and what an answer to it says. */
interface Reads {
  'cola-detail': ExtractedPage
  certificate: ExtractedPage
  search: ExtractedPage
  'search-form': SearchForm
  'search-csv': SearchCsv
  'class-type': CodeList
  origin: CodeList
  image: ImageFile
}

/** What was asked for; the TTB ID where it was a page of one. */
export type Expected =
  | { readonly as: 'cola-detail' | 'certificate'; readonly ttbId?: string }
  | { readonly as: Exclude<keyof Reads, 'cola-detail' | 'certificate'> }

/** What an answer says, by what was asked for. */
export type ReadAnswer<E extends Expected> = Reads[E['as']]

/** What a status other than 200 makes of an answer. Of all that are not here 5xx is `transient`, others `unexpected`. */
const STATUS_OUTCOMES: Readonly<Record<number, Exclude<Outcome, 'found'>>> = {
  401: 'blocked',
  403: 'blocked',
  408: 'transient',
  429: 'blocked',
}

const NO_PAGE = { kind: null, layout: null, ttb_id: null, values: {} } as const
const NO_LIST = { rows: [] } as const

/**
 * What a server's answer is and says, read as what was asked for. Never throws. A page of the bot defence or of
 * maintenance is one whatever its status; otherwise a status other than 200 decides, and then the content. The declared
 * content type never does.
 */
export function readAnswer<const E extends Expected>(answer: HttpAnswer, expected: E): ReadAnswer<E> {
  return (answer.status === 200 ? readContent(answer, expected) : readRefusal(answer, expected)) as ReadAnswer<E>
}

function readContent({ body, contentType = null }: HttpAnswer, expected: Expected): Reads[keyof Reads] {
  switch (expected.as) {
    case 'cola-detail':
    case 'certificate':
      return extractPage(body, { kind: expected.as, contentType, ...(expected.ttbId && { ttbId: expected.ttbId }) })
    case 'search':
      return extractPage(body, { kind: expected.as, contentType })
    case 'search-form':
      return readSearchForm(body, { contentType })
    case 'search-csv':
      return readSearchCsv(body, { contentType })
    case 'image':
      return readImageFile(body)
    default:
      return readCodeList(body, expected.as, { contentType })
  }
}

function readRefusal({ status, body, contentType }: HttpAnswer, expected: Expected): Reads[keyof Reads] {
  const page = openPage(body, contentType)
  const closed = page.outcome === 'blocked' || page.outcome === 'maintenance' ? page.outcome : null
  const outcome = closed ?? STATUS_OUTCOMES[status] ?? (status >= 500 ? 'transient' : 'unexpected')
  const said = page.issues.filter(({ code }) => code === 'page_message')
  const issues: Issue[] = [{ code: 'page_message', text: `HTTP ${status}` }, ...said]
  switch (expected.as) {
    case 'cola-detail':
    case 'certificate':
    case 'search':
      return { outcome, issues, ...NO_PAGE }
    case 'search-form':
      return { outcome, issues }
    case 'search-csv':
      return { outcome, issues, ...NO_LIST, refused: 0 }
    case 'image':
      return { outcome, issues, image: null }
    default:
      return { outcome, issues, ...NO_LIST, list: expected.as }
  }
}
