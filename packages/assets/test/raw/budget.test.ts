import { type RequestEntry, SCENARIOS } from '@ttb/registry-simulator'
import { NothingMore } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import {
  type DiscoveryRange,
  discover,
  type FetchOptions,
  type FetchProgress,
  type FetchResources,
  fetchDue,
  listDaysLeft,
  readIndexDay,
} from '../../src/index.ts'
import { setUp } from './simulated-registry.ts'

const FIRST = SCENARIOS.demo.startDate
const isSearch = ({ endpoint }: RequestEntry) => endpoint === 'search'

/** What came before the end; whether that was one of `NothingMore`. */
async function collect<T>(events: AsyncIterable<T>): Promise<{ readonly events: T[]; readonly isCut: boolean }> {
  const collected: T[] = []
  try {
    for await (const event of events) collected.push(event)
  } catch (error) {
    if (!NothingMore.isInstance(error)) throw error
    return { events: collected, isCut: true }
  }
  return { events: collected, isCut: false }
}

/** The windows that a client was asked to search. */
function noteSearches(resources: FetchResources, searched: string[]): FetchResources {
  const { client } = resources
  const search: typeof client.search = async (window, options) => {
    const answer = await client.search(window, options)
    searched.push(JSON.stringify(window))
    return answer
  }
  return { ...resources, client: { ...client, search } }
}

describe('a discovery with a budget', () => {
  // One day holds more rows than one search lets through, and is searched in parts by class and origin.
  const CROWDED = SCENARIOS.ci.bulkDays[0].day
  const range: DiscoveryRange = {
    from: addDays(SCENARIOS.ci.startDate, CROWDED - 3),
    to: addDays(SCENARIOS.ci.startDate, CROWDED + 3),
  }

  async function indexAll(budgets: (at: number) => number) {
    const { resources, withBudget } = await setUp([], SCENARIOS.ci)
    const searched: string[] = []
    const ended: (readonly string[] | null)[] = []
    const windows = []
    for (let at = 0, isCut = true; isCut; at++) {
      const { resources: own, signal } = withBudget(budgets(at))
      const cut = await collect(discover(noteSearches(own, searched), range, { signal }))
      windows.push(...cut.events)
      isCut = cut.isCut
      if (isCut) ended.push(await listDaysLeft(resources, range))
    }
    const days = []
    for (let day = range.from; day <= range.to; day = addDays(day, 1))
      days.push((await readIndexDay(resources.storage, day)).map(({ observed_at, first_observed_at, ...row }) => row))
    const left = await listDaysLeft(resources, range)
    return { searched, days, windows, ended, left }
  }

  it('asks for no search twice, wherever it ends, and lists what one without lists', async () => {
    const whole = await indexAll(() => Number.POSITIVE_INFINITY)
    expect(new Set(whole.searched).size).toBe(whole.searched.length)
    expect(whole.searched.length).toBeGreaterThan(12)
    expect(whole.windows.every(({ complete }) => complete)).toBe(true)
    for (const budget of [() => 4, () => 23, (at: number) => 2 + 3 * at]) {
      const cut = await indexAll(budget)
      expect(cut.searched).toEqual(whole.searched)
      expect(cut.days).toEqual(whole.days)
      expect(cut.windows.map(({ window, total, rows }) => [window, total, rows])).toEqual(
        whole.windows.map(({ window, total, rows }) => [window, total, rows]),
      )
      expect(cut.ended.length).toBeGreaterThan(1)
      // Of what is left each end leaves less, or as much, and the last nothing.
      const lengths = cut.ended.map((days) => days?.length ?? 7)
      expect(lengths).toEqual(lengths.toSorted((one, other) => other - one))
      expect(cut.left).toBeNull()
    }
  }, 120_000)

  it('that ends with its last search has come to its end', async () => {
    const { withBudget } = await setUp()
    const { resources, signal } = withBudget(2)
    const { events, isCut } = await collect(discover(resources, { from: FIRST, to: FIRST }, { signal }))
    expect([events.length, isCut]).toEqual([1, false])
  })

  it('begins anew after a week, and for another range', async () => {
    const { resources, withBudget, passMs } = await setUp([], SCENARIOS.ci)
    const { resources: own, signal } = withBudget(3)
    await collect(discover(own, range, { signal }))
    expect(await listDaysLeft(resources, range)).not.toBeNull()
    expect(await listDaysLeft(resources, { ...range, from: addDays(range.from, 1) })).toBeNull()
    await passMs(8 * 86_400_000)
    expect(await listDaysLeft(resources, range)).toBeNull()
  })

  it('searches a window again that was not complete, when it goes on', async () => {
    const { simulator, resources, withBudget } = await setUp(
      [{ kind: 'server_error', when: { endpoints: ['search'], requests: [3, 4, 5] } }],
      SCENARIOS.ci,
    )
    // The search of all days; the first window of its parts is never answered; the rest is left.
    const first = withBudget(6)
    const before = await collect(discover(first.resources, range, { signal: first.signal }))
    expect([before.isCut, before.events[0]?.complete]).toEqual([true, false])
    expect(simulator.requests.filter(({ fault }) => fault === 'server_error').length).toBe(3)
    const after = await collect(discover(resources, range))
    expect(after.events.every(({ complete }) => complete)).toBe(true)
    expect(after.events.at(-1)?.window).toEqual(before.events[0]?.window)
  })
})

