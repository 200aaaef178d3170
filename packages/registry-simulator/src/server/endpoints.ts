/** What of the registry a request is for. */
export const ENDPOINTS = {
  detail: 'viewColaDetails.do?action=publicDisplaySearchBasic or publicDisplaySearchAdvanced',
  form: 'viewColaDetails.do?action=publicFormDisplay',
  'search-form': 'publicSearchColasBasic.do, publicSearchColasAdvanced.do',
  search: 'publicSearchColasBasicProcess.do, publicSearchColasAdvancedProcess.do',
  'next-page': 'publicPageBasicCola.do, publicPageAdvancedCola.do: another page, or another order',
  export: 'publicSaveSearchResultsToFile.do',
  'code-list': 'lookupProductClassTypeCode.do, lookupOriginCode.do',
  attachment: 'publicViewAttachment.do',
  scan: 'publicViewImage.do',
  signature: 'publicViewSignature.do',
  other: 'any other path',
} as const

export type Endpoint = keyof typeof ENDPOINTS

const BASE = '/colasonline/'
const FILES: Readonly<Record<string, Endpoint>> = {
  'publicSearchColasBasic.do': 'search-form',
  'publicSearchColasAdvanced.do': 'search-form',
  'publicSearchColasBasicProcess.do': 'search',
  'publicSearchColasAdvancedProcess.do': 'search',
  'publicPageBasicCola.do': 'next-page',
  'publicPageAdvancedCola.do': 'next-page',
  'publicSaveSearchResultsToFile.do': 'export',
  'lookupProductClassTypeCode.do': 'code-list',
  'lookupOriginCode.do': 'code-list',
  'publicViewAttachment.do': 'attachment',
  'publicViewImage.do': 'scan',
  'publicViewSignature.do': 'signature',
}
const ACTIONS: Readonly<Record<string, Endpoint>> = {
  publicDisplaySearchBasic: 'detail',
  publicDisplaySearchAdvanced: 'detail',
  publicFormDisplay: 'form',
}

/** The endpoint of an address. */
export function endpointOf({ pathname, searchParams }: URL): Endpoint {
  if (!pathname.startsWith(BASE)) return 'other'
  const file = pathname.slice(BASE.length).replace(/;jsessionid=.*$/i, '')
  if (file === 'viewColaDetails.do') return ACTIONS[searchParams.get('action') ?? ''] ?? 'other'
  return FILES[file] ?? 'other'
}
