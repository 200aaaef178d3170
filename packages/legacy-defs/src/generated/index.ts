// Made from legacy-map.ts by `pnpm generate`; not edited.
import { download_ttb_images as download_ttb_images_ } from '../adapters/image-downloader.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('index')

/** @deprecated Use `fetchLabelImages` of `@ttb/assets`. */
export const download_ttb_images = download_ttb_images_
