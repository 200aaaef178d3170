import { extractPage } from '@ttb/utils/pages'

/** SHA-256 of one error page of 2025. No page since has it: ask {@link is_ttb_error_page}. */
export const TTB_ERROR_PAGE_HASH = '50fa048f9cf8200c3d82d60add59b3b1f78f9e3ebc67f9395051595fc830a9e3'

/** Whether an answer of the registry is anything but a whole page with data: also one that blocks, or is cut short. */
export function is_ttb_error_page(content: Uint8Array | string): boolean {
  return extractPage(content).outcome !== 'found'
}
