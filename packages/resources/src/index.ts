export { type Clock, systemClock } from './clock.ts'
export {
  type DuckdbTarget,
  EXPORT_FORMATS,
  type ExportedFile,
  type ExportFormat,
  exportToDuckdb,
  exportToFiles,
  type FilesTarget,
} from './export/export-files.ts'
export { type ExportedTable, exportToPostgres, type PostgresTarget } from './export/export-postgres.ts'
export { type ExportChoice, exportedRecord } from './export/exported-tables.ts'
export { ISSUER_PINS, type IssuerPin } from './http/issuer-pins.ts'
export { type CertificateWarning, createTlsTrust, type TlsTrust, type TlsTrustOptions } from './http/tls-trust.ts'
export { namesContact, registryUserAgent } from './http/user-agent.ts'
export {
  createIoManager,
  type IoManager,
  type ListedPartition,
  type ManifestTable,
  type MarkedManifest,
  type PartitionFile,
  type PartitionManifest,
  type PartitionTable,
} from './io/io-manager.ts'
export { type FormatSettings, READABLE_FORMATS, tableFormat } from './io/table-formats.ts'
export {
  createMemoryStorage,
  localFiles,
  openObjects,
  openStorage,
  type Storage,
  type StorageSettings,
} from './open-storage.ts'
export type {
  Answer,
  Attempt,
  CodeListAnswer,
  CsvAnswer,
  ImageAnswer,
  LabelImages,
  PageAnswer,
  SearchAnswer,
} from './registry/attempt.ts'
export { type RegistryClientOptions, registryKey } from './registry/client-options.ts'
export type { CallOptions } from './registry/exchange.ts'
export { NothingMore, toItsEnd } from './registry/nothing-more.ts'
export {
  type OpenedRegistry,
  type OpenRegistryOptions,
  openRegistry,
  type RegistrySettings,
} from './registry/open-registry.ts'
export { RegistryBlocked } from './registry/registry-blocked.ts'
export { createRegistryClient, type RegistryClient } from './registry/registry-client.ts'
export type { RegistryEvent } from './registry/registry-event.ts'
export type { SearchQuery } from './registry/registry-requests.ts'
export { type CopiedTable, copyTable } from './sql/copy-table.ts'
export { type Database, type DatabaseOptions, openDatabase, type SqlResult } from './sql/database.ts'
export { encodeArrow } from './sql/result-arrow.ts'
export type { SqlFunction } from './sql/sql-functions.ts'
export {
  openSqlSession,
  type QueryOptions,
  type SqlRows,
  type SqlSession,
  type SqlSessionOptions,
  type SqlTable,
} from './sql/sql-session.ts'
export { sqlType } from './sql/sql-types.ts'
export { SQL_DIALECTS, type SqlDialect, tableDdl } from './sql/table-ddl.ts'
export type {
  BreakerPass,
  BreakerState,
  Breakers,
  PauseReason,
  TripOptions,
} from './state/breakers.ts'
export type { Cursors } from './state/cursors.ts'
export type { FetchJournal, PendingAttempt } from './state/fetch-journal.ts'
export type { Ledger } from './state/ledger.ts'
export type { AssetCounts, CoverageRow, FailureRecord } from './state/ledger-assets.ts'
export type { AutomationState, TickRecord } from './state/ledger-automations.ts'
export type { ClaimedUnit } from './state/ledger-claim.ts'
export type { EventRecord, NewEvent } from './state/ledger-events.ts'
export type { Fence } from './state/ledger-fence.ts'
export type {
  CheckRecord,
  CheckSeverity,
  CheckStatus,
  Materialization,
  MaterializedState,
  NewCheckResult,
  NewMaterialization,
} from './state/ledger-materialize.ts'
export type { JsonValue, Metadata } from './state/ledger-metadata.ts'
export type { NewRun, OpenUnit, PlannedStep, PlannedUnit } from './state/ledger-planned-units.ts'
export type { RunEnd } from './state/ledger-run-end.ts'
export type { RunRecord, RunStatus, StepFilter, StepOutcome, StepRecord, Submission } from './state/ledger-runs.ts'
export type { NewTick, TickOutcome } from './state/ledger-ticks.ts'
export type { EndedStep, Finished } from './state/ledger-units.ts'
export type { ManifestNote, ManifestNotes } from './state/manifest-notes.ts'
export type { RateSlots } from './state/rate-slots.ts'
export { stateFileOf } from './state/state-file.ts'
export { openStateStore, type StateStore } from './state/state-store.ts'
export { ahead } from './storage/ahead.ts'
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
  type RawPageKeyOptions,
  type SearchAnswerName,
  type UnroutedDay,
} from './storage/path-table.ts'
export { createS3Store, type S3Store, type S3StoreOptions } from './storage/s3-store.ts'
export { arrowFormat, arrowTable } from './tables/arrow.ts'
export { csvFormat, formatCsvLine } from './tables/csv.ts'
export { decodeForeignRows, FOREIGN_FORMATS, type ForeignFormat } from './tables/foreign-rows.ts'
export { jsonLinesFormat } from './tables/json-lines.ts'
export { createParquetFormat, decodeParquet, encodeParquet, type ParquetOptions } from './tables/parquet.ts'
export { parquetSchemaText } from './tables/parquet-schema-text.ts'
export type { FileDifference, ReadOptions, Row, TableFormat } from './tables/table-format.ts'
