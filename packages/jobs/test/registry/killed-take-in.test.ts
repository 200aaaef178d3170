import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHECKS_DUE } from '@ttb/assets/definitions'
import { SCENARIOS } from '@ttb/registry-simulator'
import { afterEach, expect, it } from 'vitest'
import { runPipeline } from '../../src/index.ts'
import { recordDays } from '../../src/registry/record-days.ts'
import { simulatedRegistry } from './simulated-registry.ts'
import { openFolder } from './take-in-process.ts'

const PROGRAM = fileURLToPath(new URL('take-in-process.ts', import.meta.url))
const STRUCTURED = 'ttb_structured_data'
const DAY = SCENARIOS.demo.startDate

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Starts a process that takes in what lies in the folder, and kills it between telling the ledger and the checks. */
async function killWhileItTakesIn(folder: string): Promise<void> {
  const options = ['--conditions=@ttb/source', '--import', 'tsx', PROGRAM, folder]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complaint] = ['', '']
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  child.stdout.on('data', (chunk) => {
    said += chunk
    child.kill('SIGKILL')
  })
  await new Promise<void>((resolve) => child.once('close', () => resolve()))
  expect([said, complaint]).toEqual(['checking\n', ''])
}

it('checks of what was made outside of runs are made up for by the next run, when who took it in was killed before them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-take-in-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  // What its ledger knows is gone with it: to any other it was made outside of runs.
  const made = await simulatedRegistry([], { days: 1 }, { data: join(folder, 'data') })
  for await (const { status } of runPipeline(made.engine, made.resources, {
    job: 'ttb_raw_pipeline',
    from: DAY,
    to: DAY,
  }))
    expect(status).toBe('succeeded')

  await killWhileItTakesIn(folder)
  const { engine, state } = openFolder(folder)
  cleanups.push(() => state.close())
  const { ledger } = engine
  const told = await ledger.states(STRUCTURED)
  expect(told.length).toBeGreaterThan(10)
  expect(new Set(told.map(({ gatedBy }) => gatedBy))).toEqual(new Set([CHECKS_DUE]))
  expect(await ledger.checkResults({ asset: STRUCTURED })).toEqual([])

  const request = {
    select: ['ttb_consolidated_data'],
    partitions: { dims: { date: await recordDays(ledger) } },
  }
  expect(await engine.run(request)).toMatchObject({ status: 'succeeded', steps: { blocked: 0, failed: 0 } })
  expect((await ledger.states(STRUCTURED)).filter(({ gatedBy }) => gatedBy !== null)).toEqual([])
  const names = engine.definitions.checksOf(STRUCTURED).map(({ name }) => name)
  const results = await ledger.checkResults({ asset: STRUCTURED })
  expect(results.map(({ partition, name }) => `${partition} ${name}`).sort()).toEqual(
    told.flatMap(({ partition }) => names.map((name) => `${partition} ${name}`)).sort(),
  )
  expect((await engine.plan(request)).units).toEqual([])
})
