import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { createWorld, SCENARIOS, type World } from '@ttb/registry-simulator'
import { openStorage, type SqlResult, type SqlSession } from '@ttb/resources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consolidateDay } from '../../src/consolidated/consolidate-day.ts'
import { routeIndex } from '../../src/consolidated/receipt-index.ts'
import { historyOfDay } from '../../src/history/history-day.ts'
import { ask, findQuestion, questionSql } from '../../src/questions/ask.ts'
import { QUESTIONS } from '../../src/questions/questions.ts'
import { buildWarehouse } from '../../src/warehouse/build-warehouse.ts'
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts'
import { dayOf, observedRegistry } from './observed-registry.ts'

const DAY_MS = 86_400_000
let folder: string
let world: World
let session: SqlSession
let looks: number[]
let today: string

interface Truth {
  readonly ttbId: string
  readonly company: number
  readonly brand: string
  readonly fanciful: string | null
  readonly permits: readonly string[]
  readonly qualifications: readonly string[]
  readonly expires: string | null
  readonly classType: string
  readonly product: string
  readonly approved: string
  readonly received: string
  readonly imported: boolean
  readonly varietals: readonly string[]
  readonly hasForm: boolean
  readonly completed: string
  readonly status: string
}
let truth: Truth[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-questions-'))
  world = createWorld({ ...SCENARIOS.demo, days: 8, olderRecords: 25, leadInDays: 10, statusChangeShare: 0.12 })
  const storage = openStorage(loadConfig({ overrides: { data: folder } }).config)
  const registry = observedRegistry(storage, world)
  looks = [2, 7].map((day) => world.startMs + day * DAY_MS + 23 * 3_600_000)
  today = new Date(looks.at(-1) as number).toISOString().slice(0, 10)
  for (const at of looks) {
    const { changedDays } = await routeIndex(storage, (await registry.observe(at)).completedDates)
    for (const day of changedDays) {
      await consolidateDay(storage, day)
      await historyOfDay(storage, day)
    }
  }
  await buildWarehouse(storage)
  session = await openWarehouse(storage)
  truth = world.lifecycles.flatMap((lifecycle): Truth[] => {
    const sighting = world.find(lifecycle.ttbId, looks.at(-1) as number)
    if (!sighting) return []
    const { detail, certificate } = world.record(sighting)
    return [
      {
        ttbId: lifecycle.ttbId,
        company: lifecycle.companyId,
        brand: detail.brand_name as string,
        fanciful: detail.fanciful_name,
        permits: detail.permits.map(({ permit_number }) => permit_number as string),
        qualifications: detail.qualifications,
        expires: certificate?.expiration_date ?? null,
        classType: lifecycle.classType.code,
        product: lifecycle.classType.product,
        approved: dayOf((lifecycle.events[0] as (typeof lifecycle.events)[number]).day),
        received: dayOf(lifecycle.receivedDay),
        imported: lifecycle.origin.state === null && lifecycle.origin.code !== '00',
        varietals: detail.grape_varietals,
        hasForm: certificate !== null,
        completed: dayOf(sighting.event.day),
        status: sighting.event.status,
      },
    ]
  })
}, 240_000)

afterAll(() => {
  session?.close()
  rmSync(folder, { recursive: true, force: true })
})

const answer = (name: string, parameters: Record<string, string> = {}): Promise<SqlResult> =>
  ask(session, name, { today, parameters })
const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10)

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}

const byText = (one: unknown, other: unknown): number => (String(one) < String(other) ? -1 : 1)

