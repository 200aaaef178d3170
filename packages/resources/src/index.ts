export { createIoManager, type IoManager, type PartitionManifest, type PartitionTable } from './io/io-manager.ts'
export { type FormatSettings, READABLE_FORMATS, tableFormat } from './io/table-formats.ts'
export { createMemoryStorage, openObjects, openStorage, type Storage, type StorageSettings } from './open-storage.ts'
export { type Database, openDatabase, type SqlResult } from './sql/database.ts'
export { openSqlSession, type SqlSession, type SqlTable } from './sql/sql-session.ts'
export { sqlType } from './sql/sql-types.ts'
export { createFolderStore, type FolderStore, type FolderStoreOptions } from './storage/folder-store.ts'
export { createMemoryStore } from './storage/memory-store.ts'
export { createObjectCache } from './storage/object-cache.ts'
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
  createPathTable,
  type PagePartition,
  type PathTable,
  PREFIXES,
  type Prefixes,
  partitionKey,
  partitionOf,
  type RawPage,
} from './storage/path-table.ts'
export { createS3Store, type S3Store, type S3StoreOptions } from './storage/s3-store.ts'
export { arrowFormat, arrowTable } from './tables/arrow.ts'
export { csvFormat, formatCsvLine } from './tables/csv.ts'
export { jsonLinesFormat } from './tables/json-lines.ts'
export { createParquetFormat, decodeParquet, encodeParquet, type ParquetOptions } from './tables/parquet.ts'
export type { Row, TableFormat } from './tables/table-format.ts'
