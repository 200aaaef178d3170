import type { Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'

/** A file of a table of the warehouse. */
export interface WarehouseFile {
  readonly key: string
  /** Year of receipt; null for a table that is one file. */
  readonly year: string | null
  readonly rows: number
  readonly sizeBytes: number
  readonly sha256: string
}

/** A day of receipt in the warehouse. */
export interface DayState {
  /** Of its consolidated records. */
  readonly fingerprint: string
  /** How the store marks them. */
  readonly etag: string
  /** A hash of the companies and products that its facts refer to; null when it has none. */
  readonly links: string | null
}

/** What the warehouse consists of. Readers go by it, so they see all tables of one build, or all of another. */
export interface WarehouseState {
  readonly format: 1
  /** Hash of the rules it was made by. */
  readonly rules: string
  /** The same for the same content. */
  readonly dataVersion: string
  /** Each day of receipt that is in it. */
  readonly days: Readonly<Record<string, DayState>>
  readonly tables: Readonly<Record<string, readonly WarehouseFile[]>>
  /** What the next build goes by beside the tables: see `seen-parts.ts`. No reader needs it. */
  readonly parts: Readonly<Record<string, readonly WarehouseFile[]>>
}

/** The state of the warehouse; null when it was never built. Throws `corrupt_data` when it cannot be read. */
export async function readWarehouseState({ objects, paths }: Storage): Promise<WarehouseState | null> {
  const key = stateKey(paths)
  const bytes = await objects.readBytes(key)
  if (!bytes) return null
  try {
    const state = JSON.parse(new TextDecoder().decode(bytes)) as WarehouseState
    if (state.format === 1 && typeof state.tables === 'object') return { ...state, parts: state.parts ?? {} }
    throw new TypeError(`format ${JSON.stringify(state.format)}`)
  } catch (cause) {
    throw new TtbError(`${key}: not the state of a warehouse`, { code: 'corrupt_data', cause })
  }
}

export async function writeWarehouseState({ objects, paths }: Storage, state: WarehouseState): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(state, null, 1)}\n`)
  await objects.write(stateKey(paths), bytes, { contentType: 'application/json' })
}

function stateKey(paths: Storage['paths']): string {
  return `${paths.warehousePrefix}_warehouse.json`
}
