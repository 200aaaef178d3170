// The whole warehouse from generated consolidated records, against a bare DuckDB script that does only the joins and copies
// on the same files; then one more day on top of that history; then the questions. Each in a process of its own, for its
// peak memory.
//   node --conditions=@ttb/source --import tsx bench/warehouse.bench.ts [records] [step folder]
// Records: 3,000,000 unless said otherwise, in as many days as the registry has; then it takes a quarter of an hour. A step
// (history, bare, build, next-day, build again, questions) does only that one, in a folder that stays and can be used again.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '@ttb/config'
import { openStorage } from '@ttb/resources'
import { ask } from '../src/questions/ask.ts'
import { QUESTIONS } from '../src/questions/questions.ts'
import { buildWarehouse } from '../src/warehouse/build-warehouse.ts'
import { openWarehouse } from '../src/warehouse/open-warehouse.ts'
import { runBareScript } from './bare-script.ts'
import { DAYS, type GeneratedDay, generateConsolidated } from './generate-consolidated.ts'

const MEMORY_BYTES = 1_000 * 2 ** 20
const QUESTION_RECORDS = 300_000
const NEW_RECORDS = 600
/** Days of other years that the next day brings late approvals of, and how many. */
const LATE_DAYS = [DAYS - 500, DAYS - 2500]
const LATE_RECORDS = 5
const [, , given = '3000000', mode, folder = ''] = process.argv
const records = Number(given)

const storage = openStorage(loadConfig({ overrides: { data: folder } }).config)
const perDay = (total: number) => Math.ceil(total / DAYS)
const history = (total: number): GeneratedDay[] =>
  Array.from({ length: DAYS }, (_, number) => ({ number, records: perDay(total) }))

async function build(): Promise<object> {
  const { counts, changedDays, rekeyedDays, written, dataVersion } = await buildWarehouse(storage, {
    memoryLimitBytes: MEMORY_BYTES,
    workFolder: join(folder, 'work'),
  })
  return {
    counts,
    dataVersion,
    said: `${changedDays.length} days taken in, ${rekeyedDays.length} with other companies, ${written.length} files written`,
  }
}

const MODES: Readonly<Record<string, () => Promise<object | undefined>>> = {
  async history() {
    await generateConsolidated(folder, storage.paths, history(records))
    return undefined
  },
  async bare() {
    await runBareScript(storage, folder, MEMORY_BYTES)
    return undefined
  },
  build,
  /** A new day, and another version of a day of each of two earlier years with some more records. */
  async 'next-day'() {
    await generateConsolidated(folder, storage.paths, [
      { number: DAYS, records: NEW_RECORDS },
      ...LATE_DAYS.map((number) => ({ number, records: perDay(records) + LATE_RECORDS })),
    ])
    return undefined
  },
  async questions() {
    const session = await openWarehouse(storage)
    const slowest = { name: '', ms: 0 }
    for (const { name, parameters } of QUESTIONS) {
      const values = Object.fromEntries(
        parameters
          .filter((parameter) => parameter.default === null)
          .map((parameter) => [parameter.name, parameter.name === 'company' ? 'COMPANY 1' : 'BRAND 77 RESERVE']),
      )
      const [start, startCpu] = [performance.now(), process.cpuUsage()]
      const { rows } = await ask(session, name, { today: '2026-06-30', parameters: values })
      const ms = performance.now() - start
      const { user, system } = process.cpuUsage(startCpu)
      const cpuMs = ((user + system) / 1000).toFixed(0)
      console.error(
        `  ${name.padEnd(24)}${ms.toFixed(0).padStart(6)} ms (${cpuMs} ms of processor time), ${rows.length} rows`,
      )
      if (ms > slowest.ms) Object.assign(slowest, { name, ms })
    }
    session.close()
    return { slowest }
  },
}

interface Measured {
  readonly seconds: number
  /** What the processors worked: says more than seconds where others use the machine too. */
  readonly cpuSeconds: number
  readonly peakMiB: number
  readonly counts: Readonly<Record<string, number>>
  readonly dataVersion: string
  readonly said: string
  readonly slowest: { readonly name: string; readonly ms: number }
}

function measure(what: string, total: number, at: string): Measured {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), String(total), what, at]
  const out = execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })
  return JSON.parse(out.trim().split('\n').at(-1) as string) as Measured
}

function inFolder(work: (at: string) => void): void {
  const at = mkdtempSync(join(tmpdir(), 'ttb-warehouse-bench-'))
  try {
    work(at)
  } finally {
    rmSync(at, { recursive: true, force: true })
  }
}

const print = (name: string, { seconds, cpuSeconds, peakMiB }: Measured, more = '') =>
  console.log(
    `${name.padEnd(18)}${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor time), peak ${peakMiB} MiB${more}`,
  )

if (mode === undefined) {
  inFolder((at) => {
    const generated = measure('history', records, at)
    const bare = measure('bare', records, at)
    rmSync(join(at, 'bare'), { recursive: true })
    const whole = measure('build', records, at)
    measure('next-day', records, at)
    const day = measure('build', records, at)
    console.log(`${records} consolidated records of ${DAYS} days of receipt: ${JSON.stringify(whole.counts)}`)
    print('generating them', generated)
    print('bare script', bare)
    print('whole warehouse', whole, ' (aim: under 2560 MiB)')
    const ratios = [whole.seconds / bare.seconds, whole.cpuSeconds / bare.cpuSeconds].map((ratio) => ratio.toFixed(2))
    console.log(`ratio             ${ratios[0]}, by processor time ${ratios[1]} (aim: at most 1.5)`)
    print('one more day', day, ` (aim: under 20 s): ${day.said}`)
  })
  inFolder((at) => {
    measure('history', QUESTION_RECORDS, at)
    measure('build', QUESTION_RECORDS, at)
    const { slowest } = measure('questions', QUESTION_RECORDS, at)
    console.log(
      `slowest question  ${slowest.ms.toFixed(0)} ms: ${slowest.name}, on ${QUESTION_RECORDS} records (aim: under 1000 ms)`,
    )
  })
} else {
  const start = performance.now()
  const result = await MODES[mode]?.()
  const seconds = (performance.now() - start) / 1000
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6
  console.log(JSON.stringify({ seconds, cpuSeconds, peakMiB: Math.round(maxRSS / 1024), ...result }))
}
