import { TtbError } from '@ttb/utils'
import { contractVersion, type RecordDefinition } from '@ttb/utils/records'
import { ahead } from '../storage/ahead.ts'
import { bytesOf } from '../storage/byte-stream.ts'
import type { ObjectInfo, ObjectStore } from '../storage/object-store.ts'
import type { ReadOptions, Row, TableFormat } from '../tables/table-format.ts'

/** What a committed partition holds. Without times or machine names: the same inputs give the same bytes. */
export interface PartitionManifest {
  readonly format: 1
  readonly asset: string
  readonly partition: string
  /** Hash of the content of all inputs and of the rules: equal fingerprints mean equal tables, in whatever store. */
  readonly fingerprint: string
  readonly tables: Readonly<Record<string, ManifestTable>>
  /** Counts that reconcile the partition with its inputs. */
  readonly counts: Readonly<Record<string, number>>
}

/** A table of a committed partition. */
export interface ManifestTable {
  readonly key: string
  readonly rows: number
  readonly sizeBytes: number
  /** Version of the contract it was written under; absent for a table without one. */
  readonly contract?: string
}

/** A committed partition as a listing shows it. */
export interface ListedPartition {
  readonly folder: string
  /** How the store marks the manifest: another mark whenever it says something else. */
  readonly etag: string
}

/** A manifest, and how the store marks the very bytes that it was read from. */
export interface MarkedManifest {
  readonly manifest: PartitionManifest
  readonly etag: string
}

export interface PartitionTable {
  readonly record: RecordDefinition
  readonly rows: readonly Row[]
}

/** A table that something else has written as a file already, in a format that can be read. */
export interface PartitionFile {
  readonly record: RecordDefinition
  readonly body: AsyncIterable<Uint8Array>
  readonly rowCount: number
  readonly extension: string
}

/** Writes what assets return and reads it again; assets themselves never write. */
export interface IoManager {
  readonly format: TableFormat
  /**
   * Commits the tables of a partition: first the files, under names no reader knows yet, then the manifest that names
   * them. A reader sees the old partition or the new one. Files that no manifest names any more go after an hour.
   */
  commit(
    folder: string,
    manifest: Omit<PartitionManifest, 'format' | 'tables'>,
    tables: readonly (PartitionTable | PartitionFile)[],
  ): Promise<PartitionManifest>
  /** The manifest of a partition; null when the partition was never committed. */
  readManifest(folder: string): Promise<PartitionManifest | null>
  /** The same with its mark, as {@link IoManager.listPartitions} shows it unless something is committed in between. */
  readMarked(folder: string): Promise<MarkedManifest | null>
  /** Every committed partition below a prefix, in key order, by listing alone: no manifest is read. */
  listPartitions(prefix: string): AsyncIterable<ListedPartition>
  /** The manifest of every committed partition below a prefix, in key order. */
  listManifests(prefix: string): AsyncIterable<PartitionManifest>
  /**
   * The rows of a table of a committed partition, whatever version of its contract it was written under; none when it has
   * no such table. Throws `corrupt_data` when the file is gone or cannot be read as the record.
   */
  readTable(
    record: RecordDefinition,
    manifest: PartitionManifest,
    options?: Pick<ReadOptions, 'migrations' | 'onDifference'>,
  ): Promise<readonly Row[]>
  /** The stamp last written into a folder; null when there is none. */
  readStamp(folder: string): Promise<string | null>
  /** Notes, after a commit, of which inputs it was made, as a listing shows them: a cheap test whether it is up to date. */
  writeStamp(folder: string, stamp: string): Promise<void>
  /**
   * Removes the files below a prefix that no manifest names and that are this much older than the newest object there:
   * what was superseded, and what a process that died had written. How many they were. One listing; manifests are read
   * only of folders that hold files of more than one commit.
   */
  collectOrphans(prefix: string, options?: { readonly olderThanMs?: number }): Promise<number>
}

const MANIFEST = '_manifest.json'
/** How many manifests are asked for while others are waited for. */
const READ_AHEAD = 16
const STAMP = '_inputs.json'
const KEEP_UNNAMED_MS = 60 * 60 * 1000
/** Names of table files: the table, and the first digits of the fingerprint, which all files of one commit share. */
const TABLE_FILE = /\/[a-z0-9_]+-([0-9a-f]{16}\.[a-z]+)$/

