import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TtbError } from '@ttb/utils'
import Sqlite from 'libsql'
import { afterEach, describe, expect, it } from 'vitest'
import { MIGRATIONS } from '../../src/state/migrations.ts'
import { openStateStore, type StateStore } from '../../src/state/state-store.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'
import { startProcess } from './start-process.ts'
import { stateStoreContract } from './state-store-contract.ts'

const root = temporaryFolder()
const opened: StateStore[] = []
let files = 0

function open(file: string): StateStore {
  const store = openStateStore(file)
  opened.push(store)
  return store
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()))
  files++
})

stateStoreContract('two connections to one SQLite file', () => open(join(root, `contract-${files}.db`)))

describe('state file', () => {
  const path = (name: string) => join(root, 'new', 'folders', name)

  function refusal(file: string): string {
    try {
      openStateStore(file)
    } catch (error) {
      if (TtbError.isInstance(error)) return `${error.code}: ${error.message.replace(file, 'FILE')}`
      throw error
    }
    throw new Error('was opened')
  }

  it('is made with its folders, and holds what was put in when it is opened again', async () => {
    const store = openStateStore(path('state.db'))
    await store.setCursor('name', 'value')
    await store.close()
    expect(await open(path('state.db')).getCursor('name')).toBe('value')
  })

  it('can be of memory alone', async () => {
    const store = open(':memory:')
    await store.setCursor('name', 'value')
    expect([await store.getCursor('name'), existsSync(':memory:')]).toEqual(['value', false])
  })

  it('is refused when it is something else, and stays as it is', async () => {
    await openStateStore(path('any.db')).close()
    const text = 'a letter to the editor, which is no database whatever one may think of it. '.repeat(20)
    writeFileSync(path('letter.txt'), text)
    const other = new Sqlite(path('other.db'))
    other.exec('CREATE TABLE recipes (name TEXT)')
    other.close()
    const expected = 'expected a state file of this program, or no file'
    expect(refusal(path('letter.txt'))).toBe(`invalid_argument: FILE is not a database; ${expected}`)
    expect(refusal(path('other.db'))).toBe(`invalid_argument: FILE is a database of another program; ${expected}`)
    expect(readFileSync(path('letter.txt'), 'utf8')).toBe(text)
    expect(refusal(root)).toMatch(/^storage_failed: cannot open the state file /)
  })

  it('is refused when a newer version made it', async () => {
    await openStateStore(path('newer.db')).close()
    const newer = new Sqlite(path('newer.db'))
    newer.pragma('user_version = 999')
    newer.close()
    expect(refusal(path('newer.db'))).toMatch(
      /^invalid_argument: FILE has version 999; expected at most \d+: a newer version of this program made it$/,
    )
  })

  it('is brought up to date, and keeps what it holds, when an older version made it', async () => {
    const file = path('older.db')
    await openStateStore(path('any.db')).close()
    const [mark] = new Sqlite(path('any.db')).pragma('application_id') as { application_id: number }[]
    const older = new Sqlite(file)
    older.exec(MIGRATIONS[0]!)
    older.exec("INSERT INTO cursors VALUES ('name', 'value')")
    older.pragma(`application_id = ${mark!.application_id}`)
    older.pragma('user_version = 1')
    older.close()
    expect(await open(file).getCursor('name')).toBe('value')
    const tables = (name: string) =>
      new Sqlite(path(name)).prepare('SELECT sql FROM sqlite_schema ORDER BY type, name').all()
    expect(tables('older.db')).toEqual(tables('any.db'))
  })

  it('says so when it is used after it was closed', async () => {
    const store = openStateStore(path('closed.db'))
    await store.close()
    await expect(store.getCursor('name')).rejects.toMatchObject({ code: 'storage_failed' })
  })
})

describe('state file of several processes', () => {
  const PROGRAM = new URL('state-process.ts', import.meta.url)

  async function run(processes: number, ...args: readonly string[]): Promise<readonly string[][]> {
    const started = Array.from({ length: processes }, () => startProcess(PROGRAM, ...args))
    await Promise.all(started.map(({ ended }) => ended))
    expect(started.map(({ complaint }) => complaint()).join('')).toBe('')
    return started.map(({ lines }) => [...lines()])
  }

  it('gives three of them slots that lie an interval apart, in real time', async () => {
    const lines = (await run(3, join(root, 'slots.db'), 'slots', '20', '50')).flat()
    const taken = lines.map((line) => line.split(' ').map(Number) as [number, number])
    const slots = taken.map(([slot]) => slot).sort((one, other) => one - other)
    expect(slots).toHaveLength(60)
    const gaps = slots.slice(1).map((slot, at) => slot - slots[at]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50)
    expect(taken.filter(([slot, actedAt]) => actedAt < slot)).toEqual([])
  })

  it('is made by one of six that open it at the same moment, and none loses a row', async () => {
    const file = join(root, 'journal.db')
    const ids = (await run(6, file, 'journal', '25')).flat()
    expect([ids.length, new Set(ids).size]).toEqual([150, 150])
    expect(await open(file).pendingAttempts('p')).toHaveLength(150)
  })

  it('is never taken for a foreign one while another process is making it', async () => {
    const files = 100
    const opened = await run(6, join(root, 'opened.db'), 'opened', String(files))
    expect(opened.map((lines) => lines.length)).toEqual(Array(6).fill(files))
  })

  it('lets one of them probe when a pause is over', async () => {
    const file = join(root, 'probe.db')
    await open(file).tripBreaker('host', { reason: 'blocked', nowMs: 0, pauseMs: 1000, maxPauseMs: 1000 })
    const passes = (await run(4, file, 'probe', '3', '1000')).flat()
    expect(passes.filter((pass) => pass === 'probe')).toHaveLength(1)
    expect(passes.filter((pass) => pass === 'refused')).toHaveLength(11)
  })

  it('keeps every row whose id a process has told, also when it is killed then', async () => {
    const file = join(root, 'killed.db')
    const writer = startProcess(PROGRAM, file, 'journal', '1000000')
    while (writer.lines().length < 200) await new Promise((resolve) => setTimeout(resolve, 5))
    writer.kill()
    await writer.ended
    const kept = new Set((await open(file).pendingAttempts('p')).map(({ id }) => String(id)))
    // The last line may have been cut by the kill.
    expect(
      writer
        .lines()
        .slice(0, -1)
        .filter((id) => !kept.has(id)),
    ).toEqual([])
  })
})
