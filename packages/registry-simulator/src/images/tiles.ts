import { seedOf } from '../random.ts'

/** A made-up picture: a mosaic of grey tiles, different for every name. */
export interface Picture {
  readonly name: string
  readonly width: number
  readonly height: number
}

/** Pixels along the side of a tile; a multiple of the 8 that a JPEG codes at once. */
const TILE = 32

/** The grey of a pixel, 0 to 255. */
export function createGreys({ name }: Picture): (x: number, y: number) => number {
  const seed = seedOf('picture', name)
  return (x, y) => {
    const tile = Math.imul(Math.floor(x / TILE) + 1, 0x9e3779b1) ^ Math.imul(Math.floor(y / TILE) + 1, 0x85ebca6b)
    const mixed = Math.imul(seed ^ tile, 0xc2b2ae35)
    return (mixed ^ (mixed >>> 15)) & 0xff
  }
}
