/** The kinds of registry page that hold records, and what one page of each is. */
export const PAGE_KINDS = {
  'cola-detail': 'the detail page of one TTB ID',
  certificate: 'the form page (TTB F 5100.31) of one TTB ID',
  search: 'a page of search results, up to 20 rows, a row per TTB ID',
} as const

export type PageKind = keyof typeof PAGE_KINDS

export function isPageKind(text: string): text is PageKind {
  return Object.hasOwn(PAGE_KINDS, text)
}
