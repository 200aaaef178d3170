import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFileName, encodeFileName } from '../../src/storage/file-names.ts'
import { compareKeys } from '../../src/storage/key-order.ts'

const TABLE: readonly (readonly [segment: string, name: string])[] = [
  ['24002001000001.html', '24002001000001.html'],
  ['date=2024-01-02', 'date=2024-01-02'],
  ['a<b>c:d"e|f?g*h', 'a%3Cb%3Ec%3Ad%22e%7Cf%3Fg%2Ah'],
  ['100%', '100%25'],
  ['%41', '%2541'],
  ['dot.', 'dot%2E'],
  ['space ', 'space%20'],
  ['..', '.%2E'],
  ['con', '%63on'],
  ['NUL.txt', '%4EUL.txt'],
  ['COM1', '%43OM1'],
  ['COM0x', 'COM0x'],
  ['console', 'console'],
  ['.tmp', '%2Etmp'],
  ['.TMP', '%2ETMP'],
  ['caf\u00e9', 'caf\u00e9'],
  ['cafe\u0301', 'cafe%CC%81'],
]

describe('file names', () => {
  it.each(TABLE)('writes %j as %j', (segment, name) => {
    expect(encodeFileName(segment)).toBe(name)
    expect(decodeFileName(name)).toBe(segment)
  })

  it('come back as the segment they were made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (segment) => {
        const name = encodeFileName(segment)
        expect(decodeFileName(name)).toBe(segment)
        expect(name).toBe(name.normalize('NFC'))
        expect(name).not.toMatch(/[<>:"|?*]|[. ]$/)
      }),
    )
  })

  it.each(['a:b', '%', '%zz', '%41', 'dot.', 'CON'])('know %j for none of theirs', (name) => {
    expect(decodeFileName(name)).toBeNull()
  })
})

describe('the order of keys', () => {
  it('is that of their bytes', () => {
    const key = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })
})
