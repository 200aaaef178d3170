import { type FaultRule, SCENARIOS } from '@ttb/registry-simulator'
import { type PagePartition, partitionOf } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import {
  discover,
  type FetchedPage,
  type FetchOptions,
  type FetchResources,
  fetchDue,
  fetchLabelImages,
  listPendingDays,
  probeGaps,
  readFetchLog,
  readImageLog,
  readIndexDay,
  readSequence,
  readStoredPage,
} from '../../src/index.ts'
import { setUp, setUpAtMs } from './simulated-registry.ts'

const FIRST = SCENARIOS.demo.startDate

async function discoverDays(resources: FetchResources, from: string, to: string) {
  const windows = []
  for await (const window of discover(resources, { from, to })) windows.push(window)
  return windows
}

async function fetchAll(resources: FetchResources, options?: FetchOptions): Promise<FetchedPage[]> {
  const pages: FetchedPage[] = []
  for await (const event of fetchDue(resources, options)) if (event.kind === 'page') pages.push(event.page)
  return pages
}

/** The first so many pages; who asks for no more of them ends the fetching. */
async function fetchSome(resources: FetchResources, count: number): Promise<FetchedPage[]> {
  const pages: FetchedPage[] = []
  for await (const event of fetchDue(resources)) {
    if (event.kind === 'page') pages.push(event.page)
    if (pages.length === count) break
  }
  return pages
}

describe('discovery', () => {
  it('lists every record of a day, with its codes, and marks the day', async () => {
    const { simulator, resources } = await setUp()
    const day = addDays(FIRST, 1)
    const [window] = await discoverDays(resources, day, day)
    const expected = simulator.answerKey().completedOn(day)
    expect(window).toMatchObject({ total: expected.length, rows: expected.length, complete: true, reason: null })
    const rows = await readIndexDay(resources.storage, day)
    expect(rows.map(({ ttb_id }) => ttb_id)).toEqual(expected)
    for (const row of rows)
      expect(row).toMatchObject({ class_type_code: expect.any(String), origin_code: expect.any(String) })
    const pending = []
    for await (const { completedDate } of listPendingDays(resources.storage)) pending.push(completedDate)
    expect(pending).toEqual([day])
  })
  it('keeps the answers it was given, so that the index can be made again', async () => {
    const { resources } = await setUp()
    await discoverDays(resources, FIRST, addDays(FIRST, 6))
    const { objects, paths } = resources.storage
    const kept = []
    for await (const { key } of objects.list(paths.searchFolder)) kept.push(paths.readSearchAnswerKey(key)?.type)
    expect(kept.sort()).toEqual(['csv', 'html'])
  })
  it('changes nothing when it is done again', async () => {
    const { resources } = await setUp()
    await discoverDays(resources, FIRST, addDays(FIRST, 3))
    const before = await readIndexDay(resources.storage, FIRST)
    const [window] = await discoverDays(resources, FIRST, addDays(FIRST, 3))
    expect(window?.days.map(({ added, changed }) => added + changed)).toEqual([0, 0, 0, 0])
    expect(await readIndexDay(resources.storage, FIRST)).toEqual(before)
  })
  it('knows a day without completions as one that was searched', async () => {
    const { resources } = await setUp()
    const sunday = addDays(FIRST, -3000)
    const [window] = await discoverDays(resources, sunday, sunday)
    expect(window).toMatchObject({ total: 0, complete: true })
    expect(await resources.storage.tables.readStamp(resources.storage.paths.indexFolder(sunday))).not.toBeNull()
  })
  it('does not call a window complete that it could not search, and says why', async () => {
    const { resources } = await setUp([{ kind: 'server_error', when: { endpoints: ['search'] } }])
    const [window] = await discoverDays(resources, FIRST, FIRST)
    expect(window).toMatchObject({ complete: false, total: null, reason: expect.stringMatching(/^search: /) })
    expect(await resources.storage.tables.readStamp(resources.storage.paths.indexFolder(FIRST))).toBeNull()
  })
})

