import { permitNumber } from './permit-number.ts'
import type { Random } from './random.ts'
import { FIRST_WORDS, SECOND_WORDS, TOWNS } from './vocabulary.ts'
import type { ProductType } from './world/code-lists.ts'
import type { Company } from './world/companies.ts'

/** Who applied, as a record spells it. */
export interface Holder {
  readonly company: string
  readonly street: string
  readonly town: string
  readonly zip: string
  readonly permitNumbers: readonly string[]
}

/** A holder for one record. */
export function madeUpHolder(random: Random, product: ProductType, state: string, imported: boolean): Holder {
  const permitNumbers = Array.from({ length: random.chance(0.1) ? 2 : 1 }, () =>
    permitNumber(random, product, state, imported),
  )
  const company = `${random.pick(FIRST_WORDS)} ${random.pick(SECOND_WORDS)}, ${random.pick(['LLC', 'INC.', 'L.P.'])}`
  const street = `${random.between(1, 9999)} ${random.pick(SECOND_WORDS)} ${random.pick(['ST', 'AVE', 'RD STE D'])}`
  return { company, street, town: random.pick(TOWNS), zip: String(random.between(10000, 99999)), permitNumbers }
}

/** A company does not spell its name and address the same way every time. */
export function knownHolder(random: Random, { names, streets, town, zip, permitNumbers }: Company): Holder {
  return {
    company: random.chance(0.75) ? (names[0] as string) : random.pick(names),
    street: random.chance(0.75) ? (streets[0] as string) : random.pick(streets),
    town,
    zip,
    permitNumbers: random.chance(0.8) ? permitNumbers.slice(0, 1) : permitNumbers,
  }
}
