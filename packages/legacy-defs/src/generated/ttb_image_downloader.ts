// Made from legacy-map.ts by `pnpm generate`; not edited.
import { TTBImageDownloader as TTBImageDownloader_ } from '../adapters/image-downloader.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_image_downloader')

/** @deprecated Use `openRegistry` of `@ttb/resources`. */
export const TTBImageDownloader = TTBImageDownloader_
export type TTBImageDownloader = TTBImageDownloader_
