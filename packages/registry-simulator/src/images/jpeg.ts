import { createGreys, type Picture } from './tiles.ts'

/** Lengths and values of the usual Huffman table for the mean grey of a block (ITU T.81, table K.3). */
const MEAN_LENGTHS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
const MEAN_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const MEAN_CODES = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110']
/** Blocks have nothing but their mean, so the only other code says that a block ends. */
const END_LENGTHS = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
const END_CODE = '0'

/** A picture as a baseline JPEG of 8-bit grey: 8 by 8 pixels of one grey at a time. */
export function encodeJpeg(picture: Picture): Buffer {
  const { name, width, height } = picture
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 2, 1, 0, 96, 0, 96, 0, 0]),
    segment(0xfe, [...Buffer.from(name, 'latin1')]),
    // Every step is 8, so that a coded mean is the grey itself, less 128.
    segment(0xdb, [0, ...new Array<number>(64).fill(8)]),
    segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, ...MEAN_LENGTHS, ...MEAN_VALUES]),
    segment(0xc4, [0x10, ...END_LENGTHS, 0]),
    segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    codedBlocks(picture),
    Buffer.from([0xff, 0xd9]),
  ])
}

function segment(marker: number, data: readonly number[]): Buffer {
  const length = data.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...data])
}

function codedBlocks(picture: Picture): Buffer {
  const grey = createGreys(picture)
  const bytes: number[] = []
  let [bits, count, before] = [0, 0, 0]
  const put = (code: string): void => {
    for (const bit of code) {
      bits = (bits << 1) | (bit === '1' ? 1 : 0)
      if (++count < 8) continue
      bytes.push(bits)
      // 0xff in the data is told from a marker by the 0 behind it.
      if (bits === 0xff) bytes.push(0)
      bits = 0
      count = 0
    }
  }
  for (let y = 0; y < picture.height; y += 8) {
    for (let x = 0; x < picture.width; x += 8) {
      const mean = grey(x, y) - 128
      put(`${codeOf(mean - before)}${END_CODE}`)
      before = mean
    }
  }
  put('1'.repeat((8 - count) % 8))
  return Buffer.from(bytes)
}

/** The number of bits, then the bits; a negative number as its distance from the lowest of that many bits. */
function codeOf(difference: number): string {
  const length = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference))
  if (length === 0) return MEAN_CODES[0] as string
  const bits = difference > 0 ? difference : difference + 2 ** length - 1
  return `${MEAN_CODES[length]}${bits.toString(2).padStart(length, '0')}`
}
