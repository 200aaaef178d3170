// Requests for each new or changed record, and the share of them that is found: a daily search by completed date against
// the old way (yesterday's numbers one by one, both pages of each, until ten misses in a row or number 1,000), on the same
// simulated weeks in the size of the real registry, of whose completions over 30 % are changes of status.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulatedTime, createWorld, SCENARIOS, startSimulator } from '@ttb/registry-simulator'
import {
  createMemoryStorage,
  createRegistryClient,
  createTlsTrust,
  openStateStore,
  type RegistryClient,
  registryUserAgent,
  type Storage,
} from '@ttb/resources'
import { addDays, formatTtbId } from '@ttb/utils'
import { extractPage } from '@ttb/utils/pages'
import { acquireDue, readStoredPage } from '../src/index.ts'

const DAY_MS = 86_400_000
const MORNING_MS = 6 * 3_600_000
const DAYS = Number(process.argv[2] ?? 14)
/** So many days after the last one all of its approvals are visible. */
const DAYS_AFTER = 4
const TRAILING_DAYS = 7
const world = createWorld({
  ...SCENARIOS.fullSize,
  days: DAYS,
  bulkDays: SCENARIOS.fullSize.bulkDays.filter(({ day }) => day < DAYS),
})
const firstDay = new Date(world.startMs).toISOString().slice(0, 10)
const lastDay = addDays(firstDay, DAYS - 1)

interface Measured {
  readonly requests: number
  readonly seconds: number
  /** TTB ID to the status that the latest page held of it says. */
  readonly statuses: ReadonlyMap<string, string>
}

/** Runs one way of acquiring, each simulated morning. */
async function measure(
  acquire: (
    resources: { storage: Storage; client: RegistryClient } & Pick<Parameters<typeof acquireDue>[0], 'state' | 'clock'>,
    today: string,
  ) => Promise<void>,
): Promise<Measured> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ttb-bench-'))
  const time = createSimulatedTime({ startMs: world.startMs })
  const simulator = await startSimulator({ world, time })
  const clock = time.join()
  const state = openStateStore(join(folder, 'state.db'))
  const client = createRegistryClient({
    baseUrl: simulator.url,
    clock,
    state,
    trust: createTlsTrust({ clock, cacheFolder: null }),
    userAgent: registryUserAgent({ contact: null }),
    minIntervalMs: 1000,
    requestTimeoutMs: 30_000,
    maxAttempts: 3,
  })
  const storage = createMemoryStorage()
  const started = performance.now()
  for (let day = 1; day <= DAYS + DAYS_AFTER; day++) {
    const morningMs = world.startMs + day * DAY_MS + MORNING_MS
    if (morningMs > clock.now()) await clock.sleep(morningMs - clock.now())
    await acquire({ storage, client, state, clock }, addDays(firstDay, day))
  }
  const seconds = (performance.now() - started) / 1000
  await client.close()
  await state.close()
  clock.leave()
  const requests = simulator.requests.length
  await simulator.close()
  rmSync(folder, { recursive: true })
  return { requests, seconds, statuses: await statusesHeld(storage) }
}

async function statusesHeld(storage: Storage): Promise<Map<string, string>> {
  const { objects, paths } = storage
  const statuses = new Map<string, string>()
  for await (const { key } of objects.list(`${paths.prefixes.raw}/`)) {
    if (!key.includes('-cola-detail/') || !/\.html(?:\.gz)?$/.test(key)) continue
    const page = extractPage((await readStoredPage(objects, key)) as Uint8Array)
    // Snapshots of a page are listed with the first before the later ones.
    if (page.outcome === 'found' && page.kind === 'cola-detail')
      statuses.set(page.ttb_id as string, page.values.status ?? '')
  }
  return statuses
}

const ours = await measure(async (resources) => {
  for await (const event of acquireDue(resources, { trailingDays: TRAILING_DAYS }))
    if (event.kind === 'window' && !event.window.complete) throw new Error(`not complete: ${event.window.reason}`)
})

const old = await measure(async ({ storage, client }, today) => {
  const receivedDate = addDays(today, -1)
  for (const kind of ['cola-detail', 'certificate'] as const) {
    let misses = 0
    for (let sequence = 1; sequence <= 1000 && misses < 10; sequence++) {
      const ttbId = formatTtbId({ receivedDate, receiptMethod: '001', sequence })
      const answer = await client.page(kind, ttbId)
      misses = answer.outcome === 'found' ? 0 : misses + 1
      if (answer.outcome === 'found')
        await storage.objects.write(
          `${storage.paths.prefixes.raw}/${receivedDate}/001-${kind}/${ttbId}.html`,
          answer.body,
        )
    }
  }
})

/** Completions that a daily run sees, from the days it looks back on its first morning to its last, by when they show. */
const [fromMs, toMs] = [world.startMs + (1 - TRAILING_DAYS) * DAY_MS, world.endMs + DAYS_AFTER * DAY_MS]
const completions = world.lifecycles.flatMap(({ ttbId, events }) =>
  events
    .filter((event) => event.day * DAY_MS >= fromMs && event.fromMs < toMs)
    .map((event) => ({ ttbId, event, isChange: events[0] !== event })),
)
const expected = new Map(completions.map(({ ttbId, event }) => [ttbId, event.status]))
const changes = completions.filter(({ isChange }) => isChange).length
console.log(
  `acquire: ${firstDay} to ${lastDay}, ${completions.length} completions (${Math.round((100 * changes) / completions.length)} % changes of status) of ${expected.size} records`,
)
for (const [name, { requests, seconds, statuses }] of Object.entries({
  'by completed date': ours,
  'the old way': old,
})) {
  const found = [...expected].filter(([ttbId, status]) => statuses.get(ttbId) === status).length
  const perRecord = found === 0 ? '-' : (requests / found).toFixed(3)
  console.log(
    `  ${name.padEnd(18)} ${requests} requests, ${perRecord} for each record found new or changed, recall ${((100 * found) / expected.size).toFixed(2)} %, ${Math.round(requests / seconds)} requests/s here`,
  )
}
