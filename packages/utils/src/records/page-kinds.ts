/** The kinds of registry page that hold records, and what one page of each is. */
export const PAGE_KINDS = {
  'cola-detail': 'the detail page of one TTB ID',
  certificate: 'the form page (TTB F 5100.31) of one TTB ID',
  search: 'a page of search results, up to 20 rows, a row per TTB ID',
} as const

export type PageKind = keyof typeof PAGE_KINDS

/** Whether it is the name of a kind of page. */
export function isPageKind(text: string): text is PageKind {
  return Object.hasOwn(PAGE_KINDS, text)
}

/** The fields that identify a row of a page kind's table, where that is more than the key of the record. */
export const PAGE_KEYS: { readonly [K in PageKind]?: readonly string[] } = {
  // A record shows up in searches again whenever its status changes, each time with another date.
  search: ['ttb_id', 'completed_date'],
}
