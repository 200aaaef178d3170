/** A source of repeatable chance: the same seed gives the same choices, on every machine. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number
  /** A whole number between two, both included. */
  between(low: number, high: number): number
  pick<T>(choices: readonly T[]): T
  chance(share: number): boolean
}

/** Mulberry32, a small generator of good enough quality for made-up records. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick: (choices) => choices[between(0, choices.length - 1)] as (typeof choices)[number],
    chance: (share) => next() < share,
  }
}

/** A seed made of several things, so that each record has chances of its own whatever else is asked for. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const character of parts.join('\n')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193)
  }
  // FNV leaves neighbours close to each other; one round of mixing sets them apart.
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  return (hash ^ (hash >>> 15)) >>> 0
}
