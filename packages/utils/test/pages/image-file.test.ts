import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readImageFile } from '../../src/pages/index.ts'

const FOLDER = new URL('./', import.meta.url).pathname
const hex = (text: string) => Uint8Array.from(text.replaceAll(' ', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const PNG = hex('89504e470d0a1a0a 0000000d49484452 00000001000000010806000000 1f15c489 0000000a49444154 789c63000100000500010d0a2db4 0000000049454e44 ae426082')
/** With a thumbnail that has an end marker of its own, a fill byte, stuffed and restart bytes, and two scans. */
const JPEG = hex('ffd8 ffe1 000affd8ffd9ffd9ffd9 fffe 0004ffd9 ffda 0008 010100003f00 12ff00 34 ffd0 56 ffff c4 0004 0000 ffda 0008 010100003f00 78 ffd9')
const BMP = hex('424d 3a000000 00000000 36000000 28000000 01000000 01000000 0100 1800 00000000 04000000 00000000 00000000 00000000 00000000 ffffff00')

const WHOLE: readonly [mediaType: string, extension: string, bytes: Uint8Array][] = [
  ['image/jpeg', 'jpg', JPEG],
  ['image/png', 'png', PNG],
  ['image/gif', 'gif', hex('474946383961 01000100 800000 ffffff 000000 2c 00000000 01000100 00 02 02 4401 00 3b')],
  ['image/tiff', 'tif', hex('49492a00 08000000 0000 00000000')],
  ['image/tiff', 'tif', hex('4d4d002a 00000008 0000 00000000')],
  ['image/webp', 'webp', hex('52494646 0e000000 57454250 56503820 02000000 0000')],
  ['image/bmp', 'bmp', BMP],
]

describe('the bytes say what an image is', () => {
  for (const [mediaType, extension, bytes] of WHOLE) {
    it(`${mediaType}, whole and with something after its end`, () => {
      expect(readImageFile(bytes)).toEqual({ outcome: 'found', image: { mediaType, extension }, issues: [] })
      expect(readImageFile(new Uint8Array([...bytes, 0, 0])).outcome).toBe('found')
    })
    it(`${mediaType} without its end is truncated, of the same format`, () => {
      const end = mediaType === 'image/tiff' ? 9 : bytes.length - 1
      expect(readImageFile(bytes.subarray(0, end))).toEqual({ outcome: 'truncated', image: { mediaType, extension }, issues: [{ code: 'truncated', text: `${end} bytes of ${mediaType}` }] })
    })
  }
  it('a JPEG or a PNG cut anywhere is truncated', () => {
    for (const bytes of [JPEG, PNG]) for (let end = 8; end < bytes.length; end++) expect([end, readImageFile(bytes.subarray(0, end)).outcome]).toEqual([end, 'truncated'])
  })
  it('two letters make no bitmap', () => expect(readImageFile(new TextEncoder().encode('BM is a brand of malt beverages')).outcome).toBe('unexpected'))
  it('also of a part of a larger buffer', () => {
    const buffer = new Uint8Array([9, 9, 9, ...BMP, 9])
    expect(readImageFile(buffer.subarray(3, 3 + BMP.length))).toEqual(readImageFile(BMP))
  })
})

describe('a page in place of an image has the outcome of that page', () => {
  const long = 'x '.repeat(2000)
  const pages: readonly [what: string, page: string | Uint8Array, outcome: string, text?: string][] = [
    ['the error of a session that does not hold it', readFileSync(`${FOLDER}attachment/error/without-a-session.html`), 'session_expired', 'Unable to render attachment.'],
    ['the same in the frame of the registry', readFileSync(`${FOLDER}error/message/unable-to-render-attachment.html`), 'session_expired', 'Unable to render attachment.'],
    ['the same on a long page that is not known', `<html><title>COLAs</title><p>Unable to render attachment</p>${long}</html>`, 'session_expired', 'Unable to render attachment'],
    ['an expired session', readFileSync(`${FOLDER}search/message/session-timeout.html`), 'session_expired'],
    ['a page of the bot defence', readFileSync(`${FOLDER}block/bot-defence/captcha.html`), 'blocked'],
    ['a notice of maintenance', readFileSync(`${FOLDER}maintenance/notice/scheduled.html`), 'maintenance'],
    ['the error page', readFileSync(`${FOLDER}error/message/unknown-ttb-id.html`), 'unexpected'],
    ['the form', readFileSync(`${FOLDER}certificate/label-divs/14301001000001.html`), 'unexpected', 'a page where an image was expected'],
    ['a frame for scripts', readFileSync(`${FOLDER}shell/no-text/frame-for-scripts.html`), 'unexpected'],
    ['a page cut short', '<html><p>', 'truncated'],
    ['nothing', '', 'truncated'],
  ]
  for (const [what, page, outcome, text] of pages) {
    it(`${what} is ${outcome}`, () => {
      const got = readImageFile(typeof page === 'string' ? new TextEncoder().encode(page) : page)
      expect(got).toMatchObject({ outcome, image: null })
      expect(got.issues.at(-1)).toMatchObject(text === undefined ? {} : { text })
      expect(got.issues.length).toBeGreaterThan(0)
    })
  }
})

describe('any bytes end in an outcome', () => {
  it('also after the first bytes of an image', () => {
    const starts = fc.constantFrom(...WHOLE.map(([, , bytes]) => bytes.subarray(0, 8)), new Uint8Array())
    fc.assert(fc.property(starts, fc.uint8Array({ maxLength: 300 }), (start, rest) => typeof readImageFile(new Uint8Array([...start, ...rest])).outcome === 'string'))
  })
  it('and soon', () => {
    for (const start of [JPEG.subarray(0, 2), PNG.subarray(0, 8)]) for (const fill of [0xff, 0x00, 0xda]) {
      const bytes = new Uint8Array(5_000_000).fill(fill)
      bytes.set(start)
      bytes[2] = 0xff
      expect(readImageFile(bytes).outcome).not.toBe('found')
    }
  }, 10_000)
})
