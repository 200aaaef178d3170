export { type AdoptedPage, adoptPage, readPathHint, type SavedPage } from './adopt-pages.ts'
export { allTables, LOG_TABLES, pageTables } from './page-tables.ts'
export { type ProcessAllOptions, processAll } from './process-all.ts'
export {
  listRawPartitions,
  PROCESSING_VERSION,
  type ProcessedPartition,
  type ProcessOptions,
  processPartition,
  type RawPartition,
} from './process-partition.ts'
export { type SavedFiles, savedPagesOf } from './saved-pages.ts'
export {
  type PageInput,
  type PageStructurer,
  type StructuredCounts,
  type StructuredPages,
  structurePages,
} from './structure-pages.ts'
