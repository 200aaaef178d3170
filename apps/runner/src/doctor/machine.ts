import { existsSync, statfsSync } from 'node:fs'
import { freemem, tmpdir, totalmem } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { Config } from '@ttb/config'
import { stateFileOf } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import manifest from '../../package.json' with { type: 'json' }
import { formatBytes } from '../output.ts'
import type { Finding } from './finding.ts'

/** Whether this Node is one that the package is made for. */
export function findNode(version: string): Finding {
  const least = manifest.engines.node.replace(/^>=/, '')
  const [is, must] = [version, least].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const at = must.findIndex((part, index) => is[index] !== part)
  if (at >= 0 && (is[at] ?? 0) < (must[at] as number)) throw new Error(`Node ${version}; expected ${least} or later`)
  return `Node ${version}`
}

/** Less than this is soon full: a year of pages is larger. */
const AMPLE_DISK_BYTES = 2e9
const LEAST_DISK_BYTES = 2e8

/** How much room there is where data, state and temporary files lie. */
export function findSpace(config: Config, freeAt: (folder: string) => number = freeBytes): Finding {
  const places = [stateFileOf(config), config.data, tmpdir()]
    .filter((place) => place !== ':memory:' && !/^s3:/.test(place))
    .map((place) => ({ place, bytes: freeAt(nearestFolder(place)) }))
  const scarcest = places.reduce((one, other) => (other.bytes < one.bytes ? other : one))
  const said = `${formatBytes(scarcest.bytes)} free at ${scarcest.place}; expected at least ${formatBytes(AMPLE_DISK_BYTES)}`
  if (scarcest.bytes < LEAST_DISK_BYTES) throw new Error(said)
  if (scarcest.bytes < AMPLE_DISK_BYTES) return { warning: said }
  return places.map(({ place, bytes }) => `${formatBytes(bytes)} free at ${place}`).join(', ')
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch (cause) {
    throw new TtbError(`cannot look at the disk of ${folder}: ${(cause as Error).message}`, {
      code: 'storage_failed',
      cause,
    })
  }
}

/** The folder itself or, where it is still to be made, the one it will lie in. */
function nearestFolder(place: string): string {
  let folder = resolve(place)
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
}

const AMPLE_MEMORY_BYTES = 1e9
const LEAST_MEMORY_BYTES = 2.5e8

/** What a process may take, and what is left of it. */
export interface Memory {
  readonly limitBytes: number
  readonly freeBytes: number
}

/** Whether there is enough memory: of the machine or, where it has a limit, of the container. */
export function findMemory({ limitBytes, freeBytes: free }: Memory = memoryOfProcess()): Finding {
  const said = `${formatBytes(free)} free of ${formatBytes(limitBytes)}`
  if (limitBytes < LEAST_MEMORY_BYTES) throw new Error(`${said}; expected at least ${formatBytes(LEAST_MEMORY_BYTES)}`)
  if (free < LEAST_MEMORY_BYTES || limitBytes < AMPLE_MEMORY_BYTES)
    return { warning: `${said}; ${formatBytes(AMPLE_MEMORY_BYTES)} are ample` }
  return said
}

function memoryOfProcess(): Memory {
  const constrained = process.constrainedMemory()
  const isLimited = constrained > 0 && constrained < totalmem()
  return isLimited
    ? { limitBytes: constrained, freeBytes: process.availableMemory() }
    : { limitBytes: totalmem(), freeBytes: Math.max(freemem(), process.availableMemory()) }
}
