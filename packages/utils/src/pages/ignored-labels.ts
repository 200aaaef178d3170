import type { PageKind } from '../records/page-kinds.ts'

/** Labels that no field claims, on purpose, with the reason. Any other unclaimed label is an issue. */
export const IGNORED_LABELS: { readonly [K in PageKind]?: Readonly<Record<string, string>> } = {
  certificate: {
    'This certificate is issued subject to…': 'printed prose of part III, the same on every form',
  },
}