describe('fetching', () => {
  it('fetches each page that is due once, and then none', async () => {
    const { simulator, resources } = await setUp()
    await discoverDays(resources, FIRST, addDays(FIRST, 2))
    const pages = await fetchAll(resources)
    const { records } = simulator.answerKey()
    const expected = [...records()]
      .filter(({ completed_date }) => completed_date >= FIRST && completed_date <= addDays(FIRST, 2))
      .flatMap(({ ttb_id, certificate }) => [
        `${ttb_id} cola-detail`,
        ...(certificate === null ? [] : [`${ttb_id} certificate`]),
      ])
    expect(pages.map(({ ttbId, kind }) => `${ttbId} ${kind}`).sort()).toEqual(expected.sort())
    expect(pages.every(({ outcome, isNew }) => outcome === 'found' && isNew)).toBe(true)
    const before = simulator.requests.length
    expect(await fetchAll(resources)).toEqual([])
    expect(simulator.requests).toHaveLength(before)
  })
  it('stores what was served, byte for byte, under the key of the old system', async () => {
    const { resources } = await setUp()
    await discoverDays(resources, FIRST, FIRST)
    const [page] = await fetchSome(resources, 1)
    expect(page?.snapshotKey).toMatch(/^1-ttb-raw-data\/\d{4}-\d\d-\d\d\/\d{3}-cola-detail\/\d{14}\.html\.gz$/)
    const stored = await readStoredPage(resources.storage.objects, page?.snapshotKey as string)
    expect(stored).toHaveLength(page?.sizeBytes as number)
  })
  it('notes every request, also those that failed, and stores nothing of them', async () => {
    const { simulator, resources } = await setUp([
      { kind: 'server_error', when: { requests: [1, 2, 3, 4], endpoints: ['detail'] } },
    ])
    await discoverDays(resources, FIRST, FIRST)
    const [page] = await fetchSome(resources, 1)
    const struck = simulator.requests.filter(({ fault }) => fault === 'server_error').length
    expect(struck).toBeGreaterThan(0)
    expect(page).toMatchObject({ outcome: 'found', requests: struck + 1 })
    const { storage } = resources
    const log = await readFetchLog(storage.objects, storage.paths, partitionOf(page?.ttbId as string, 'cola-detail'))
    expect(log.map(({ outcome, attempt, snapshot_key }) => [outcome, attempt, snapshot_key !== null])).toEqual([
      ...Array.from({ length: struck }, (_, at) => ['transient', at + 1, false]),
      ['found', struck + 1, true],
    ])
  })
})

describe('the pictures of a form', () => {
  it('come along with forms when they are asked for', async () => {
    const { simulator, resources } = await setUp()
    await discoverDays(resources, FIRST, FIRST)
    const forms = (await fetchAll(resources, { labelImages: true })).filter(({ kind }) => kind === 'certificate')
    const shown = forms.flatMap(({ ttbId }) => simulator.answerKey().images(ttbId))
    const stored = []
    for await (const { key } of resources.storage.objects.list('1-ttb-raw-data/label-images/')) stored.push(key)
    expect(stored).toHaveLength(new Set(shown.map(({ sha256 }) => sha256)).size)
  })
  it('are fetched in one session with their form, stored once by hash and listed', async () => {
    const { simulator, resources } = await setUp()
    await discoverDays(resources, FIRST, FIRST)
    const forms = (await fetchAll(resources)).filter(({ kind }) => kind === 'certificate').slice(0, 3)
    for (const { ttbId, snapshotKey } of forms) {
      const form = (await readStoredPage(resources.storage.objects, snapshotKey as string)) as Uint8Array
      const { images } = await fetchLabelImages(resources, ttbId, form)
      expect(images.map(({ content_sha256 }) => content_sha256)).toEqual(
        simulator
          .answerKey()
          .images(ttbId)
          .map(({ sha256 }) => sha256),
      )
      for (const { object_key } of images) {
        expect(object_key).toMatch(/^1-ttb-raw-data\/label-images\/[0-9a-f]{2}\/[0-9a-f]{64}\.(?:jpg|png)$/)
        expect(await resources.storage.objects.head(object_key as string)).not.toBeNull()
      }
    }
    const { receivedDate, receiptMethod } = partitionOf(forms[0]?.ttbId as string, 'certificate') as PagePartition
    const listed = await readImageLog(resources.storage, receivedDate as string, receiptMethod as string)
    expect(listed.length).toBeGreaterThan(0)
  })
})

describe('a picture without a clear answer', () => {
  it('is asked for again, alone of those of its form, until it has one', async () => {
    const several = async (faults: readonly FaultRule[] = []) => {
      const { simulator, resources } = await setUp(faults)
      await discoverDays(resources, FIRST, FIRST)
      const forms = (await fetchAll(resources)).filter(({ kind }) => kind === 'certificate')
      const { ttbId, snapshotKey } = forms.find(
        (page) => simulator.answerKey().images(page.ttbId).length > 1,
      ) as FetchedPage
      const form = (await readStoredPage(resources.storage.objects, snapshotKey as string)) as Uint8Array
      const before = simulator.requests.length
      const asked = () =>
        simulator.requests.slice(before).flatMap(({ endpoint, path }) => (endpoint === 'attachment' ? path : []))
      return { simulator, resources, ttbId, form, before, asked }
    }
    const undisturbed = await several()
    // The form comes first, then the pictures; the first of them fails as often as a client tries.
    const requests = [2, 3, 4].map((after) => undisturbed.before + after)
    const { simulator, resources, ttbId, form, asked } = await several([{ kind: 'server_error', when: { requests } }])
    const shown = simulator.answerKey().images(ttbId)
    const first = await fetchLabelImages(resources, ttbId, form)
    expect(first).toMatchObject({ requested: shown.length, due: 1 })
    expect(first.images.map(({ outcome }) => outcome)).toEqual(['transient', ...shown.slice(1).map(() => 'found')])
    const [failed] = asked()
    const count = asked().length
    const second = await fetchLabelImages(resources, ttbId, form)
    expect(asked().slice(count)).toEqual([failed])
    expect(second).toMatchObject({ requested: 1, due: 0 })
    expect(second.images.map(({ content_sha256 }) => content_sha256)).toEqual(shown.map(({ sha256 }) => sha256))
    const { receivedDate, receiptMethod } = partitionOf(ttbId, 'certificate') as PagePartition
    const log = await readImageLog(resources.storage, receivedDate as string, receiptMethod as string)
    expect(log).toEqual(second.images)
    const all = simulator.requests.length
    expect(await fetchLabelImages(resources, ttbId, form)).toEqual({ images: log, requested: 0, due: 0 })
    expect(simulator.requests).toHaveLength(all)
  })
  it('keeps its day marked, so that the next fetching brings it and nothing else', async () => {
    const { simulator, resources } = await setUp([
      // The pictures of the first forms, until the time comes to fetch again.
      { kind: 'server_error', when: { endpoints: ['attachment'], toMs: setUpAtMs + 6 * 3_600_000, rate: 0.7 } },
    ])
    await discoverDays(resources, FIRST, FIRST)
    const days = async () => {
      const done = []
      for await (const event of fetchDue(resources, { labelImages: true }))
        if (event.kind === 'day-done') done.push(event.day)
      return done
    }
    const [first] = await days()
    expect([first?.remaining, first?.remainingImages]).toEqual([0, expect.toSatisfy((left) => left > 0)])
    await resources.clock.sleep(6 * 3_600_000)
    const before = simulator.requests.length
    const [second] = await days()
    expect(second).toMatchObject({ pages: [], remaining: 0, images: first?.remainingImages, remainingImages: 0 })
    const again = simulator.requests.slice(before).filter(({ endpoint }) => endpoint === 'attachment')
    expect(again).toHaveLength(first?.remainingImages as number)
    expect(await days()).toEqual([])
  })
})

