import type { Issue } from '../issues.ts'
import { IMAGE_FORMATS } from './image-formats.ts'
import { ATTACHMENT_ERROR } from './messages.ts'
import { openPage } from './open-page.ts'
import type { Outcome } from './outcomes.ts'
import { shownText } from './page-tree.ts'

type ImageFormat = (typeof IMAGE_FORMATS)[number]

/** What a file that should be an image is. */
export interface ImageFile {
  readonly outcome: Outcome
  /** Its format, by its first bytes; null when it is no image. Also set when the image is cut short. */
  readonly image: Pick<ImageFormat, 'mediaType' | 'extension'> | null
  readonly issues: readonly Issue[]
}

/**
 * Whether bytes are an image (JPEG, PNG, GIF, TIFF, BMP, WebP), and of which format. The bytes decide: the registry answers
 * with pages of HTML where an image should be, and file names are the applicant's. An image whose format shows that its
 * end is missing is `truncated`; it may have been filed so. Anything else has the outcome of the page that it is.
 */
export function readImageFile(bytes: Uint8Array): ImageFile {
  const format = IMAGE_FORMATS.find(({ starts }) => starts(bytes))
  if (format) {
    const { mediaType, extension } = format
    const image = { mediaType, extension }
    return format.isWhole(bytes)
      ? { outcome: 'found', image, issues: [] }
      : { outcome: 'truncated', image, issues: [{ code: 'truncated', text: `${bytes.length} bytes of ${mediaType}` }] }
  }
  const { outcome, root, issues } = openPage(bytes)
  const said = outcome === 'unexpected' && root ? ATTACHMENT_ERROR.exec(shownText(root)) : null
  if (said) return { outcome: 'session_expired', image: null, issues: [{ code: 'page_message', text: said[0] }] }
  if (outcome === null || outcome === 'not_found') {
    const text = 'a page where an image was expected'
    return { outcome: 'unexpected', image: null, issues: [...issues, { code: 'unknown_layout', text }] }
  }
  return { outcome, image: null, issues }
}
