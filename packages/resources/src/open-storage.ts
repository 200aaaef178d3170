import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { createIoManager, type IoManager } from './io/io-manager.ts'
import { READABLE_FORMATS, tableFormat } from './io/table-formats.ts'
import { createFolderStore } from './storage/folder-store.ts'
import { createMemoryStore } from './storage/memory-store.ts'
import { createObjectCache } from './storage/object-cache.ts'
import type { ObjectStore } from './storage/object-store.ts'
import { createPathTable, type PathTable, PREFIXES } from './storage/path-table.ts'
import { createS3Store } from './storage/s3-store.ts'
import { createParquetFormat } from './tables/parquet.ts'

/** Everything stored: the objects, where they lie, and how tables are written and read. */
export interface Storage {
  readonly objects: ObjectStore
  readonly paths: PathTable
  readonly tables: IoManager
  /** A path on this machine that holds an object's bytes: for programs that read files, such as DuckDB. */
  localFile(key: string): Promise<string>
}

/** How many files are fetched at a time where they are not on this machine. */
const FETCHED_AT_ONCE = 16

/** The same for many objects, in their order, some at a time. */
export async function localFiles(
  { localFile }: Pick<Storage, 'localFile'>,
  keys: readonly string[],
): Promise<string[]> {
  const files: string[] = []
  for (let at = 0; at < keys.length; at += FETCHED_AT_ONCE)
    files.push(...(await Promise.all(keys.slice(at, at + FETCHED_AT_ONCE).map((key) => localFile(key)))))
  return files
}

export type StorageSettings = Pick<
  Config,
  | 'data'
  | 'rawDataPrefix'
  | 'processedDataPrefix'
  | 'consolidatedDataPrefix'
  | 'analyticsDataPrefix'
  | 'outputFormat'
  | 'parquetEngine'
  | 'compression'
  | 'rowGroupRows'
  | 's3Region'
  | 's3Endpoint'
  | 's3ForcePathStyle'
  | 's3ServerSideEncryption'
  | 's3KmsKeyId'
  | 's3MaxAttempts'
  | 'sqlCacheBytes'
>

const S3_LOCATION = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/?$/

/** The storage that the settings describe: a folder, or a bucket for `s3://bucket/prefix`. Touches nothing yet. */
export function openStorage(settings: StorageSettings): Storage {
  const paths = createPathTable({
    raw: settings.rawDataPrefix,
    processed: settings.processedDataPrefix,
    consolidated: settings.consolidatedDataPrefix,
    analytics: settings.analyticsDataPrefix,
  })
  const { objects, localFile } = openObjects(settings)
  return { objects, paths, tables: createIoManager(objects, tableFormat(settings), READABLE_FORMATS), localFile }
}

/** Storage in memory, for tests and for trying things out. */
export function createMemoryStorage(): Storage {
  const objects = createMemoryStore()
  return {
    objects,
    paths: createPathTable(PREFIXES),
    tables: createIoManager(objects, createParquetFormat(), READABLE_FORMATS),
    localFile: (key) =>
      Promise.reject(new TtbError(`${key}: storage in memory has no files`, { code: 'invalid_argument' })),
  }
}

/** A store of objects at a location: a folder, or `s3://bucket/prefix`. */
export function openObjects(settings: StorageSettings): Pick<Storage, 'objects' | 'localFile'> {
  const bucket = S3_LOCATION.exec(settings.data)
  if (!bucket) {
    if (/^[a-z0-9]+:\/\//i.test(settings.data)) {
      throw new TtbError(
        `not a place for data: ${JSON.stringify(settings.data)}; expected a folder or s3://bucket/prefix`,
        { code: 'invalid_argument' },
      )
    }
    const objects = createFolderStore({ folder: settings.data })
    return { objects, localFile: async (key) => objects.filePath(key) }
  }
  const objects = createS3Store({
    bucket: bucket[1] as string,
    ...(bucket[2] && { prefix: bucket[2] }),
    region: settings.s3Region,
    ...(settings.s3Endpoint !== null && { endpoint: settings.s3Endpoint }),
    forcePathStyle: settings.s3ForcePathStyle,
    maxAttempts: settings.s3MaxAttempts,
    ...(settings.s3ServerSideEncryption !== null && { serverSideEncryption: settings.s3ServerSideEncryption }),
    ...(settings.s3KmsKeyId !== null && { kmsKeyId: settings.s3KmsKeyId }),
  })
  const cache = createObjectCache({
    store: objects,
    folder: join(tmpdir(), 'ttb-sql-cache'),
    maxBytes: settings.sqlCacheBytes,
  })
  return { objects, localFile: (key) => cache.fetch(key) }
}