describe('a day that is indexed while its pages are fetched', () => {
  it('keeps its mark until the pages of what is indexed are there', async () => {
    const { resources } = await setUp()
    const { storage } = resources
    const objects: typeof storage.objects = {
      ...storage.objects,
      write: async (key, body, options) => {
        const written = await storage.objects.write(key, body, options)
        // The mark is there, what it is of is not: another process finds nothing to do.
        if (key.includes('/_pending-')) expect(await fetchAll(resources)).toEqual([])
        return written
      },
    }
    const day = addDays(FIRST, 4)
    await discoverDays({ ...resources, storage: { ...storage, objects } }, day, day)
    const pending = async () => {
      const days: string[] = []
      for await (const { completedDate } of listPendingDays(storage)) days.push(completedDate)
      return days
    }
    expect(await pending()).toEqual([day])
    expect((await fetchAll(resources)).length).toBeGreaterThan(0)
    expect(await pending()).toEqual([])
  })

  it('is pending by a mark without a moment too, as an earlier version wrote it', async () => {
    const { resources } = await setUp()
    const { objects } = resources.storage
    const day = addDays(FIRST, 4)
    await discoverDays(resources, day, day)
    for await (const { marks } of listPendingDays(resources.storage)) {
      for (const { key } of marks) {
        await objects.write(key.replace(/_pending-\d{17}-/, '_pending-'), new Uint8Array())
        await objects.remove([key])
      }
    }
    expect((await fetchAll(resources)).length).toBeGreaterThan(0)
    for await (const { completedDate } of listPendingDays(resources.storage)) expect.unreachable(completedDate)
  })
})

describe('probing', () => {
  it('finds what searches did not bring, past any number, and takes only a clear no for one', async () => {
    const { simulator, resources } = await setUp([{ kind: 'server_error', when: { rate: 0.05 } }])
    const received = addDays(FIRST, 2)
    const shown = [...simulator.answerKey().records()].filter(
      ({ ttb_id, received_date }) => received_date === received && ttb_id.slice(5, 8) === '001',
    )
    expect(shown.length).toBeGreaterThan(3)
    const { pages } = await probeGaps(resources, received, '001')
    const found = pages.filter(({ kind, outcome }) => kind === 'cola-detail' && outcome === 'found')
    expect(found.map(({ ttbId }) => ttbId).sort()).toEqual(shown.map(({ ttb_id }) => ttb_id).sort())
    const { view } = await readSequence(resources, received, '001')
    expect(view).toMatchObject({ known: shown.length, dueGaps: [] })
    const again = await probeGaps(resources, received, '001')
    expect(again.pages).toEqual([])
  })

  it('asks for the form of a record that a probe found before it was ended', async () => {
    const { resources } = await setUp()
    const received = addDays(FIRST, 2)
    const asked: string[] = []
    const client: FetchResources['client'] = {
      ...resources.client,
      page: (kind, ttbId, options) => {
        if (kind === 'certificate') throw new Error('ended here')
        asked.push(ttbId)
        return resources.client.page(kind, ttbId, options)
      },
    }
    await expect(probeGaps({ ...resources, client }, received, '001')).rejects.toThrow('ended here')
    const { pages } = await probeGaps(resources, received, '001')
    expect(pages[0]).toMatchObject({ ttbId: asked.at(-1), kind: 'certificate', outcome: 'found' })
    expect((await probeGaps(resources, received, '001')).pages).toEqual([])
  })
})
