/** What is found, for people: in order, or in order for now, with what to do where that differs from the usual. */
export type Finding = string | { readonly warning: string; readonly remedy?: string }
