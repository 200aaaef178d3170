import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createWorld,
  type ExpectedRecord,
  renderCertificate,
  renderColaDetail,
  SCENARIOS,
  type Scenario,
  type World,
} from '../../src/index.ts'
import { createAnswerKey } from '../../src/world/answer-key.ts'

const DAY_MS = 86_400_000
const dateAt = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Everything that a world shows at a time, as one hash. */
function hashOf(world: World, atMs: number): string {
  const hash = createHash('sha256')
  for (const { detail, certificate, search_row, status_history } of createAnswerKey(world, atMs).records()) {
    hash.update(renderColaDetail(detail)).update(certificate ? renderCertificate(certificate) : '-')
    hash.update(JSON.stringify([search_row, status_history]))
  }
  return hash.digest('hex')
}

/** The completions of the period at its end and after everything of it is visible. */
function completionsOf(world: World): ExpectedRecord[] {
  const [first, last] = [dateAt(world.startMs), dateAt(world.endMs - 1)]
  const records = [...createAnswerKey(world, world.endMs + 3 * DAY_MS).records()]
  return records.filter(({ completed_date }) => completed_date >= first && completed_date <= last)
}

describe('a world', () => {
  it('is the same, byte for byte, for the same scenario, and another for another seed', () => {
    const scenario: Scenario = { ...SCENARIOS.demo, seed: 5 }
    const [one, other] = [createWorld(scenario), createWorld({ ...scenario })]
    expect(hashOf(one, one.endMs)).toBe(hashOf(other, other.endMs))
    const third = createWorld({ ...scenario, seed: 6 })
    expect(hashOf(third, third.endMs)).not.toBe(hashOf(one, one.endMs))
  })

  it('makes a record the same whatever else was asked for before', () => {
    const [one, other] = [createWorld(SCENARIOS.demo), createWorld(SCENARIOS.demo)]
    const keys = [one, other].map((world) => createAnswerKey(world, world.endMs))
    const ids = keys[0]?.ids ?? []
    const forwards = ids.map((id) => keys[0]?.get(id))
    const backwards = [...ids].reverse().map((id) => keys[1]?.get(id))
    expect(backwards.reverse()).toEqual(forwards)
  })

  it('shows an approval 48 hours later, a change at once, and dates each by its day', () => {
    const world = createWorld(SCENARIOS.demo)
    for (const lifecycle of world.lifecycles) {
      const [approved, ...later] = lifecycle.events
      if (!approved) throw new Error('a record without events')
      expect(world.find(lifecycle.ttbId, approved.fromMs - 1)).toBeNull()
      expect(world.find(lifecycle.ttbId, approved.fromMs)?.event).toBe(approved)
      expect(dateAt(approved.fromMs - 2 * DAY_MS)).toBe(dateAt(approved.day * DAY_MS))
      for (const event of later) {
        expect(dateAt(event.fromMs)).toBe(dateAt(event.day * DAY_MS))
        expect(world.find(lifecycle.ttbId, event.fromMs)?.event).toBe(event)
      }
    }
  })

  it('moves a record to the day of its last change: each is found once, by one day', () => {
    const world = createWorld(SCENARIOS.demo)
    const changed = world.lifecycles.filter(
      ({ events }) =>
        events.length > 1 &&
        (events.at(-1)?.fromMs ?? 0) >= world.startMs &&
        (events.at(-1)?.fromMs ?? 0) < world.endMs,
    )
    expect(changed.length).toBeGreaterThan(20)
    for (const { ttbId, events } of changed) {
      const last = events.at(-1) as (typeof events)[number]
      const before = createAnswerKey(world, last.fromMs - 1)
      const after = createAnswerKey(world, last.fromMs)
      const days = [before, after].map((key) =>
        [...key.completions.keys()].filter((date) => key.completedOn(date).includes(ttbId)),
      )
      expect(days).toEqual([[before.get(ttbId)?.completed_date], [dateAt(last.day * DAY_MS)]])
      expect(after.get(ttbId)?.status_history.map(({ status }) => status)).toEqual(events.map(({ status }) => status))
      expect(before.get(ttbId)?.detail).toEqual({ ...after.get(ttbId)?.detail, status: before.get(ttbId)?.status })
    }
  })

  it('shows the end that a form announces on its day', () => {
    const world = createWorld(SCENARIOS.ci)
    const ended = completionsOf(world).filter(({ status }) => status === 'EXPIRED')
    expect(ended.length).toBeGreaterThan(0)
    for (const { completed_date, expiration_date, certificate } of ended) {
      expect(expiration_date).toBe(completed_date)
      if (certificate) expect(certificate.expiration_date).toBe(completed_date)
    }
  })

  it('has what its scenario says', () => {
    const world = createWorld({ ...SCENARIOS.ci, bulkDays: [] })
    const { scenario, lifecycles } = world
    const filed = lifecycles.filter(
      ({ receivedDay }) => receivedDay * DAY_MS >= world.startMs - scenario.leadInDays * DAY_MS,
    )
    const electronic = filed.filter(({ receiptMethod }) => receiptMethod === '001')
    const highest = new Map<number, number>()
    for (const { receivedDay, sequence } of electronic)
      highest.set(receivedDay, Math.max(sequence, highest.get(receivedDay) ?? 0))
    const ids = [...highest.values()].reduce((sum, count) => sum + count, 0)
    expect(1 - electronic.length / ids).toBeCloseTo(scenario.neverPublicShare, 1)
    const weekend = [...highest].filter(([day]) => [0, 6].includes(new Date(day * DAY_MS).getUTCDay()))
    const onWeekends = weekend.reduce((sum, [, count]) => sum + count, 0)
    expect(onWeekends / ids).toBeGreaterThan(0.02)
    expect(onWeekends / ids).toBeLessThan(0.06)
    expect((filed.length - electronic.length) / filed.length).toBeGreaterThan(0.01)

    const lags = filed
      .map(({ events, receivedDay }) => (events[0]?.day ?? 0) - receivedDay)
      .sort((one, other) => one - other)
    expect(lags[Math.floor(lags.length / 2)]).toBeGreaterThanOrEqual(3)
    expect(lags[Math.floor(lags.length / 2)]).toBeLessThanOrEqual(12)
    expect(lags.at(-1)).toBeGreaterThan(60)

    const completions = completionsOf(world)
    const changes = completions.filter(({ status }) => status !== 'APPROVED')
    expect(changes.length / completions.length).toBeCloseTo(scenario.statusChangeShare, 1)
    expect(new Set(completions.map(({ status }) => status))).toContain('SURRENDERED')
  })

  it('lets companies come back, with several labels and permits, spelled in several ways', () => {
    const world = createWorld(SCENARIOS.ci)
    const byCompany = new Map<number, ExpectedRecord[]>()
    for (const record of createAnswerKey(world, world.endMs).records())
      byCompany.set(record.company_id, [...(byCompany.get(record.company_id) ?? []), record])
    const largest = [...byCompany.values()].sort((one, other) => other.length - one.length).slice(0, 20)
    const spellings = (read: (record: ExpectedRecord) => unknown) =>
      largest.map((records) => new Set(records.map((record) => JSON.stringify(read(record)))).size)
    expect(Math.min(...spellings(({ detail }) => detail.permits[0]?.name))).toBeGreaterThan(1)
    expect(Math.min(...spellings(({ detail }) => detail.permits[0]?.address_lines))).toBeGreaterThan(1)
    expect(Math.max(...spellings(({ detail }) => detail.permits.length))).toBeGreaterThan(1)
    // The principal permit is what tells them apart.
    expect(Math.max(...spellings(({ detail }) => detail.permits[0]?.permit_number))).toBe(1)
  })

  it('of full size is made in seconds, keeps lifecycles only, and has days that need splitting', () => {
    const before = process.memoryUsage().heapUsed
    const world = createWorld(SCENARIOS.fullSize)
    expect(world.lifecycles.length).toBeGreaterThan(40_000)
    expect((process.memoryUsage().heapUsed - before) / world.lifecycles.length).toBeLessThan(3000)
    const key = createAnswerKey(world, world.endMs)
    const days = [...key.completions].filter(([date]) => date >= world.scenario.startDate)
    expect(days.filter(([, count]) => count > 1000).length).toBeGreaterThanOrEqual(world.scenario.bulkDays.length)
    const all = days.flatMap(([date]) => key.completedOn(date))
    const changed = all.filter((ttbId) => world.find(ttbId, world.endMs)?.event.status !== 'APPROVED')
    expect(changed.length / all.length).toBeGreaterThan(0.3)
    const beer = key
      .completedOn('2025-03-18')
      .filter((ttbId) => world.find(ttbId, world.endMs)?.lifecycle.classType.code === '901')
    expect(beer.length).toBeGreaterThan(1000)
    const byOrigin = new Map<string, number>()
    for (const ttbId of beer) {
      const code = world.find(ttbId, world.endMs)?.lifecycle.origin.code ?? ''
      byOrigin.set(code, (byOrigin.get(code) ?? 0) + 1)
    }
    expect(Math.max(...byOrigin.values())).toBeLessThan(1000)
    const filed = world.lifecycles.filter(({ receivedDay }) => receivedDay * DAY_MS >= world.startMs)
    expect(Math.max(...filed.map(({ sequence }) => sequence))).toBeGreaterThan(1000)
  })
})

describe('a scenario that cannot be', () => {
  it.each<[string, Partial<Scenario>, RegExp]>([
    ['no days', { days: 0 }, /days 0: expected a whole number from 1 up/],
    ['an odd date', { startDate: '03/03/2025' }, /startDate "03\/03\/2025": expected a day, YYYY-MM-DD/],
    ['a share above 1', { neverPublicShare: 1.5 }, /neverPublicShare 1.5: expected a share, 0 to 1/],
    ['a bulk day outside', { bulkDays: [{ day: 99, completions: 1 }] }, /days of the period, not 99/],
    ['an unknown code', { bulkDays: [{ day: 1, completions: 1, classTypeCodes: ['?'] }] }, /known class codes, not \?/],
    ['too few records to change', { statusChangeShare: 0.99 }, /expected more olderRecords than 150/],
  ])('%s: is refused with the value and what was expected', (_, wrong, message) => {
    expect(() => createWorld({ ...SCENARIOS.demo, ...wrong })).toThrow(message)
  })
  it('is told all its problems at once', () => {
    expect(() => createWorld({ ...SCENARIOS.demo, days: 0, companies: -1 })).toThrow(/days 0.*companies -1/)
  })
})
