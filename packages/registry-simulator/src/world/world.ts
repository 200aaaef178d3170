import { DAY_MS, dayNumber } from '../calendar.ts'
import { createRandom, seedOf } from '../random.ts'
import { type Company, makeCompany, ONE_OF_EACH } from './companies.ts'
import { createFiler } from './filings.ts'
import type { Lifecycle } from './lifecycle.ts'
import { type Sighting, sightingAt } from './lifecycle.ts'
import { checkScenario, type Scenario } from './scenario.ts'
import { matchesCodes, matchesPattern, type SearchCriteria } from './search-criteria.ts'
import { addChange, addStatusChanges } from './status-changes.ts'
import { makeWorldRecord, type WorldRecord } from './world-records.ts'

/** All that ever happens in a simulated registry. Times are milliseconds since 1970. */
export interface World {
  readonly scenario: Scenario
  /** The first moment of the period. */
  readonly startMs: number
  /** The first moment after the period. */
  readonly endMs: number
  /** Every record that is public at some time, in order of ID. */
  readonly lifecycles: readonly Lifecycle[]
  readonly companies: readonly Company[]
  /** The record as the registry shows it at a time; null while it does not, and for every other text. */
  find(ttbId: string, atMs: number): Sighting | null
  /** What a search finds at a time, in order of ID. */
  search(criteria: SearchCriteria, atMs: number): Sighting[]
  /** The whole record of a sighting; made anew at each call. */
  record(sighting: Sighting): WorldRecord
}

/**
 * The world of a scenario: who files what when, and what becomes of it. Only lifecycles are kept; records are made when
 * asked for. Throws `invalid_argument` for a scenario that cannot be.
 */
export function createWorld(scenario: Scenario): World {
  checkScenario(scenario)
  const firstDay = dayNumber(scenario.startDate)
  const period = { firstDay, endDay: firstDay + scenario.days }
  const companies = Array.from({ length: Math.max(scenario.companies, ONE_OF_EACH) }, (_, id) =>
    makeCompany(scenario.seed, id),
  )
  const lifecycles = makeLifecycles(scenario, companies, period)
  const byId = new Map(lifecycles.map((lifecycle) => [lifecycle.ttbId, lifecycle]))
  const byDay = completionsByDay(lifecycles)
  const days = [...byDay.keys()].sort((one, other) => one - other)
  const record = (sighting: Sighting): WorldRecord =>
    makeWorldRecord(scenario, companies[sighting.lifecycle.companyId] as Company, sighting)

  return {
    scenario,
    startMs: period.firstDay * DAY_MS,
    endMs: period.endDay * DAY_MS,
    lifecycles,
    companies,
    find(ttbId, atMs) {
      const lifecycle = byId.get(ttbId)
      return lifecycle ? sightingAt(lifecycle, atMs) : null
    },
    search(criteria, atMs) {
      const { completed } = criteria
      const candidates = completed
        ? days.filter((day) => day >= completed.from && day <= completed.to).flatMap((day) => byDay.get(day) ?? [])
        : lifecycles
      const found: Sighting[] = []
      for (const lifecycle of candidates) {
        const sighting = sightingAt(lifecycle, atMs)
        if (!sighting || !matchesCodes(lifecycle, criteria)) continue
        if (completed && (sighting.event.day < completed.from || sighting.event.day > completed.to)) continue
        if (asksForText(criteria) && !matchesText(record(sighting), criteria)) continue
        found.push(sighting)
      }
      return [...new Map(found.map((sighting) => [sighting.lifecycle.ttbId, sighting])).values()].sort(byTtbId)
    },
    record,
  }
}

function makeLifecycles(
  scenario: Scenario,
  companies: readonly Company[],
  { firstDay, endDay }: { readonly firstDay: number; readonly endDay: number },
): Lifecycle[] {
  const filer = createFiler(scenario, companies)
  const lifecycles: Lifecycle[] = []
  for (let day = firstDay - scenario.leadInDays; day < endDay; day++) lifecycles.push(...filer.filedOn(day))
  const firstFiled = firstDay - scenario.leadInDays
  lifecycles.push(...filer.older(scenario.olderRecords, firstFiled), ...filer.short(scenario.shortIdRecords))
  addStatusChanges(scenario, lifecycles, { firstDay, endDay })
  for (const bulk of scenario.bulkDays) {
    const random = createRandom(seedOf(scenario.seed, 'bulk changes', bulk.day))
    const older = filer.olderOf(bulk, firstFiled)
    for (const lifecycle of older) addChange(random, lifecycle, firstDay + bulk.day)
    lifecycles.push(...older)
  }
  return lifecycles.sort((one, other) => compare(one.ttbId, other.ttbId))
}

function completionsByDay(lifecycles: readonly Lifecycle[]): Map<number, Lifecycle[]> {
  const byDay = new Map<number, Lifecycle[]>()
  for (const lifecycle of lifecycles) {
    for (const { day } of lifecycle.events) {
      const list = byDay.get(day)
      if (list) list.push(lifecycle)
      else byDay.set(day, [lifecycle])
    }
  }
  return byDay
}

function asksForText({ productName, permitNumber }: SearchCriteria): boolean {
  return productName !== undefined || permitNumber !== undefined
}

function matchesText({ searchRow, detail }: WorldRecord, { productName, permitNumber }: SearchCriteria): boolean {
  const named = (name: string | null) => matchesPattern(name ?? '', productName?.pattern ?? '%')
  const byName = {
    brand: () => named(searchRow.brand_name),
    fanciful: () => named(searchRow.fanciful_name),
    either: () => named(searchRow.brand_name) || named(searchRow.fanciful_name),
  }
  return (
    byName[productName?.in ?? 'either']() &&
    (permitNumber === undefined ||
      detail.permits.some((permit) => matchesPattern(permit.permit_number ?? '', permitNumber)))
  )
}

function byTtbId(one: Sighting, other: Sighting): number {
  return compare(one.lifecycle.ttbId, other.lifecycle.ttbId)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
