import type { CertificatePage } from '@ttb/utils'
import { seedOf } from '../random.ts'
import { encodeJpeg } from './jpeg.ts'
import { encodePng } from './png.ts'

/** A file as the registry serves it. */
export interface ImageBytes {
  readonly mediaType: 'image/jpeg' | 'image/png'
  readonly bytes: Buffer
}

const PIXELS_PER_INCH = 96
/** Small for a scan, which has 2,550 by 4,200 pixels. */
const SCAN = { width: 850, height: 1400 }

/** The file of one label image of a record. Its name does not always tell its kind: now and then a `.jpg` is a PNG. */
export function makeLabelImage(ttbId: string, image: CertificatePage['label_images'][number]): ImageBytes {
  const name = `${ttbId} ${image.filename}`
  const picture = { name, width: pixels(image.width_inches), height: pixels(image.height_inches) }
  const misnamed = seedOf('misnamed', name) % 50 === 0
  return /\.png$/i.test(image.filename ?? '') !== misnamed
    ? { mediaType: 'image/png', bytes: encodePng(picture) }
    : { mediaType: 'image/jpeg', bytes: encodeJpeg(picture) }
}

/** The scan of a paper application. */
export function makeScan(ttbId: string): ImageBytes {
  return { mediaType: 'image/jpeg', bytes: encodeJpeg({ name: `${ttbId} scan`, ...SCAN }) }
}

/** The signature of a TTB officer, as every form shows one. */
export function makeSignature(): ImageBytes {
  return { mediaType: 'image/jpeg', bytes: encodeJpeg({ name: 'signature', width: 193, height: 49 }) }
}

function pixels(inches: number | null): number {
  return Math.max(1, Math.round((inches ?? 1) * PIXELS_PER_INCH))
}
