import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import {
  type AnswerKey,
  createSimulatedTime,
  createWorld,
  everyFault,
  judgeRequests,
  type RequestEntry,
  SCENARIOS,
  type Scenario,
  type Simulator,
  startSimulator,
} from '@ttb/registry-simulator'
import { openStorage, type Storage } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import { extractPage } from '@ttb/utils/pages'
import type { FetchEntry, IndexRow } from '@ttb/utils/records'
import { afterEach, expect, it } from 'vitest'
import { readFetchLog, readIndexDay, readStoredPage } from '../../src/index.ts'
import type { ProcessStart } from './acquiring-process.ts'

const DAY_MS = 86_400_000
const MIN_INTERVAL_MS = 1000
const { startDate, days } = SCENARIOS.ci
const HISTORY_FROM = addDays(startDate, -45)
const SCRIPT = new URL('./acquiring-process.ts', import.meta.url).pathname

/** In memory where that is large enough: what is tested is the end of a process, not of the power. */
function parentFolder(): string {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > 2 ** 30 ? memory : tmpdir()
}

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

interface Setting {
  readonly simulator: Simulator
  readonly storage: Storage
  readonly start: ProcessStart
}

async function settingOf(scenario: Scenario): Promise<Setting> {
  const world = createWorld(scenario)
  const time = createSimulatedTime({ startMs: world.startMs })
  // Each of these costs the real time in which a client gives up, so that they are few.
  const slow = { kind: 'slow', when: { requests: [40, 400, 1200, 2400, 3600] } } as const
  const faults = [slow, ...everyFault(world).filter(({ kind }) => kind !== 'slow')]
  const simulator = await startSimulator({ world, time, faults })
  const folder = mkdtempSync(join(parentFolder(), 'ttb-month-'))
  cleanups.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => simulator.close(),
  )
  return {
    simulator,
    storage: openStorage(loadConfig({ overrides: { data: `${folder}/data` } }).config),
    start: {
      url: simulator.url,
      controlUrl: simulator.controlUrl as string,
      folder,
      historyFrom: HISTORY_FROM,
      startDay: startDate,
      // Three days after the period the last approvals are visible; what the last day brings is caught the day after.
      endMs: world.endMs + 4 * DAY_MS,
      minIntervalMs: MIN_INTERVAL_MS,
    },
  }
}

/** Runs a process that acquires, to its end or until it has told so many pages; then it is killed. */
function acquire(start: ProcessStart, killAfterPages = Number.POSITIVE_INFINITY): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ['--conditions=@ttb/source', '--import', 'tsx', SCRIPT, JSON.stringify(start)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const told: string[] = []
  let pages = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n').filter(Boolean)) {
      told.push(line)
      if (line === 'page' && ++pages === killAfterPages) child.kill('SIGKILL')
    }
  })
  return new Promise((resolve, reject) =>
    child.once('close', (code, signal) =>
      code === 0 || signal === 'SIGKILL' ? resolve(told) : reject(new Error(`ended with code ${code}`)),
    ),
  )
}

/** The manifest of every partition that some ID belongs to. */
async function allEntries({ objects, paths }: Storage): Promise<FetchEntry[]> {
  const entries: FetchEntry[] = []
  for await (const { key } of objects.list(`${paths.prefixes.raw}/`)) {
    const match = /\/(\d{4}-\d{2}-\d{2})\/(\w+)-(cola-detail|certificate)\/_fetches\.jsonl$/.exec(key)
    if (!match) continue
    const [, receivedDate, receiptMethod, kind] = match as unknown as [string, string, string, 'cola-detail']
    entries.push(...(await readFetchLog(objects, paths, { receivedDate, receiptMethod, kind })))
  }
  return entries
}

async function indexRows(storage: Storage): Promise<IndexRow[]> {
  const rows: IndexRow[] = []
  for (let day = HISTORY_FROM; day <= addDays(startDate, days + 5); day = addDays(day, 1))
    rows.push(...(await readIndexDay(storage, day)))
  return rows
}

