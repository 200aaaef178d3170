import type { FieldType, Reading } from '@ttb/utils'

/** What cleaning remembers of the pages of one batch; give the same to each call of `cleanPage`, and drop it with the batch. */
export interface CleaningMemory {
  /** What a text was understood as, cleaned only once for each kind of value. */
  read(type: FieldType, text: string, clean: (text: string) => Reading<unknown>): Reading<unknown>
}

/** Longer texts, as the qualifications of a certificate, seldom occur twice. Characters. */
const LONGEST_REMEMBERED = 200

/**
 * A new memory. The pages of a day repeat each other: applicants, states, codes, dates. Values read through it hold on to
 * no page, where otherwise a value that is a part of the text of a page keeps all of that text alive.
 */
export function createCleaningMemory(): CleaningMemory {
  const known = new Map<FieldType, Map<string, Reading<unknown>>>()
  return {
    read(type, text, clean) {
      if (text.length > LONGEST_REMEMBERED) return clean(copyOf(text))
      const ofType = known.get(type) ?? new Map<string, Reading<unknown>>()
      known.set(type, ofType)
      const held = ofType.get(text)
      if (held) return held
      const copy = copyOf(text)
      const reading = clean(copy)
      ofType.set(copy, reading)
      return reading
    },
  }
}

/** The same text in memory of its own: engines cut a text out of another by pointing into it. */
function copyOf(text: string): string {
  return ` ${text}`.slice(1)
}