describe('fetching with a budget', () => {
  const TO = addDays(FIRST, 2)
  const isPage = ({ endpoint }: RequestEntry) => endpoint === 'detail' || endpoint === 'form'
  const dayDone = (events: readonly FetchProgress[]) =>
    events.flatMap((event) => (event.kind === 'day-done' ? event.day : []))

  async function fetchInPortions(requests: number, options: FetchOptions = {}) {
    const { simulator, resources, withBudget } = await setUp()
    for await (const _ of discover(resources, { from: FIRST, to: TO }));
    const portions: FetchProgress[][] = []
    for (let isCut = true; isCut; ) {
      const { resources: own, signal } = withBudget(requests)
      const cut = await collect(fetchDue(own, { ...options, signal }))
      portions.push(cut.events)
      isCut = cut.isCut
    }
    return { simulator, portions }
  }

  for (const requests of [1, 5, 16])
    it(`of ${requests} fetches each page once, and says each time what is left`, async () => {
      const { simulator, portions } = await fetchInPortions(requests)
      const asked = simulator.requests.filter(isPage).map(({ path }) => path)
      expect(new Set(asked).size).toBe(asked.length)
      expect(simulator.requests.filter(isSearch)).toHaveLength(1)
      const pages = portions.map((events) => events.filter(({ kind }) => kind === 'page').length)
      expect(pages.slice(0, -1)).toEqual(Array.from({ length: pages.length - 1 }, () => requests))
      expect(pages.reduce((sum, count) => sum + count, 0)).toBe(asked.length)
      for (const [at, events] of portions.entries()) {
        const left = events.filter(({ kind }) => kind === 'day-left').length
        const remaining = dayDone(events).reduce((sum, day) => sum + day.remaining, 0)
        expect(left + remaining > 0).toBe(at < portions.length - 1)
      }
    })

  it('brings the pictures of forms it has brought before, none twice', async () => {
    const { simulator, portions } = await fetchInPortions(7, { labelImages: true })
    const key = simulator.answerKey()
    const days = [FIRST, addDays(FIRST, 1), TO]
    const shown = days.flatMap((day) => key.completedOn(day)).flatMap((ttbId) => key.images(ttbId))
    expect(shown.length).toBeGreaterThan(20)
    const pictures = simulator.requests.filter(({ endpoint }) => endpoint === 'attachment')
    expect(pictures).toHaveLength(shown.length)
    expect(new Set(pictures.map(({ path, ttbId }) => `${ttbId} ${path}`)).size).toBe(
      new Set(
        days
          .flatMap((day) => key.completedOn(day))
          .flatMap((id) => key.images(id).map(({ filename }) => `${id} ${filename}`)),
      ).size,
    )
    expect(portions.flatMap(dayDone).reduce((sum, day) => sum + day.images, 0)).toBe(shown.length)
  })

  it('ends while it waits for a registry that refuses, and says what is left', async () => {
    const { resources, withBudget } = await setUp([{ kind: 'block', when: { endpoints: ['detail'], requests: [4] } }])
    for await (const _ of discover(resources, { from: FIRST, to: FIRST }));
    const { resources: own, signal } = withBudget(2)
    const { events, isCut } = await collect(fetchDue(own, { signal }))
    expect(isCut).toBe(true)
    expect(dayDone(events)).toEqual([expect.objectContaining({ remaining: expect.toSatisfy((left) => left > 0) })])
  })

  it('is ended at once by any other abort', async () => {
    const { resources } = await setUp()
    for await (const _ of discover(resources, { from: FIRST, to: FIRST }));
    const interrupt = new AbortController()
    interrupt.abort(new Error('interrupted'))
    await expect(collect(fetchDue(resources, { signal: interrupt.signal }))).rejects.toThrow('interrupted')
    const spent = AbortSignal.abort(new NothingMore('spent', { unless: interrupt.signal }))
    await expect(collect(fetchDue(resources, { signal: spent }))).rejects.toThrow('interrupted')
  })
})
