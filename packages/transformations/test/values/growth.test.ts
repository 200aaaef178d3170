import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/values/text.ts'
import { ALL_CLEANERS } from './cleaners.ts'

/** Pieces that, repeated, make a careless pattern try every way to cut them. */
const HOSTILE = [
  '1',
  '1 ',
  '1/2 ',
  '1,',
  '1.',
  '0,0',
  '%',
  '1% ',
  '1-',
  ' ',
  '\t',
  'a',
  'A-',
  'a b ',
  '(',
  '.',
  ',',
  ', ',
  '-',
  '@',
  'a@a.',
  'a.',
  'x ',
  '¿a',
  '¿a¿ ',
  '&amp;',
  '&#38;',
  '/',
  'proof ',
  'oz ',
  '1 oz ',
  'CA ',
  '12345 ',
  '<',
  '"',
  'é',
]
const ROUNDS = 5

/** The least time of several rounds, milliseconds: what disturbs a round only makes it longer. */
function leastTime(run: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    run()
    least = Math.min(least, performance.now() - start)
  }
  return least
}

/** Over three doublings linear growth is 8-fold and quadratic 64-fold; between them there is room for noise. */
const MOST_GROWTH = 32
/** Below this a time is noise. Milliseconds. */
const LEAST_TIME = 0.2

function growth(run: (text: string) => unknown, piece: string, longest: number): number {
  const text = piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest)
  run(text)
  const [short, long] = [leastTime(() => run(text.slice(0, longest / 8))), leastTime(() => run(text))]
  return long / Math.max(short, LEAST_TIME)
}

/** Measured again while it looks too large: a machine that is busy disturbs some measurements, quadratic time each of them. */
function leastGrowth(run: (text: string) => unknown, piece: string, longest: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 8 && least >= MOST_GROWTH; attempt++)
    least = Math.min(least, growth(run, piece, longest))
  return least
}

describe.each(Object.entries(ALL_CLEANERS))('%s', (name, clean) => {
  it('takes time in proportion to the length of a hostile text', { retry: 3 }, () => {
    // The longest text a value is read from; what is longer is refused unread.
    const longest = name === 'cleanText' ? 100_000 : 2_000
    for (const piece of HOSTILE) expect(leastGrowth(clean, piece, longest), piece).toBeLessThan(MOST_GROWTH)
  })
})

it('would notice quadratic time', { retry: 3 }, () => {
  const quadratic = (text: string) => /(?:x+x+)+y/.test(text.slice(0, 20)) || /\s+$/.test(`${text}.`)
  expect(growth(quadratic, ' ', 40_000)).toBeGreaterThan(MOST_GROWTH)
  expect(growth(cleanText, ' ', 40_000)).toBeLessThan(MOST_GROWTH)
})
