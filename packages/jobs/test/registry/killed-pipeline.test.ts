import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { pagePartitionOf, pageTables } from '@ttb/assets'
import { createWorld, SCENARIOS, type Simulator, startSimulator } from '@ttb/registry-simulator'
import { openStateStore, openStorage, type StateStore, type Storage, stateFileOf } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import { afterEach, expect, it } from 'vitest'
import { configOf, journalOf, type PipelineStart } from './pipeline-process.ts'

const PROGRAM = fileURLToPath(new URL('pipeline-process.ts', import.meta.url))
const KILLS = Number(process.env['TTB_KILLS'] ?? 5)
const SEED = Number(process.env['TTB_SEED'] ?? 20_250_303)
/** So much to do that a run lasts longer than all of the killed processes together. */
const DAYS = 14 + KILLS
const FROM = SCENARIOS.demo.startDate
const TO = addDays(FROM, DAYS - 1)
const ASSETS = [
  'ttb_registry_index',
  'ttb_raw_data',
  'ttb_extracted_data',
  'ttb_cleaned_data',
  'ttb_structured_data',
] as const

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

interface Setting {
  readonly simulator: Simulator
  readonly start: PipelineStart
  readonly storage: Storage
  readonly state: StateStore
}

/** In memory where that is large enough: what is tested is the end of a process, not of the power. */
function parentFolder(): string {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > 2 ** 30 ? memory : tmpdir()
}

async function settingOf(): Promise<Setting> {
  const world = createWorld({ ...SCENARIOS.demo, days: DAYS, filingsPerDay: 8, olderRecords: 300, conflictShare: 0 })
  const simulator = await startSimulator({
    world,
    time: { now: () => world.endMs + 7 * 86_400_000, delay: () => Promise.resolve() },
  })
  const folder = mkdtempSync(join(parentFolder(), 'ttb-killed-'))
  const start = { folder, registryUrl: simulator.url, from: FROM, to: TO }
  const config = configOf(start)
  const state = openStateStore(stateFileOf(config))
  cleanups.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => simulator.close(),
    () => state.close(),
  )
  return { simulator, start, storage: openStorage(config), state }
}

/** Runs a process to its end, or kills it when it has begun so many steps, and a moment later; what it said. */
async function runProcess(
  start: PipelineStart,
  kill: { readonly steps: number; readonly thenMs: number } | null,
): Promise<string> {
  const options = ['--conditions=@ttb/source', '--import', 'tsx', PROGRAM, JSON.stringify(start)]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complaint] = ['', '']
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (kill && said.split('step').length > kill.steps) resolve()
    })
  })
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  if (kill) {
    await Promise.race([ready, ended])
    await sleep(kill.thenMs)
    child.kill('SIGKILL')
  }
  await ended
  expect(complaint).toBe('')
  return said
}

/** What the ledger says there is, by asset and partition, with its data version. */
async function committed({ state }: Setting): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const asset of ASSETS)
    for (const { partition, dataVersion } of await state.ledger.states(asset))
      found.set(`${asset} ${partition}`, dataVersion)
  expect(await state.ledger.problems()).toEqual([])
  return found
}

/** The files of what the ledger says was made are whole, and are those it speaks of. */
async function expectWhole({ storage }: Setting, made: Iterable<readonly [name: string, dataVersion: string]>) {
  for (const [name, dataVersion] of made) {
    const [asset, key] = name.split(' ') as [string, string]
    if (asset !== 'ttb_structured_data' || dataVersion === 'no pages') continue
    const partition = pagePartitionOf(key)
    const manifest = await storage.tables.readManifest(storage.paths.structuredFolder(partition))
    expect(manifest?.fingerprint).toBe(dataVersion)
    const rows = await storage.tables.readTable(pageTables()[partition.kind], manifest as NonNullable<typeof manifest>)
    expect(rows).toHaveLength(manifest?.counts['rows'] as number)
  }
}

/** The pages that are held, as `detail 25001001000001`. */
async function heldPages({ storage: { objects, paths } }: Setting): Promise<ReadonlySet<string>> {
  const held = new Set<string>()
  for await (const { key } of objects.list(`${paths.prefixes.raw}/`)) {
    const page = paths.readRawPageKey(key)
    if (page) held.add(`${key.includes('-cola-detail/') ? 'detail' : 'form'} ${page.name}`)
  }
  return held
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const journal = (start: PipelineStart) =>
  existsSync(journalOf(start)) ? readFileSync(journalOf(start), 'utf8').split('\n').filter(Boolean) : []

it(`the pipeline loses nothing and does nothing finished again when ${KILLS} processes are killed at any moment (seed ${SEED})`, async () => {
  const setting = await settingOf()
  const { simulator, start, storage } = setting
  const random = randomFrom(SEED)
  let finished: ReadonlyMap<string, string> = new Map()
  let held: ReadonlySet<string> = new Set()
  const asked = (from: number) =>
    simulator.requests
      .slice(from)
      .filter(({ endpoint }) => endpoint === 'detail' || endpoint === 'form')
      .map(({ endpoint, ttbId }) => `${endpoint} ${ttbId}`)
  const expectNothingAgain = (steps: number, requests: number) => {
    expect(
      journal(start)
        .slice(steps)
        .filter((name) => finished.has(name)),
    ).toEqual([])
    expect(asked(requests).filter((page) => held.has(page))).toEqual([])
  }
  for (let kill = 0; kill < KILLS; kill++) {
    const before = [journal(start).length, simulator.requests.length] as const
    await runProcess(start, { steps: 1 + Math.floor(random() * 25), thenMs: random() * 30 })
    expectNothingAgain(...before)
    const now = await committed(setting)
    for (const [name, dataVersion] of finished) expect([name, now.get(name)]).toEqual([name, dataVersion])
    await expectWhole(
      setting,
      [...now].filter(([name]) => !finished.has(name)),
    )
    finished = now
    held = await heldPages(setting)
  }
  expect(finished.size).toBeGreaterThan(0)
  // Else the last of them had nothing left to be killed at.
  const left = await setting.state.ledger.runs({ status: ['queued', 'running'] })
  expect(left).toHaveLength(1)

  const before = [journal(start).length, simulator.requests.length] as const
  expect(await runProcess(start, null)).toMatch(/succeeded\n$/)
  expectNothingAgain(...before)
  await expectWhole(setting, await committed(setting))
  const expected = [...simulator.answerKey().records()].filter(({ completed_date: day }) => day >= FROM && day <= TO)
  let rows = 0
  for await (const { counts } of storage.tables.listManifests('2-ttb-processed-data/structured/'))
    rows += counts['rows'] as number
  expect(rows).toBe(expected.length + expected.filter(({ certificate }) => certificate !== null).length)
  // Asked for twice is at most what was under way, but not stored yet, when its process was killed.
  const pages = asked(0)
  expect(pages.length - new Set(pages).size).toBeLessThanOrEqual(KILLS)
  expect(await setting.state.ledger.checkResults({ status: ['failed', 'errored'] })).toEqual([])
}, 900_000)