async function expectWholeMonth(
  { simulator, storage }: Setting,
  least: { readonly records: number; readonly faults: number },
): Promise<void> {
  const key: AnswerKey = simulator.answerKey()
  const expected = [...key.records()].filter(({ completed_date }) => completed_date >= HISTORY_FROM)
  expect(expected.length).toBeGreaterThan(least.records)

  const rows = await indexRows(storage)
  const latest = new Map<string, IndexRow>()
  for (const row of rows)
    if (row.completed_date >= (latest.get(row.ttb_id)?.completed_date ?? '')) latest.set(row.ttb_id, row)
  expect([...latest.values()].map((row) => `${row.ttb_id} ${row.completed_date}`).sort()).toEqual(
    expected.map((record) => `${record.ttb_id} ${record.completed_date}`).sort(),
  )

  const entries = await allEntries(storage)
  const held = new Map<string, FetchEntry>()
  for (const entry of entries) {
    const name = `${entry.ttb_id} ${entry.page_kind}`
    const other = held.get(name)
    if (entry.snapshot_key !== null && (!other || other.requested_at <= entry.requested_at)) held.set(name, entry)
  }
  let pages = 0
  for (const record of expected) {
    for (const kind of ['cola-detail', 'certificate'] as const) {
      const want = kind === 'cola-detail' ? record.detail : record.certificate
      const entry = held.get(`${record.ttb_id} ${kind}`)
      expect(entry !== undefined, `${record.ttb_id} ${kind}`).toBe(want !== null)
      if (!want || !entry) continue
      pages++
      const stored = (await readStoredPage(storage.objects, entry.snapshot_key as string)) as Uint8Array
      const page = extractPage(stored, { kind, ttbId: record.ttb_id })
      expect(page.outcome).toBe('found')
      // From the twentieth day on the registry calls a field by another name: then it says so, and the field is empty.
      const isRenamed = page.issues.some(({ code }) => code === 'unclaimed_label')
      expect(page.values).toEqual(isRenamed ? { ...want, fanciful_name: null } : want)
    }
  }
  expect(pages).toBeGreaterThan(1.5 * least.records)
  expect(countFaultsNoted(simulator.requests, entries)).toBeGreaterThan(least.faults)
}

/** Every fault that struck a request for a page stands in the manifest, by what it was; how many they are. */
function countFaultsNoted(requests: readonly RequestEntry[], entries: readonly FetchEntry[]): number {
  const outcomes: Readonly<Record<string, string>> = {
    block: 'blocked',
    captcha: 'blocked',
    maintenance: 'maintenance',
    server_error: 'transient',
    reset: 'transient',
    slow: 'transient',
    wrong_record: 'wrong_record',
  }
  const noted = new Map<string, FetchEntry[]>()
  for (const entry of entries) {
    const name = `${entry.ttb_id} ${entry.page_kind}`
    noted.set(name, [...(noted.get(name) ?? []), entry])
  }
  let faults = 0
  for (const { endpoint, ttbId, fault, path, atMs } of requests) {
    const outcome = fault ? outcomes[fault] : undefined
    if (!outcome || (endpoint !== 'detail' && endpoint !== 'form')) continue
    const asked = ttbId ?? new URL(path, 'http://registry').searchParams.get('ttbid')
    const kind = endpoint === 'detail' ? 'cola-detail' : 'certificate'
    const at = new Date(atMs).toISOString()
    const found = (noted.get(`${asked} ${kind}`) ?? []).some(
      (entry) => entry.outcome === outcome && entry.requested_at === at,
    )
    expect(found, `${fault} of ${asked} ${kind} at ${at}`).toBe(true)
    faults++
  }
  return faults
}

it('holds after a month what the answer key holds, with every fault and twice killed', {
  timeout: 600_000,
}, async () => {
  const setting = await settingOf(SCENARIOS.ci)
  await acquire(setting.start, 500)
  await acquire(setting.start, 700)
  const told = await acquire(setting.start)
  expect(told.at(-1)).toBe('done')
  await expectWholeMonth(setting, { records: 1200, faults: 20 })
  const politeness = judgeRequests(setting.simulator.requests, { minIntervalMs: MIN_INTERVAL_MS })
  expect(politeness).toMatchObject({ tooSoon: [], duringBlocks: [], interleaved: [] })
})

it('holds the same when three processes acquire at once', { timeout: 600_000 }, async () => {
  // Fewer records: what matters is who does what.
  const setting = await settingOf({ ...SCENARIOS.ci, filingsPerDay: 12, olderRecords: 300, bulkDays: [] })
  const told = await Promise.all([1, 2, 3].map(() => acquire(setting.start)))
  expect(told.map((lines) => lines.at(-1))).toEqual(['done', 'done', 'done'])
  await expectWholeMonth(setting, { records: 200, faults: 5 })
  const politeness = judgeRequests(setting.simulator.requests, { minIntervalMs: MIN_INTERVAL_MS })
  expect(politeness).toMatchObject({ tooSoon: [], duringBlocks: [], interleaved: [] })
})
