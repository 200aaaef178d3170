import { TtbError } from '@ttb/utils'
import type { RecordDefinition } from '@ttb/utils/records'
import { encodeParquet, type Row } from '../tables/parquet.ts'
import type { ObjectStore } from './object-store.ts'

/** What a committed partition holds. Without times or machine names: the same inputs give the same bytes. */
export interface PartitionManifest {
  readonly format: 1
  readonly asset: string
  readonly partition: string
  /** Hash of the content of all inputs and of the rules: equal fingerprints mean equal tables, in whatever store. */
  readonly fingerprint: string
  readonly tables: Readonly<Record<string, { readonly key: string; readonly rows: number; readonly sizeBytes: number }>>
  /** Counts that reconcile the partition with its inputs. */
  readonly counts: Readonly<Record<string, number>>
}

export interface PartitionTable {
  readonly record: RecordDefinition
  readonly rows: readonly Row[]
}

const MANIFEST = '_manifest.json'

/** The manifest of a partition; null when the partition was never committed. */
export async function readManifest(store: ObjectStore, folder: string): Promise<PartitionManifest | null> {
  const bytes = await store.readBytes(`${folder}${MANIFEST}`)
  return bytes && parseManifest(bytes, folder)
}

const STAMP = '_inputs.json'

/** The stamp that {@link writeStamp} left in a folder; null when there is none. */
export async function readStamp(store: ObjectStore, folder: string): Promise<string | null> {
  const bytes = await store.readBytes(`${folder}${STAMP}`)
  return bytes && new TextDecoder().decode(bytes).trim()
}

/** Notes, after a commit, of which inputs it was made, as a listing shows them: a cheap test whether it is up to date. */
export async function writeStamp(store: ObjectStore, folder: string, stamp: string): Promise<void> {
  await store.write(`${folder}${STAMP}`, new TextEncoder().encode(`${stamp}\n`))
}

/** Every committed partition below a prefix, in key order. */
export async function* listManifests(store: ObjectStore, prefix: string): AsyncGenerator<PartitionManifest> {
  for await (const { key } of store.list(prefix)) {
    if (!key.endsWith(`/${MANIFEST}`)) continue
    const bytes = await store.readBytes(key)
    if (bytes) yield parseManifest(bytes, key)
  }
}

/**
 * Commits the tables of a partition: first the files, under names no reader knows yet, then the manifest that names them.
 * A reader sees the old partition or the new one. Files of the manifest before last are removed.
 */
export async function commitPartition(
  store: ObjectStore,
  folder: string,
  manifest: Omit<PartitionManifest, 'format' | 'tables'>,
  tables: readonly PartitionTable[],
): Promise<PartitionManifest> {
  const previous = await readManifest(store, folder)
  const written: Record<string, PartitionManifest['tables'][string]> = {}
  for (const { record, rows } of tables) {
    const key = `${folder}${record.name}-${manifest.fingerprint.slice(0, 16)}.parquet`
    const { sizeBytes } = await store.write(key, encodeParquet(record, rows))
    written[record.name] = { key, rows: rows.length, sizeBytes }
  }
  const complete: PartitionManifest = { format: 1, ...manifest, tables: written }
  await store.write(`${folder}${MANIFEST}`, new TextEncoder().encode(`${JSON.stringify(complete, null, 2)}\n`), {
    contentType: 'application/json',
  })
  await removeSuperseded(store, folder, [complete, previous])
  return complete
}

/** A reader may still hold the manifest before this one, so its files stay until the next commit. */
async function removeSuperseded(
  store: ObjectStore,
  folder: string,
  manifests: readonly (PartitionManifest | null)[],
): Promise<void> {
  const kept = new Set(manifests.flatMap((manifest) => Object.values(manifest?.tables ?? {}).map(({ key }) => key)))
  const superseded: string[] = []
  for await (const { key } of store.list(folder)) if (key.endsWith('.parquet') && !kept.has(key)) superseded.push(key)
  await store.remove(superseded)
}

function parseManifest(bytes: Uint8Array, where: string): PartitionManifest {
  try {
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as PartitionManifest
    if (manifest.format === 1 && typeof manifest.tables === 'object') return manifest
    throw new TypeError(`format ${JSON.stringify(manifest.format)}`)
  } catch (cause) {
    throw new TtbError(`not a partition manifest: ${where}`, { code: 'corrupt_data', cause })
  }
}
