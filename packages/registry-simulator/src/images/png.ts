import { crc32, deflateSync } from 'node:zlib'
import { createGreys, type Picture } from './tiles.ts'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/** A picture as a PNG of 8-bit grey. */
export function encodePng(picture: Picture): Buffer {
  const { name, width, height } = picture
  const grey = createGreys(picture)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  // Each line starts with the number of its filter, 0 for none.
  const lines = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = grey(x, y)
  const comment = Buffer.from(`Comment\0${name}`, 'latin1')
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('tEXt', comment),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
