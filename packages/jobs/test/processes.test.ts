import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStateStore, type StateStore, systemClock } from '@ttb/resources'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, type OpenEngine } from '../src/run/engine.ts'
import { contentOf, fileOf, madeUpDefinitions, versionOf } from './engine-process.ts'

const PROGRAM = fileURLToPath(new URL('engine-process.ts', import.meta.url))
const KILLS = Number(process.env['TTB_KILLS'] ?? 15)
/** Of this many processes at the same time. */
const AT_ONCE = 2
/** Of the journal: `begin clean 2024-01-01|001 12345`. */
const LINE_BYTES = 34
const SEED = Number(process.env['TTB_SEED'] ?? 20_240_102)
/** Two assets of 10 days for each kill by 3 methods, and one of all. */
const EVERYTHING = 60 * KILLS + 1
const ALL = { select: ['raw', 'clean', 'total'] }

let folder: string
let store: StateStore
let engine: OpenEngine<unknown>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-engine-'))
  mkdirSync(join(folder, 'files'))
  store = openStateStore(join(folder, 'state.db'))
  const { ledger } = store
  engine = createEngine({ definitions: madeUpDefinitions(), ledger, clock: systemClock, resources: undefined })
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

function start(...args: readonly string[]) {
  const options = ['--conditions=@ttb/source', '--import', 'tsx', PROGRAM, folder, ...args]
  const child: ChildProcess = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complaint] = ['', '']
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  child.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    child,
    ended,
    said: () => said,
    complaint: () => complaint,
    async ready() {
      while (!said.includes('ready') && child.exitCode === null) await sleep(5)
    },
  }
}

/** The journal of materializations: what began and what ended, in order. */
function journal(): readonly { readonly what: string; readonly name: string }[] {
  const path = join(folder, 'journal')
  if (!readdirSync(folder).includes('journal')) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [what, asset, partition] = line.split(' ')
      return { what: what!, name: `${asset} ${partition}` }
    })
}

/** When about so many lines were added to the journal, by whomever: a moment of the work, however slow the machine is. */
async function grown(lines: number, child: ChildProcess): Promise<void> {
  const size = () => statSync(join(folder, 'journal'), { throwIfNoEntry: false })?.size ?? 0
  const until = size() + lines * LINE_BYTES
  while (size() < until && child.exitCode === null) await sleep(2)
}

const namesOf = (what: string) => journal().flatMap((line) => (line.what === what ? [line.name] : []))

/** What the ledger says there is, each with a whole file of the version that it says. */
async function committed(): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  for (const key of ALL.select)
    for (const { partition, dataVersion } of await store.ledger.states(key)) {
      const content = readFileSync(fileOf(folder, key, partition), 'utf8')
      expect(content).toBe(contentOf(key, partition))
      expect(versionOf(content)).toBe(dataVersion)
      names.add(`${key} ${partition}`)
    }
  expect(await store.ledger.problems()).toEqual([])
  return names
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('processes that share a ledger', () => {
  it(`lose nothing and do nothing finished again when ${KILLS} of them are killed at any moment (seed ${SEED})`, async () => {
    const random = randomFrom(SEED)
    const runId = await engine.submit(await engine.plan(ALL))
    let finished: ReadonlySet<string> = new Set()
    let killed = 0
    while (killed < KILLS) {
      const seen = journal().length
      const workers = Array.from({ length: Math.min(AT_ONCE, KILLS - killed) }, () => start('work', runId))
      await Promise.all(
        workers.map(async ({ child, ended, ready }) => {
          const [lines, moment] = [random() * 40, random() * 10]
          await ready()
          await grown(lines, child)
          await sleep(moment)
          child.kill('SIGKILL')
          await ended
          killed++
        }),
      )
      expect(workers.map(({ complaint }) => complaint()).join('')).toBe('')
      const begun = journal()
        .slice(seen)
        .filter(({ what }) => what === 'begin')
      expect(begun.filter(({ name }) => finished.has(name))).toEqual([])
      const now = await committed()
      for (const name of finished) expect(now.has(name)).toBe(true)
      finished = now
    }
    // Else the last of them had nothing left to be killed at.
    expect(finished.size).toBeGreaterThan(0)
    expect(finished.size).toBeLessThan(EVERYTHING)

    const last = start('work', runId)
    await last.ended
    expect([last.complaint(), last.said()]).toEqual(['', 'ready\nsucceeded\n'])
    expect((await committed()).size).toBe(EVERYTHING)
    expect(await store.ledger.stepCounts(runId)).toEqual({
      materialized: EVERYTHING,
      fresh: 0,
      gated: 0,
      failed: 0,
      blocked: 0,
    })
    // Made again is at most what had ended, but was not written down yet, when its process was killed.
    const ended = namesOf('end')
    expect(ended.length - new Set(ended).size).toBeLessThanOrEqual(KILLS * 4)
  }, 600_000)

  it('never do a unit twice, be it of one run or of two that want the same', async () => {
    const runId = await engine.submit(await engine.plan(ALL))
    const workers = [start('work', runId), start('work', runId), start('run')]
    await Promise.all(workers.map(({ ended }) => ended))
    expect(workers.map(({ complaint, said }) => complaint() + said())).toEqual(workers.map(() => 'ready\nsucceeded\n'))
    const begun = namesOf('begin')
    expect([begun.length, new Set(begun).size]).toEqual([EVERYTHING, EVERYTHING])
    const pids = new Set(readFileSync(join(folder, 'journal'), 'utf8').match(/\d+$/gm))
    expect(pids.size).toBeGreaterThan(1)
  }, 120_000)

  it('leave a unit to a process whose work does not let it renew its lease', async () => {
    const partitions = { keys: ['2024-01-01|001'] }
    const runId = await engine.submit(await engine.plan({ select: ['raw'], partitions }))
    const busy = start('block', runId)
    while (namesOf('begin').length === 0) await sleep(20)
    const waiting = start('work', runId)
    await waiting.ready()
    // Several times as long as the lease.
    await sleep(1500)
    writeFileSync(join(folder, 'let-go'), '')
    await Promise.all([busy.ended, waiting.ended])
    expect([busy, waiting].map(({ complaint, said }) => complaint() + said())).toEqual([
      'ready\nsucceeded\n',
      'ready\nsucceeded\n',
    ])
    expect(namesOf('begin')).toEqual(['raw 2024-01-01|001'])
    expect(await store.ledger.stepCounts(runId)).toMatchObject({ materialized: 1, failed: 0 })
  }, 60_000)
})
