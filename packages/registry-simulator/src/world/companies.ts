import { permitNumber } from '../permit-number.ts'
import { createRandom, type Random, seedOf } from '../random.ts'
import { MORE_FIRST_WORDS, PEOPLE, SECOND_WORDS, TOWNS } from '../vocabulary.ts'
import { ORIGINS, type Origin, type ProductType } from './code-lists.ts'

/** A made-up holder of permits: the truth that a consolidation of companies has to find. */
export interface Company {
  readonly id: number
  readonly product: ProductType
  readonly imported: boolean
  /** Where its products come from; a domestic company has its own state only. */
  readonly origins: readonly Origin[]
  readonly state: string
  /** Spellings of its name, the usual one first. */
  readonly names: readonly string[]
  readonly streets: readonly string[]
  readonly town: string
  readonly zip: string
  /** The principal place of business first. */
  readonly permitNumbers: readonly string[]
  readonly vendorCode: string
  readonly brands: readonly string[]
  readonly contact: string
  readonly phone: string
}

const PRODUCTS: readonly (readonly [product: ProductType, share: number, imported: number])[] = [
  ['wine', 0.5, 0.4],
  ['distilled_spirits', 0.26, 0.45],
  ['malt_beverage', 0.24, 0.12],
]
/** Domestic and imported of each product. */
export const ONE_OF_EACH = 2 * PRODUCTS.length
const STATES = ORIGINS.filter(({ state, weight }) => state !== null && weight > 0)
const COUNTRIES = ORIGINS.filter(({ state, weight }) => state === null && weight > 0)

/** The company of a number; the same for the same seed. */
export function makeCompany(seed: number, id: number): Company {
  const random = createRandom(seedOf(seed, 'company', id))
  // The first six are one of each kind, so that no kind is without a company however few there are.
  const [product, , importedShare] =
    id < ONE_OF_EACH
      ? (PRODUCTS[id % PRODUCTS.length] as (typeof PRODUCTS)[number])
      : pickWeighted(random, PRODUCTS, ([, share]) => share)
  const imported = id < ONE_OF_EACH ? id >= PRODUCTS.length : random.chance(importedShare)
  const home = pickWeighted(random, STATES, ({ weight }) => weight)
  const state = home.state as string
  const origins = imported
    ? Array.from({ length: random.between(1, 3) }, () => pickWeighted(random, COUNTRIES, ({ weight }) => weight))
    : [home]
  const stem = `${random.pick(MORE_FIRST_WORDS)} ${random.pick(SECOND_WORDS)}${random.pick(['', ' BREWING', ' WINES', ' SPIRITS', ' & CO'])}`
  return {
    id,
    product,
    imported,
    origins,
    state,
    names: spellingsOfName(stem, random.pick(['LLC', 'INC', 'LP'])),
    streets: spellingsOfStreet(random),
    town: random.pick(TOWNS),
    zip: String(random.between(10000, 99999)),
    permitNumbers: Array.from({ length: random.chance(0.15) ? random.between(2, 3) : 1 }, () =>
      permitNumber(random, product, state, imported),
    ),
    vendorCode: String(10000 + (id % 50000)),
    brands: Array.from(
      { length: random.between(1, 5) },
      () => `${random.pick(MORE_FIRST_WORDS)} ${random.pick(SECOND_WORDS)}`,
    ),
    contact: random.pick(PEOPLE),
    phone: `(${random.between(201, 989)}) 555-01${String(random.between(0, 99)).padStart(2, '0')}`,
  }
}

function spellingsOfName(stem: string, form: 'LLC' | 'INC' | 'LP'): string[] {
  const forms = { LLC: ['LLC', 'L.L.C.', 'LLC.'], INC: ['INC.', 'INC', 'INCORPORATED'], LP: ['L.P.', 'LP', 'L. P.'] }[
    form
  ]
  return [`${stem}, ${forms[0]}`, `${stem} ${forms[1]}`, `${stem.replaceAll('&', 'AND')}, ${forms[2]}`]
}

function spellingsOfStreet(random: Random): string[] {
  const [number, name] = [random.between(1, 9999), random.pick(SECOND_WORDS)]
  const [short, long] = random.pick([
    ['ST', 'STREET'],
    ['AVE', 'AVENUE'],
    ['RD STE D', 'ROAD SUITE D'],
  ] as const)
  return [`${number} ${name} ${short}`, `${number} ${name} ${long}`, `${number} ${name} ${short}.`]
}

/** One of the choices, each as likely as its weight. */
export function pickWeighted<T>(random: Random, choices: readonly T[], weightOf: (choice: T) => number): T {
  const total = choices.reduce((sum, choice) => sum + weightOf(choice), 0)
  let left = random.next() * total
  for (const choice of choices) {
    left -= weightOf(choice)
    if (left < 0) return choice
  }
  return choices.at(-1) as T
}
