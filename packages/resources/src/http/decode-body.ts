import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

const DECODERS = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
} as const

/** What we say we can decompress. */
export const ACCEPTED_ENCODINGS = Object.keys(DECODERS).join(', ')

export class BodyTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the body is larger than ${maxBytes} bytes`)
  }
}

/** Undoes the compressions that a header names, last one first. Throws when the body is not of them, or grows too large. */
export function decodeBody(body: Uint8Array, encodings: readonly string[], maxBytes: number): Uint8Array {
  const names = encodings.flatMap((header) => header.toLowerCase().split(',')).map((name) => name.trim())
  return names.reduceRight((bytes, name) => {
    if (name === 'identity' || name === '' || bytes.length === 0) return bytes
    const decode = DECODERS[(name === 'x-gzip' ? 'gzip' : name) as keyof typeof DECODERS]
    if (!decode) throw new Error(`it is compressed by "${name}", which was not asked for`)
    try {
      return decode(bytes, { maxOutputLength: maxBytes })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new BodyTooLarge(maxBytes)
      throw error
    }
  }, body)
}
