import { randomUUID } from 'node:crypto'
import { existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Config } from '@ttb/config'
import {
  createTlsTrust,
  namesContact,
  openDatabase,
  openStateStore,
  openStorage,
  registryUserAgent,
  stateFileOf,
  systemClock,
} from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { isPublic } from './acquisition.ts'
import { formatBytes } from './output.ts'

/** One thing that must be in order, and whether it is. */
export interface Examined {
  readonly what: string
  /** What was found; empty where there is a problem. */
  readonly found: string
  readonly problem: string | null
  /** What to do about it. */
  readonly remedy: string | null
}

interface Examination {
  readonly what: string
  readonly remedy: string
  /** What is found, for people; throws, with the problem as message, when it is not in order. */
  find(): Promise<string>
}

/** Looks at everything that is needed, one thing after the other. Makes the state file where there is none, leaves nothing else behind, and asks no registry. */
export async function* examine(config: Config, signal: AbortSignal): AsyncGenerator<Examined> {
  for (const { what, remedy, find } of examinations(config)) {
    signal.throwIfAborted()
    try {
      yield { what, found: await find(), problem: null, remedy: null }
    } catch (error) {
      yield { what, found: '', problem: (error as Error).message, remedy }
    }
  }
}

/** Less than this is soon full: a year of pages is larger. */
const LEAST_FREE_BYTES = 2e9
/** When this was written: a clock before it is wrong. */
const FIRST_SANE_YEAR = 2025
const LAST_SANE_YEAR = 2100

function examinations(config: Config): readonly Examination[] {
  return [
    {
      what: 'storage',
      remedy: 'Set TTB_DATA to a folder that you may write to, or to a bucket whose credentials and region are set.',
      find: () => findStorage(config),
    },
    {
      what: 'state file',
      remedy: 'Set TTB_STATE to a file on a disk of this machine that you may write to.',
      find: () => findState(config),
    },
    {
      what: 'disk space',
      remedy: 'Make room, or set TTB_DATA and TTB_STATE to another disk.',
      find: async () => findSpace(config),
    },
    {
      what: 'clock',
      remedy: 'Set the clock of this machine: which days are over, and the pace of requests, go by it.',
      find: async () => findTime(systemClock.now()),
    },
    {
      what: 'contact',
      remedy: 'Set TTB_CONTACT to an e-mail address or web page at which the registry reaches you.',
      find: async () => findContact(config),
    },
    {
      what: 'certificates',
      remedy: 'Set TTB_CA_FILE to a PEM file that can be read, or not at all.',
      find: async () => findCertificates(config),
    },
    {
      what: 'SQL',
      remedy: 'Install the package @duckdb/node-api for this system; only "ttb sql" and "ttb demo" need it.',
      find: findSql,
    },
  ]
}

async function findStorage(config: Config): Promise<string> {
  const { objects, paths } = openStorage(config)
  const key = `${paths.prefixes.analytics}/_doctor/${randomUUID()}`
  const bytes = new TextEncoder().encode('ttb doctor')
  try {
    await objects.write(key, bytes, { condition: { ifAbsent: true } })
    const read = await objects.readBytes(key)
    if (!read || Buffer.compare(read, bytes) !== 0) throw new Error('what was written is not what is read')
    const listed: string[] = []
    for await (const object of objects.list(key)) listed.push(object.key)
    if (!listed.includes(key)) throw new Error('what was written is not listed')
    await expectConflict(() => objects.write(key, bytes, { condition: { ifAbsent: true } }))
  } finally {
    await objects.remove([key])
  }
  return `${objects.location} can be written, read and listed, and heeds conditions`
}

async function expectConflict(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (TtbError.isInstance(error) && error.code === 'conflict') return
    throw error
  }
  throw new Error('it heeds no conditions: what is there is written over, so that two processes would undo each other')
}

async function findState(config: Config): Promise<string> {
  const state = openStateStore(stateFileOf(config))
  try {
    const problems = await state.ledger.problems()
    if (problems.length > 0) throw new Error(`${state.location} is damaged: ${problems.slice(0, 3).join('; ')}`)
    return `${state.location} is whole`
  } finally {
    await state.close()
  }
}

function findSpace(config: Config): string {
  const places = [stateFileOf(config), config.data].filter((place) => place !== ':memory:' && !/^s3:/.test(place))
  const free = places.map((place) => {
    const { bavail, bsize } = statfsSync(nearestFolder(place))
    return { place, bytes: bavail * bsize }
  })
  const full = free.find(({ bytes }) => bytes < LEAST_FREE_BYTES)
  if (full)
    throw new Error(
      `${formatBytes(full.bytes)} free at ${full.place}; expected at least ${formatBytes(LEAST_FREE_BYTES)}`,
    )
  return free.map(({ place, bytes }) => `${formatBytes(bytes)} free at ${place}`).join(', ') || 'no disk is used'
}

/** The folder itself or, where it is still to be made, the one it will lie in. */
function nearestFolder(place: string): string {
  let folder = resolve(place)
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
}

function findTime(nowMs: number): string {
  const date = new Date(nowMs)
  const year = date.getUTCFullYear()
  if (year < FIRST_SANE_YEAR || year > LAST_SANE_YEAR) throw new Error(`it is said to be ${date.toISOString()}`)
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

function findContact(config: Config): string {
  const userAgent = config.userAgent ?? registryUserAgent(config)
  if (!isPublic(config.registryUrl)) return `${userAgent}; ${config.registryUrl} needs none`
  if (!namesContact(userAgent)) throw new Error(`${JSON.stringify(userAgent)} names no contact`)
  return userAgent
}

function findCertificates({ caFile }: Config): string {
  createTlsTrust({ clock: systemClock, caFile, cacheFolder: null }).secureContext()
  return caFile === null ? 'the roots of Node' : `the roots of Node, and ${caFile}`
}

async function findSql(): Promise<string> {
  const database = await openDatabase()
  try {
    const { rows } = await database.query('SELECT version()')
    return `DuckDB ${String(rows[0]?.[0])}`
  } finally {
    database.close()
  }
}
