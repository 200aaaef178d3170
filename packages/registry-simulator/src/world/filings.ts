import { formatTtbId, type ReceiptMethod } from '@ttb/utils'
import { dateOfDay, dayNumber, weekday } from '../calendar.ts'
import { createRandom, type Random, seedOf } from '../random.ts'
import { CLASS_TYPES, type ClassType, ORIGINS, type Origin } from './code-lists.ts'
import { type Company, pickWeighted } from './companies.ts'
import { approval, expiry, type Lifecycle, workday } from './lifecycle.ts'
import type { BulkDay, Scenario } from './scenario.ts'

const PAPER_METHODS: readonly ReceiptMethod[] = ['000', '002', '003']
/** Median days to approval, by product. */
const MEDIAN_LAG = { wine: 7, distilled_spirits: 10, malt_beverage: 4 } as const
const LONGEST_LAG = 150
/** How many years back the older records were filed. */
const OLDER_YEARS = 14

export interface Filer {
  /** The public records of one day's applications, in order of ID. */
  filedOn(day: number): Lifecycle[]
  /** Public records filed on any day of the years before a day. */
  older(count: number, beforeDay: number): Lifecycle[]
  /** Older records of given classes and origins, none of which ends by itself. */
  olderOf(bulk: BulkDay, beforeDay: number): Lifecycle[]
  /** Records of before 1997. */
  short(count: number): Lifecycle[]
}

/** Decides what is filed when, by whom, of which class and origin, and when it is approved; nothing else. */
export function createFiler(scenario: Scenario, companies: readonly Company[]): Filer {
  const taken = new Set<string>()

  const lifecycle = (
    random: Random,
    {
      ttbId,
      receivedDay,
      receiptMethod,
      sequence,
    }: Pick<Lifecycle, 'ttbId' | 'receivedDay' | 'receiptMethod' | 'sequence'>,
    product: { readonly company: Company; readonly classType: ClassType; readonly origin: Origin },
    endsByItself = random.chance(0.03),
  ): Lifecycle => {
    const approved = approval(random, workday(receivedDay + lagOf(random, product.classType)))
    const expirationDay = endsByItself ? approved.day + random.between(30, 400) : null
    const events = [approved]
    if (expirationDay !== null) events.push(expiry(expirationDay))
    taken.add(ttbId)
    return {
      ttbId,
      receivedDay,
      receiptMethod,
      sequence,
      companyId: product.company.id,
      classType: product.classType,
      origin: product.origin,
      expirationDay,
      events,
    }
  }

  const anyProduct = (random: Random) => {
    // Squared: a few companies file much, many file little.
    const company = companies[Math.floor(random.next() ** 2 * companies.length)] as Company
    return { company, classType: classOf(random, company), origin: random.pick(company.origins) }
  }

  const givenProduct = (random: Random, { classTypeCodes, originCodes }: BulkDay) => {
    const free = anyProduct(random)
    const classType = classTypeCodes ? named(CLASS_TYPES, random.pick(classTypeCodes)) : free.classType
    const fits = ({ product, imported }: Company) =>
      product === classType.product && (classType.source === 'either' || (classType.source === 'imported') === imported)
    const company = fits(free.company) ? free.company : random.pick(companies.filter(fits))
    const origin = originCodes ? named(ORIGINS, random.pick(originCodes)) : random.pick(company.origins)
    return { company, classType, origin }
  }

  const olderRecord = (random: Random, beforeDay: number, bulk: BulkDay | null): Lifecycle => {
    for (;;) {
      const receivedDay = workday(beforeDay - random.between(200, OLDER_YEARS * 365))
      const onPaper = random.chance(scenario.paperShare)
      const receiptMethod = onPaper ? random.pick(PAPER_METHODS) : '001'
      const sequence = random.between(1, onPaper ? 60 : 1100)
      const ttbId = formatTtbId({ receivedDate: dateOfDay(receivedDay), receiptMethod, sequence })
      if (taken.has(ttbId)) continue
      const id = { ttbId, receivedDay, receiptMethod, sequence }
      return bulk ? lifecycle(random, id, givenProduct(random, bulk), false) : lifecycle(random, id, anyProduct(random))
    }
  }

  return {
    filedOn(day) {
      const random = createRandom(seedOf(scenario.seed, 'filings', day))
      const receivedDate = dateOfDay(day)
      return countsOn(scenario, random, day).flatMap(([receiptMethod, count]) =>
        Array.from({ length: count }, (_, at) => at + 1)
          .filter(() => !random.chance(scenario.neverPublicShare))
          .map((sequence) =>
            lifecycle(
              random,
              {
                ttbId: formatTtbId({ receivedDate, receiptMethod, sequence }),
                receivedDay: day,
                receiptMethod,
                sequence,
              },
              anyProduct(random),
            ),
          ),
      )
    },
    older(count, beforeDay) {
      const random = createRandom(seedOf(scenario.seed, 'older'))
      return Array.from({ length: count }, () => olderRecord(random, beforeDay, null))
    },
    olderOf(bulk, beforeDay) {
      const random = createRandom(seedOf(scenario.seed, 'bulk', bulk.day))
      return Array.from({ length: bulk.completions }, () => olderRecord(random, beforeDay, bulk))
    },
    short(count) {
      const random = createRandom(seedOf(scenario.seed, 'short'))
      return Array.from({ length: count }, (_, at) => {
        const receivedDay = workday(random.between(dayNumber('1986-01-02'), dayNumber('1996-12-20')))
        const sequence = at + 1
        const year = dateOfDay(receivedDay).slice(0, 4)
        const dayOfYear = receivedDay - dayNumber(`${year}-01-01`) + 1
        const ttbId = `${year.slice(2)}${String(dayOfYear).padStart(3, '0')}${String(sequence).padStart(at % 4 === 3 ? 4 : 3, '0')}`
        return lifecycle(random, { ttbId, receivedDay, receiptMethod: null, sequence }, anyProduct(random))
      })
    },
  }
}

/** How many applications of each kind a day sees; paper comes in on Tuesdays and Fridays. */
function countsOn(scenario: Scenario, random: Random, day: number): [ReceiptMethod, number][] {
  const { filingsPerDay, weekendShare, paperShare } = scenario
  const name = weekday(day)
  const isWeekend = name === 0 || name === 6
  const expected = isWeekend ? (filingsPerDay * 5 * weekendShare) / (2 * (1 - weekendShare)) : filingsPerDay
  const electronic = Math.round(expected * (0.6 + 0.8 * random.next()))
  const paper = name === 2 || name === 5 ? (filingsPerDay * paperShare * 5) / 2 : 0
  return [
    ...PAPER_METHODS.map((method): [ReceiptMethod, number] => [method, Math.round((paper / 3) * 2 * random.next())]),
    ['001', electronic],
  ]
}

function classOf(random: Random, { product, imported }: Company): ClassType {
  const source = imported ? 'imported' : 'domestic'
  const choices = CLASS_TYPES.filter(
    (known) => known.product === product && (known.source === source || known.source === 'either'),
  )
  return pickWeighted(random, choices, ({ weight }) => weight)
}

function named<T extends { readonly code: string }>(list: readonly T[], code: string): T {
  return list.find((known) => known.code === code) as T
}

/** Days from receipt to approval: most within a fortnight, some after months. */
function lagOf(random: Random, { product }: ClassType): number {
  if (random.chance(0.015)) return random.between(60, LONGEST_LAG)
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  return Math.min(LONGEST_LAG, Math.max(1, Math.round(MEDIAN_LAG[product] * Math.exp(0.9 * normal))))
}
