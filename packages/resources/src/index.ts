export { openSqlSession, type SqlResult, type SqlSession, type SqlTable } from './sql/sql-session.ts'
export { createFolderStore, type FolderStore } from './storage/folder-store.ts'
export { createMemoryStore } from './storage/memory-store.ts'
export {
  assertObjectKey,
  type ObjectInfo,
  type ObjectStore,
  type StoreCallOptions,
  type StoredObject,
  type WriteCondition,
  type WriteOptions,
} from './storage/object-store.ts'
export {
  commitPartition,
  listManifests,
  type PartitionManifest,
  type PartitionTable,
  readManifest,
  readStamp,
  writeStamp,
} from './storage/partition-commit.ts'
export {
  type PagePartition,
  PREFIXES,
  partitionKey,
  partitionOf,
  type RawPage,
  rawFolder,
  rawPageKey,
  readRawPageKey,
  structuredFolder,
} from './storage/path-table.ts'
export { decodeParquet, encodeParquet, type ParquetOptions, type Row } from './tables/parquet.ts'
