import { DAY_MS, weekday } from '../calendar.ts'
import { createRandom, seedOf } from '../random.ts'
import type { Endpoint } from '../server/endpoints.ts'
import { type FaultOf, type FaultRule, STRIKES, type Trigger } from './fault-rules.ts'

/** What is known of a request when its faults are chosen. */
export interface RequestFacts {
  readonly number: number
  readonly atMs: number
  readonly endpoint: Endpoint
  /** Whether its session has searched before. */
  readonly hasSearched: boolean
  /** How many requests came within so many milliseconds up to this one, this one included. */
  readonly countWithin: (ms: number) => number
}

type Edit = FaultOf<'injected_scripts' | 'renamed_label'>

/** Nothing goes wrong. */
export const NO_FAULTS: ChosenFaults = { fault: null, edits: [] }

export interface ChosenFaults {
  /** What is done instead of, or to, an ordinary answer. */
  readonly fault: Exclude<FaultRule, Edit> | null
  /** What changes on an ordinary page. */
  readonly edits: readonly Edit[]
}

/** The faults of a request: the first rule that strikes, and every edit. The same seed and request give the same. */
export function chooseFaults(rules: readonly FaultRule[], seed: number, request: RequestFacts): ChosenFaults {
  const striking = rules.filter(
    (rule, at) =>
      (STRIKES[rule.kind]?.includes(request.endpoint) ?? true) &&
      !(rule.kind === 'refused_session' && request.hasSearched) &&
      strikes(rule.when, request, seedOf(seed, 'fault', at)),
  )
  const isEdit = (rule: FaultRule): rule is Edit => rule.kind === 'injected_scripts' || rule.kind === 'renamed_label'
  return {
    fault: (striking.find((rule) => !isEdit(rule)) as ChosenFaults['fault'] | undefined) ?? null,
    edits: striking.filter(isEdit),
  }
}

function strikes(when: Trigger, { number, atMs, endpoint, countWithin }: RequestFacts, seed: number): boolean {
  const { rate, requests, fromMs, toMs, weekly, aboveRate, endpoints } = when
  if (fromMs !== undefined && atMs < fromMs) return false
  if (toMs !== undefined && atMs >= toMs) return false
  if (requests && !requests.includes(number)) return false
  if (endpoints && !endpoints.includes(endpoint)) return false
  if (weekly && !isWithin(weekly, atMs)) return false
  if (aboveRate && countWithin(aboveRate.perMs) <= aboveRate.requests) return false
  return rate === undefined || createRandom(seedOf(seed, number)).chance(rate)
}

function isWithin({ weekday: wanted, fromHour, toHour }: NonNullable<Trigger['weekly']>, atMs: number): boolean {
  const hour = (atMs % DAY_MS) / 3_600_000
  return weekday(Math.floor(atMs / DAY_MS)) === wanted && hour >= fromHour && hour < toHour
}
