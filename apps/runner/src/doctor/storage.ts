import { randomUUID } from 'node:crypto'
import type { Config } from '@ttb/config'
import { type Clock, type ObjectStore, openStorage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { formatDuration } from '../output.ts'
import type { Finding } from './finding.ts'

/** Whether the storage of the settings gives every right that is needed. */
export async function findStorage(config: Config, signal: AbortSignal): Promise<Finding> {
  const { objects, paths } = openStorage(config)
  return examineStore(objects, { folder: paths.prefixes.analytics, signal })
}

interface Place {
  readonly folder: string
  readonly signal: AbortSignal
}

/** Writes, reads, lists, replaces and removes an object of its own. Throws what goes wrong. */
export async function examineStore(objects: ObjectStore, place: Place): Promise<Finding> {
  const { signal } = place
  await withProbe(place, objects, async (key) => {
    const [first, second] = ['ttb doctor', 'ttb doctor, again'].map((text) => new TextEncoder().encode(text))
    const written = await objects.write(key, first as Uint8Array, { condition: { ifAbsent: true }, signal })
    const read = await objects.readBytes(key, { signal })
    if (!read || Buffer.compare(read, first as Uint8Array) !== 0)
      throw new Error('what was written is not what is read')
    const listed: string[] = []
    for await (const object of objects.list(key, { signal })) listed.push(object.key)
    if (!listed.includes(key)) throw new Error('what was written is not listed')
    await expectConflict(() => objects.write(key, second as Uint8Array, { condition: { ifAbsent: true }, signal }))
    const replaced = await objects.write(key, second as Uint8Array, { condition: { ifEtag: written.etag }, signal })
    if (replaced.etag === written.etag) throw new Error('another content has the same etag')
    await expectConflict(() => objects.write(key, first as Uint8Array, { condition: { ifEtag: written.etag }, signal }))
  })
  return `${objects.location} can be written, read, listed and removed from, and heeds conditions`
}

/** Gives a key of no object, and removes what was put there whatever comes. */
async function withProbe<T>({ folder }: Place, objects: ObjectStore, work: (key: string) => Promise<T>): Promise<T> {
  const key = `${folder}/_doctor/${randomUUID()}`
  let result: T
  try {
    result = await work(key)
  } catch (error) {
    const isLeft = await objects.remove([key]).then(
      () => false,
      () => true,
    )
    // Why it went wrong comes first; what that leaves behind is said as well.
    if (isLeft) throw new Error(`${(error as Error).message}; "${key}" may be left there`, { cause: error })
    throw error
  }
  await objects.remove([key])
  if (await objects.head(key)) throw new Error(`"${key}" was removed and is still there`)
  return result
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

/** When this was written: a clock before it is wrong. */
const FIRST_SANE_YEAR = 2025
const LAST_SANE_YEAR = 2100
/** S3 gives times in whole seconds, and a request takes a while. */
const USUAL_SKEW_MS = 30_000
/** S3 refuses requests that are further off. */
const LARGEST_SKEW_MS = 15 * 60_000

/** Whether the clock is sane, and agrees with the clock of the storage. */
export async function findTime(config: Config, clock: Clock, signal: AbortSignal): Promise<Finding> {
  const date = new Date(clock.now())
  const year = date.getUTCFullYear()
  if (year < FIRST_SANE_YEAR || year > LAST_SANE_YEAR) throw new Error(`it is said to be ${date.toISOString()}`)
  const { objects, paths } = openStorage(config)
  const said = `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
  let skewMs: number
  try {
    skewMs = await measureSkew(objects, clock, { folder: paths.prefixes.analytics, signal })
  } catch {
    return {
      warning: `${said}; not compared with the storage, which cannot be used`,
      remedy: 'Mend the storage first.',
    }
  }
  if (Math.abs(skewMs) <= USUAL_SKEW_MS) return `${said}, as at ${objects.location}`
  const differs = `${said} is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} ${objects.location}`
  if (Math.abs(skewMs) > LARGEST_SKEW_MS) throw new Error(differs)
  return { warning: differs }
}

/** How far this clock is ahead of the one that dates objects. */
async function measureSkew(objects: ObjectStore, clock: Clock, place: Place): Promise<number> {
  return withProbe(place, objects, async (key) => {
    const beforeMs = clock.now()
    await objects.write(key, new TextEncoder().encode('ttb doctor'), { signal: place.signal })
    const afterMs = clock.now()
    const written = await objects.head(key, { signal: place.signal })
    if (!written) throw new Error('what was written is not there')
    return (beforeMs + afterMs) / 2 - Date.parse(written.modifiedAt)
  })
}
