import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { samplePages } from '@ttb/registry-simulator'
import { type Clock, createMemoryStorage, type Storage } from '@ttb/resources'
import { CONSOLIDATED } from '@ttb/utils/records'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../src/index.ts'
import { keepTidy } from '../src/keep-tidy.ts'
import { temporaryFolder, ttb } from './ttb.ts'

const folder = temporaryFolder()
const data = join(folder, 'data')
const DAY = '2025-03-17'
const pages = samplePages({ recordsPerDay: 2, days: [DAY, '2025-03-18'] })
/** A folder of every kind of partition that jobs make. */
const FOLDERS = [
  `2-ttb-processed-data/structured/${DAY}/001-certificate`,
  `3-ttb-consolidated/consolidated/${DAY}`,
  `3-ttb-consolidated/history/${DAY}`,
  `4-ttb-analytics/facts/fact_products/partition_date=${DAY}`,
]
const ROWS = 'select ttb_id, brand_name from consolidated order by all'
const OLD = FOLDERS.map((place) => join(data, place, 'old-0000000000000000.parquet'))
const YOUNG = FOLDERS.map((place) => join(data, place, 'young-1111111111111111.parquet'))
const there = (files: readonly string[]) => files.map((file) => existsSync(file))
const all = (is: boolean) => FOLDERS.map(() => is)

/** Files as a process leaves them that dies in the middle of a commit; the first ones of two hours ago. */
function leaveFiles(): void {
  for (const file of [...OLD, ...YOUNG]) writeFileSync(file, 'x')
  const hoursAgo = Date.now() / 1000 - 2 * 3600
  for (const file of OLD) utimesSync(file, hoursAgo, hoursAgo)
}

beforeAll(async () => {
  const saved = join(folder, 'saved')
  for (const { path, html } of pages) {
    const file = join(saved, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, html, 'latin1')
  }
  expect((await ttb('adopt', saved, '--data', data)).exit).toBe(0)
  expect((await ttb('run', '--data', data)).exit).toBe(0)
  expect((await ttb('run', 'ttb_analytics_only', '--data', data)).exit).toBe(0)
}, 120_000)

describe('files of partitions that nothing names any more', () => {
  it('stay when a job has made nothing, and go when it has made another partition, once they are an hour old', async () => {
    leaveFiles()
    const rows = (await ttb('sql', ROWS, '--data', data, '--json')).lines
    expect((await ttb('run', 'ttb_analytics_only', '--data', data)).stderr).not.toContain('superseded')
    expect(there(OLD)).toEqual(all(true))

    const other = ['--from', '2025-03-18', '--to', '2025-03-18', '--force']
    const { exit, stderr } = await ttb('run', 'ttb_analytics_only', ...other, '--data', data)
    expect([exit, stderr]).toEqual([0, expect.stringMatching(/4 superseded files removed\n$/)])
    expect([there(OLD), there(YOUNG)]).toEqual([all(false), all(true)])
    expect((await ttb('sql', ROWS, '--data', data, '--json')).lines).toEqual(rows)
  })

  it('go after ttb reparse, wherever they lie', async () => {
    leaveFiles()
    expect((await ttb('reparse', '--data', data)).stdout).toMatch(/\d superseded files removed\n$/)
    expect([there(OLD), there(YOUNG)]).toEqual([all(false), all(true)])
  })

  it('go when a daemon begins', async () => {
    leaveFiles()
    let stop = (): void => undefined
    let stdout = ''
    const exit = await main(['daemon', '--live', '--data', data], {
      stdout: {
        write(text: string) {
          stdout += text
          if (stdout.includes('removed')) stop()
        },
      },
      stderr: { write: () => undefined },
      env: { TTB_CONTACT: 'me@example.org' },
      on(signal: string, listener: () => void) {
        if (signal === 'SIGTERM') stop = listener
      },
    })
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/\n4 superseded files removed\n[\s\S]*has stopped/)])
    expect([there(OLD), there(YOUNG)]).toEqual([all(false), all(true)])
  })
})

/** A store that superseded a file ten minutes after it was written, and another was written at last. */
async function supersededEarly(): Promise<{ storage: Storage; key: string; keys: () => Promise<string[]> }> {
  const storage = createMemoryStorage()
  const commit = async (day: string, letter: string) => {
    const manifest = { asset: 'a', partition: day, fingerprint: letter.repeat(64), counts: {} }
    return storage.tables.commit(storage.paths.consolidatedFolder(day), manifest, [{ record: CONSOLIDATED, rows: [] }])
  }
  const first = await commit('2025-03-17', 'a')
  await commit('2025-03-17', 'b')
  const keys = async () => {
    const found: string[] = []
    for await (const { key } of storage.objects.list('')) found.push(key)
    return found
  }
  return { storage, key: first.tables['consolidated']?.key as string, keys }
}

describe('a daemon', () => {
  it('looks for superseded files every day, and goes on when it could not', async () => {
    const { storage, key, keys } = await supersededEarly()
    const controller = new AbortController()
    const asked: number[] = []
    const said: (number | string)[] = []
    const clock: Clock = {
      now: () => 0,
      async sleep(ms) {
        asked.push(ms)
        if (asked.length === 3) controller.abort()
      },
    }
    const { tables, paths } = storage
    let calls = 0
    const failsOnce = {
      paths,
      tables: {
        ...tables,
        async collectOrphans(prefix: string) {
          if (calls++ === 0) throw new Error('no bucket')
          return tables.collectOrphans(prefix, { olderThanMs: 0 })
        },
      },
    }
    expect(await keys()).toContain(key)
    await keepTidy(failsOnce, {
      clock,
      signal: controller.signal,
      onRemoved: (files) => said.push(files),
      onError: ({ message }) => said.push(message),
    })
    expect([asked, said]).toEqual([
      [86_400_000, 86_400_000, 86_400_000],
      ['no bucket', 1],
    ])
    expect(await keys()).not.toContain(key)
  })
})
