import { isoDate, TtbError } from '@ttb/utils'
import type { CodeListName } from '@ttb/utils/pages'
import type { HttpRequest } from '../http/http-client.ts'

/** What to search for: records whose last change of status ("Date Completed") lies within the days, both included. */
export interface SearchQuery {
  /** `YYYY-MM-DD` */
  readonly completedFrom: string
  /** `YYYY-MM-DD`; at most 15 years after `completedFrom`. */
  readonly completedTo: string
  /** Class/type codes from this one on, as text. */
  readonly classTypeFrom?: string
  readonly classTypeTo?: string
  readonly originCode?: string
}

/** The requests that the registry knows. */
export interface RegistryRequests {
  page(kind: 'cola-detail' | 'certificate', ttbId: string): HttpRequest
  searchForm(): HttpRequest
  search(query: SearchQuery): HttpRequest
  /** Everything that the last search of the session reaches. */
  export(): HttpRequest
  codeList(list: CodeListName): HttpRequest
  /** A label image of the form that the session looked at last. */
  labelImage(filename: string, form: HttpRequest): HttpRequest
  scan(ttbId: string): HttpRequest
}

const ACTIONS = { 'cola-detail': 'publicDisplaySearchBasic', certificate: 'publicFormDisplay' } as const
const LOOKUPS = { 'class-type': 'lookupProductClassTypeCode.do', origin: 'lookupOriginCode.do' } as const

export function createRegistryRequests(origin: string): RegistryRequests {
  const get = (path: string, referer?: HttpRequest): HttpRequest => ({
    method: 'GET',
    url: new URL(`/colasonline/${path}`, origin),
    ...(referer && { referer: referer.url.href }),
  })
  const searchForm = get('publicSearchColasBasic.do')
  const searched = get('publicSearchColasBasicProcess.do?action=search', searchForm)
  return {
    page: (kind, ttbId) => get(`viewColaDetails.do?action=${ACTIONS[kind]}&ttbid=${ttbId}`),
    searchForm: () => searchForm,
    search: (query) => ({ ...searched, method: 'POST', form: searchFields(query) }),
    export: () => get('publicSaveSearchResultsToFile.do?path=/publicSearchColasBasicProcess', searched),
    codeList: (list) => get(`${LOOKUPS[list]}?action=search&display=all`),
    labelImage: (filename, form) =>
      get(`publicViewAttachment.do?filename=${encodeURIComponent(filename)}&filetype=l`, form),
    scan: (ttbId) => get(`publicViewImage.do?id=${ttbId}`),
  }
}

/** Throws `invalid_argument` unless the days of a query are days, in order. */
export function assertSearchQuery(query: SearchQuery): void {
  for (const name of ['completedFrom', 'completedTo'] as const) {
    const day = query[name]
    const [year, month, date] = day.split('-').map(Number)
    if (isoDate(year ?? 0, month ?? 0, date ?? 0) !== day)
      throw new TtbError(`not a day: ${name} ${JSON.stringify(day)}; expected YYYY-MM-DD`, { code: 'invalid_argument' })
  }
  if (query.completedFrom > query.completedTo)
    throw new TtbError(`no days from ${query.completedFrom} to ${query.completedTo}; expected the earlier one first`, {
      code: 'invalid_argument',
    })
}

/** All fields of the form, as a browser sends them. */
function searchFields(query: SearchQuery): Readonly<Record<string, string>> {
  const fields = {
    dateCompletedFrom: americanDate(query.completedFrom),
    dateCompletedTo: americanDate(query.completedTo),
    productOrFancifulName: '',
    productNameSearchType: 'E',
    classTypeFrom: query.classTypeFrom ?? '',
    classTypeTo: query.classTypeTo ?? '',
    originCode: query.originCode ?? '',
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`searchCriteria.${name}`, value]))
}

function americanDate(day: string): string {
  const [year, month, date] = day.split('-')
  return `${month}/${date}/${year}`
}