/** The IO manager of a store: reads every format, writes one. */
export function createIoManager(
  store: ObjectStore,
  format: TableFormat,
  readable: readonly TableFormat[] = [format],
): IoManager {
  const readManifest = async (folder: string): Promise<PartitionManifest | null> => {
    const bytes = await store.readBytes(`${folder}${MANIFEST}`)
    return bytes && parseManifest(bytes, folder)
  }
  async function* listPartitions(prefix: string): AsyncGenerator<ListedPartition> {
    for await (const { key, etag } of store.list(prefix))
      if (key.endsWith(`/${MANIFEST}`)) yield { folder: key.slice(0, -MANIFEST.length), etag }
  }
  /** Files no manifest names. A young one may belong to a commit under way, or to a reader that holds an older manifest. */
  const removeUnnamed = async (
    folder: string,
    manifest: PartitionManifest | null,
    { olderThanMs, newestMs = 0 }: { readonly olderThanMs: number; readonly newestMs?: number },
  ): Promise<number> => {
    const named = new Set(Object.values(manifest?.tables ?? {}).map(({ key }) => key))
    const unnamed: ObjectInfo[] = []
    let newest = newestMs
    for await (const object of store.list(folder)) {
      if (folderOf(object.key) !== folder) continue
      newest = Math.max(newest, Date.parse(object.modifiedAt))
      if (TABLE_FILE.test(object.key) && !named.has(object.key)) unnamed.push(object)
    }
    const old = unnamed.filter(({ modifiedAt }) => newest - Date.parse(modifiedAt) >= olderThanMs)
    if (old.length > 0) await store.remove(old.map(({ key }) => key))
    return old.length
  }
  return {
    format,
    readManifest,
    async readMarked(folder) {
      const stored = await store.read(`${folder}${MANIFEST}`)
      if (!stored) return null
      return { manifest: parseManifest(await bytesOf(stored.body), folder), etag: stored.etag }
    },
    listPartitions,
    async commit(folder, manifest, tables) {
      const written: Record<string, ManifestTable> = {}
      for (const table of tables) {
        const { record } = table
        const { body, rowCount, extension } =
          'rows' in table
            ? { body: format.encode(record, table.rows), rowCount: table.rows.length, extension: format.extension }
            : table
        const key = `${folder}${record.name}-${manifest.fingerprint.slice(0, 16)}.${extension}`
        const { sizeBytes } = await store.write(key, body)
        const contract = contractVersion(record)
        written[record.name] = { key, rows: rowCount, sizeBytes, ...(contract !== null && { contract }) }
      }
      const complete: PartitionManifest = { format: 1, ...manifest, tables: written }
      await store.write(`${folder}${MANIFEST}`, encodeJson(complete), { contentType: 'application/json' })
      await removeUnnamed(folder, complete, { olderThanMs: KEEP_UNNAMED_MS })
      return complete
    },
    async *listManifests(prefix) {
      const manifests = ahead(listPartitions(prefix), READ_AHEAD, ({ folder }) => readManifest(folder))
      for await (const manifest of manifests) if (manifest) yield manifest
    },
    async readTable(record, manifest, options) {
      const table = manifest.tables[record.name]
      if (!table) return []
      const reader = readable.find(({ extension }) => table.key.endsWith(`.${extension}`))
      const bytes = await store.readBytes(table.key)
      if (!reader || !bytes)
        throw new TtbError(
          `${table.key}: ${bytes ? 'no reader for this format' : 'named by its manifest but not there'}`,
          { code: 'corrupt_data' },
        )
      return reader.decode(record, bytes, {
        ...options,
        where: table.key,
        ...(table.contract !== undefined && { contract: table.contract }),
      })
    },
    async readStamp(folder) {
      const bytes = await store.readBytes(`${folder}${STAMP}`)
      return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as { stamp: string }).stamp
    },
    async writeStamp(folder, stamp) {
      await store.write(`${folder}${STAMP}`, encodeJson({ stamp }), { contentType: 'application/json' })
    },
    async collectOrphans(prefix, { olderThanMs = KEEP_UNNAMED_MS } = {}) {
      const suspects: string[] = []
      let newestMs = 0
      let folder = ''
      let commits = new Set<string>()
      let hasManifest = false
      const leave = (): void => {
        if (commits.size > 1 || (commits.size === 1 && !hasManifest)) suspects.push(folder)
      }
      for await (const { key, modifiedAt } of store.list(prefix)) {
        newestMs = Math.max(newestMs, Date.parse(modifiedAt))
        if (folderOf(key) !== folder) {
          leave()
          folder = folderOf(key)
          commits = new Set()
          hasManifest = false
        }
        const [, commit] = TABLE_FILE.exec(key) ?? []
        if (commit !== undefined) commits.add(commit)
        else if (key.endsWith(`/${MANIFEST}`)) hasManifest = true
      }
      leave()
      let removed = 0
      for (const suspect of new Set(suspects))
        removed += await removeUnnamed(suspect, await readManifest(suspect), { olderThanMs, newestMs })
      return removed
    },
  }
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1)
}

function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
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
