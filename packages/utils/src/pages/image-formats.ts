/** The formats of image that applicants file and servers send. */
export const IMAGE_FORMATS = [
  {
    mediaType: 'image/jpeg',
    extension: 'jpg',
    starts: (bytes: Uint8Array) => startsWith(bytes, [0xff, 0xd8, 0xff]),
    isWhole: jpegEnds,
  },
  {
    mediaType: 'image/png',
    extension: 'png',
    starts: (bytes: Uint8Array) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    isWhole: pngEnds,
  },
  {
    mediaType: 'image/gif',
    extension: 'gif',
    starts: (bytes: Uint8Array) => ['GIF87a', 'GIF89a'].includes(text(bytes, 0, 6)),
    isWhole: (bytes: Uint8Array) => bytes.length > 13 && bytes.findLast((byte) => byte !== 0) === 0x3b,
  },
  {
    mediaType: 'image/tiff',
    extension: 'tif',
    starts: (bytes: Uint8Array) => ['II*\0', 'MM\0*'].includes(text(bytes, 0, 4)),
    isWhole: (bytes: Uint8Array) =>
      bytes.length > 8 && view(bytes).getUint32(4, text(bytes, 0, 2) === 'II') + 2 <= bytes.length,
  },
  {
    mediaType: 'image/webp',
    extension: 'webp',
    starts: (bytes: Uint8Array) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP',
    isWhole: (bytes: Uint8Array) => view(bytes).getUint32(4, true) + 8 <= bytes.length,
  },
  {
    mediaType: 'image/bmp',
    extension: 'bmp',
    // Two letters would be little proof; the reserved bytes and the size of the header that follows must fit too.
    starts: (bytes: Uint8Array) =>
      text(bytes, 0, 2) === 'BM' &&
      bytes.length >= 18 &&
      view(bytes).getUint32(6) === 0 &&
      [12, 40, 52, 56, 64, 108, 124].includes(view(bytes).getUint32(14, true)),
    isWhole: (bytes: Uint8Array) => view(bytes).getUint32(2, true) <= bytes.length,
  },
] as const

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Follows the segments of a JPEG to its end marker: a thumbnail within has one of its own, so it cannot just be looked for. */
function jpegEnds(bytes: Uint8Array): boolean {
  let at = 2
  while (at < bytes.length - 1) {
    const marker = bytes[at + 1] as number
    // Between segments stand coded data, in which FF is followed by 00 or by a restart marker, and fill bytes.
    if (bytes[at] !== 0xff || marker === 0x00 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)) at++
    else if (marker === 0xd9) return true
    else at += 2 + (bytes.length >= at + 4 ? view(bytes).getUint16(at + 2) : bytes.length)
  }
  return false
}

/** Follows the chunks of a PNG to the one that ends it. */
function pngEnds(bytes: Uint8Array): boolean {
  let at = 8
  while (at + 12 <= bytes.length) {
    if (text(bytes, at + 4, 4) === 'IEND') return true
    at += 12 + view(bytes).getUint32(at)
  }
  return false
}