/** As published by Winkler (1990): matches within half the longer name, half the transpositions, up to four first letters. */
function jaroWinkler(one: string, other: string): number {
  const reach = Math.max(Math.floor(Math.max(one.length, other.length) / 2) - 1, 0)
  const taken = new Set<number>()
  const matched: number[] = []
  for (const [at, letter] of [...one].entries()) {
    for (let to = Math.max(0, at - reach); to <= Math.min(other.length - 1, at + reach); to++) {
      if (taken.has(to) || other[to] !== letter) continue
      taken.add(to)
      matched.push(at)
      break
    }
  }
  if (matched.length === 0) return 0
  const inOther = [...taken].sort((first, second) => first - second)
  const swapped = matched.filter((at, n) => one[at] !== other[inOther[n] as number]).length / 2
  const m = matched.length
  const jaro = (m / one.length + m / other.length + (m - swapped) / m) / 3
  let prefix = 0
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

describe('the questions', () => {
  it('are ten, each with a name, an explanation and an answer that runs', async () => {
    expect(QUESTIONS.length).toBe(10)
    expect(new Set(QUESTIONS.map(({ name }) => name)).size).toBe(10)
    for (const { name, explanation, parameters } of QUESTIONS) {
      expect(explanation.length).toBeGreaterThan(60)
      const given = Object.fromEntries(
        parameters.filter((parameter) => parameter.default === null).map((parameter) => [parameter.name, 'STONE']),
      )
      expect((await answer(name, given)).columns.length).toBeGreaterThan(3)
    }
  })

  it('new-brands: a brand is new when its earliest approval is', async () => {
    const first = new Map<string, string>()
    for (const { company, brand, approved } of truth) {
      const key = `${company} ${brand}`
      if (approved < (first.get(key) ?? '9')) first.set(key, approved)
    }
    const expected = [...first.values()].filter((date) => date > daysBefore(today, 30) && date <= today).sort()
    const { columns, rows } = await answer('new-brands')
    expect(rows.map((row) => row[columns.indexOf('first_approval')]).sort()).toEqual(expected)
    expect(expected.length).toBeGreaterThan(5)
  })

  it('approval-times: counts every form with a date of application, by week and product', async () => {
    const counted = truth.filter(
      ({ hasForm, approved }) => hasForm && approved > daysBefore(today, 365) && approved <= today,
    )
    const week = (date: string) => daysBefore(date, (new Date(date).getUTCDay() + 6) % 7)
    const { rows } = await answer('approval-times')
    expect(
      Object.fromEntries(rows.map(([monday, commodity, labels]) => [`${monday} ${commodity}`, Number(labels)])),
    ).toEqual(countBy(counted, ({ approved, product }) => `${week(approved)} ${product}`))
    const [[monday, commodity, , median] = []] = rows
    const lags = counted
      .filter(({ approved, product }) => week(approved) === monday && product === commodity)
      .map(({ approved, received }) => (Date.parse(approved) - Date.parse(received)) / DAY_MS)
      .sort((one, other) => one - other)
    const middle = lags.length / 2
    expect(median).toBe(
      lags.length % 2 ? lags[Math.floor(middle)] : ((lags[middle - 1] as number) + (lags[middle] as number)) / 2,
    )
  })

  it('status-changes: exactly those that happened between the looks', async () => {
    const expected = world.lifecycles.flatMap(({ ttbId }) => {
      const [before, after] = looks.map((at) => world.find(ttbId, at)?.event)
      return before && after && before !== after ? [[ttbId, dayOf(after.day), after.status, before.status]] : []
    })
    expect(expected.length).toBeGreaterThan(3)
    const { columns, rows } = await answer('status-changes')
    const at = (name: string) => columns.indexOf(name)
    expect(
      rows
        .map((row) => [row[at('ttb_id')], row[at('changed_on')], row[at('status_now')], row[at('status_before')]])
        .sort(),
    ).toEqual(expected.sort())
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row[at('content_sha256')] as string))).toBe(true)
  })

  it('new-entrants: companies whose earliest approval is recent, by the permits on their records', async () => {
    const first = new Map<number, string>()
    for (const { company, approved } of truth) if (approved < (first.get(company) ?? '9')) first.set(company, approved)
    const entrants = new Map<string, Set<number>>()
    for (const { company, permits } of truth) {
      if ((first.get(company) as string) <= daysBefore(today, 90)) continue
      for (const permit of permits) {
        const [one, two] = permit.split('-') as [string, string]
        const key = two === 'I' ? `${one} I` : `${two} ${one}`
        entrants.set(key, (entrants.get(key) ?? new Set()).add(company))
      }
    }
    const { rows } = await answer('new-entrants')
    expect(Object.fromEntries(rows.map(([state, type, , count]) => [`${state} ${type}`, Number(count)]))).toEqual(
      Object.fromEntries([...entrants].map(([key, { size }]) => [key, size])),
    )
    expect(entrants.size).toBeGreaterThan(2)
  })

  it('growing-classes: approvals of two years by class', async () => {
    const { rows } = await answer('growing-classes')
    const lastYear = countBy(
      truth.filter(({ approved }) => approved > daysBefore(today, 365)),
      ({ classType }) => classType,
    )
    expect(Object.fromEntries(rows.filter((row) => Number(row[3]) > 0).map((row) => [row[0], Number(row[3])]))).toEqual(
      lastYear,
    )
  })

  it('changed-importers: imported brands of two companies, the later one within the year', async () => {
    const first = new Map<string, Map<number, string>>()
    for (const { imported, brand, company, approved } of truth) {
      if (!imported) continue
      const holders = first.get(brand) ?? new Map<number, string>()
      if (approved < (holders.get(company) ?? '9')) holders.set(company, approved)
      first.set(brand, holders)
    }
    const expected = [...first].flatMap(([brand, holders]) =>
      [...holders].flatMap(([company, since]) =>
        since > daysBefore(today, 365)
          ? [...holders].filter(([other, before]) => other !== company && before < since).map(() => [brand, since])
          : [],
      ),
    )
    const { rows } = await answer('changed-importers')
    expect(rows.map((row) => [row[0], row[3]]).sort()).toEqual(expected.sort())
  })

  it('similar-names: every product whose brand or fanciful name is spelt nearly so, the nearest first', async () => {
    const spirits = truth.filter(({ product }) => product === 'distilled_spirits')
    const misspelt = `${(spirits[0] as Truth).brand.slice(0, -1)}X`
    const products = new Map(
      spirits.map(({ company, brand, fanciful }) => [`${company} ${brand} ${fanciful}`, [brand, fanciful] as const]),
    )
    const expected = [...products.values()].flatMap(([brand, fanciful]) => {
      const similarity = Math.max(jaroWinkler(brand, misspelt), jaroWinkler(fanciful ?? '', misspelt))
      return similarity > 0.88 ? [[brand, fanciful, Number(similarity.toFixed(3))]] : []
    })
    const { rows } = await answer('similar-names', { name: misspelt })
    const found = rows.map(([brand, fanciful, , similarity]) => [brand, fanciful, similarity])
    expect(found.sort(byText)).toEqual(expected.sort(byText))
    expect(expected.length).toBeGreaterThan(0)
    const order = rows.map((row) => Number(row[3]))
    expect(order).toEqual([...order].sort((one, other) => other - one))
  })

  it('expiring-or-qualified: the approved labels of the company that end soon or carry more than the usual', async () => {
    const isDue = ({ expires, qualifications }: Truth) =>
      (expires !== null && expires >= today && expires <= daysBefore(today, -90)) ||
      qualifications.some((text) => !text.startsWith('TTB has not reviewed this label'))
    const approved = truth.filter(({ status }) => status === 'APPROVED')
    const busiest = Object.entries(countBy(approved.filter(isDue), ({ company }) => String(company))).sort(
      ([, one], [, other]) => other - one,
    )[0]?.[0]
    const { names } = world.companies[Number(busiest)] as World['companies'][number]
    const start = names[0]?.split(/[ ,]/)[0] as string
    const holders = new Set(
      world.companies.flatMap((company) => (company.names.some((name) => name.startsWith(start)) ? [company.id] : [])),
    )
    const expected = approved.filter((label) => holders.has(label.company) && isDue(label)).map(({ ttbId }) => ttbId)
    const { rows } = await answer('expiring-or-qualified', { company: start })
    expect(rows.map((row) => row[0]).sort()).toEqual(expected.sort())
    expect(expected.length).toBeGreaterThan(0)
  })

  it('varietals: labels by the fiscal year of approval', async () => {
    const { rows } = await answer('varietals')
    const fiscalYear = (date: string) => Number(date.slice(0, 4)) + (Number(date.slice(5, 7)) >= 10 ? 1 : 0)
    const expected = truth.flatMap(({ varietals, approved }) => [...new Set(varietals)].map(() => fiscalYear(approved)))
    const byYear: Record<string, number> = {}
    for (const row of rows) byYear[String(row[1])] = (byYear[String(row[1])] ?? 0) + Number(row[2])
    expect(byYear).toEqual(countBy(expected, String))
  })

  it('trust: what is listed and what was read, by day of completion', async () => {
    const { rows } = await answer('trust')
    const recent = truth.filter(({ completed }) => completed > daysBefore(today, 30) && completed <= today)
    expect(Object.fromEntries(rows.map((row) => [row[0], Number(row[1])]))).toEqual(
      countBy(recent, ({ completed }) => completed),
    )
    expect(rows.every((row) => row[4] === true)).toBe(true)
  })
})

describe('parameters', () => {
  it('are refused when missing, unknown or no value of their type, and never read as SQL', () => {
    const similar = findQuestion('similar-names')
    expect(() => questionSql(similar, { today })).toThrowError(/needs a value for name/)
    expect(() => questionSql(similar, { today, parameters: { name: 'A', shade: 'red' } })).toThrowError(
      /no parameter "shade"/,
    )
    expect(() => questionSql(findQuestion('trust'), { today, parameters: { days: '1; DROP' } })).toThrowError(
      /expected a whole number/,
    )
    expect(() => questionSql(findQuestion('trust'), { today: 'yesterday' })).toThrowError(/expected a day/)
    expect(() => findQuestion('why')).toThrowError(/expected one of new-brands,/)
    expect(questionSql(similar, { today, parameters: { name: "O'HARA $commodity" } })).toContain("'O''HARA $commodity'")
  })
})
