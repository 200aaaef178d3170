export { type AcquireOptions, type AcquireProgress, acquireDue } from './acquire.ts'
export { type Adopted, adoptAll } from './adopt-all.ts'
export { type AdoptedPage, type AdoptPageOptions, adoptPage, readPathHint, type SavedPage } from './adopt-pages.ts'
export {
  type AdoptionPlan,
  type PlannedLeft,
  type PlannedPages,
  type PlannedRecords,
  type PlanOptions,
  planAdoption,
} from './adopt-plan.ts'
export { allTables } from './all-tables.ts'
export { collectSuperseded } from './collect-superseded.ts'
export { type ConsolidatedDay, type ConsolidateOptions, consolidateDay } from './consolidated/consolidate-day.ts'
export type { MergeStrategy } from './consolidated/observations.ts'
export { type RoutedIndex, readReceiptIndex, routeIndex } from './consolidated/receipt-index.ts'
export { type DiscoveredWindow, type DiscoveryResources, discover } from './discovery/discover.ts'
export { type DueRangeOptions, dueRange, listUnsettledDays } from './discovery/due-range.ts'
export {
  type IndexedDay,
  listPendingDays,
  type PendingDay,
  type PendingMark,
  readIndexDay,
  readSearchedDay,
  type SearchedDay,
} from './discovery/index-partition.ts'
export { listDaysLeft, type OpenDiscoveryResources } from './discovery/open-discovery.ts'
export type { DiscoveryRange, SearchWindow } from './discovery/search-windows.ts'
export { type ListedCode, updateCodeHistory } from './history/code-history.ts'
export { type HistoryOfDay, historyOfDay } from './history/history-day.ts'
export { type HistoryOfPages, historyOf, type SnapshotInput } from './history/history-of-pages.ts'
export {
  type InspectedField,
  type InspectedPage,
  inspectRecord,
  type RecordInspection,
} from './inspect-record.ts'
export { LOG_TABLES, pageTables } from './page-tables.ts'
export { createPartitionPool, type PartitionPool, type PartitionPoolOptions } from './partition-pool.ts'
export { type ProcessAllOptions, processAll } from './process-all.ts'
export {
  listRawPartitions,
  PROCESSING_VERSION,
  type ProcessedPartition,
  type ProcessOptions,
  processPartition,
  type RawPartition,
} from './process-partition.ts'
export { manifestsBelow } from './product/manifests-below.ts'
export { type ObservedOutside, observeOutside } from './product/observe-outside.ts'
export { indexToReceipt, pagePartitionOf } from './product/raw-asset.ts'
export { type ReferenceList, readReferenceList } from './product/reference-assets.ts'
export { type RegistryPartitions, registryPartitions, ttbAssets } from './product/ttb-assets.ts'
export type { TtbResources } from './product/ttb-resources.ts'
export { provenanceFunction } from './provenance/provenance-function.ts'
export { PROVENANCE_FIELDS, type ProvenanceOptions, provenanceOf } from './provenance/provenance-of.ts'
export { PROVENANCE, type ProvenanceRow } from './provenance/provenance-table.ts'
export { type AskOptions, ask, findQuestion, questionSql } from './questions/ask.ts'
export { QUESTIONS, type Question, type QuestionParameter } from './questions/questions.ts'
export { type AcquisitionPlan, planAcquisition, type RequestPlan } from './raw/acquisition-plan.ts'
export { type DuePage, duePagesOf, pageKindsOf, RECORD_PAGE_KINDS, type RecordPageKind } from './raw/due-pages.ts'
export { readFetchLog } from './raw/fetch-log.ts'
export type { FetchedPage, FetchPageOptions } from './raw/fetch-page.ts'
export { type FetchedDay, type FetchOptions, type FetchProgress, fetchDue } from './raw/fetch-pages.ts'
export type { FetchResources } from './raw/fetch-resources.ts'
export { fetchLabelImages, type LabelImageEntry, type LabelImages, readImageLog } from './raw/label-images.ts'
export { type ProbedDay, probeGaps, readSequence } from './raw/probe-gaps.ts'
export { type ProbePlan, planProbe } from './raw/probe-plan.ts'
export { openRawPartition, type RawPartitionLog } from './raw/raw-partition.ts'
export { hasSequence, RESCAN_DAYS, type SequenceView, ttbIdOf, viewSequence } from './raw/sequence-gaps.ts'
export { readStoredPage } from './raw/stored-page.ts'
export type { Pause, WaitOptions } from './raw/when-open.ts'
export {
  type OldRecordInput,
  type PageInput,
  type PageStructurer,
  type StructuredCounts,
  type StructuredPages,
  structurePages,
} from './structure-pages.ts'
export { buildWarehouse, type WarehouseBuild, type WarehouseOptions } from './warehouse/build-warehouse.ts'
export { ALL_YEARS, type DateRange, dateRows } from './warehouse/dim-dates.ts'
export { type FactsOfDay, type FactsOfDayOptions, factsOfDay } from './warehouse/facts-day.ts'
export { openWarehouse, WAREHOUSE_TABLES, warehouseTables } from './warehouse/open-warehouse.ts'
export { surrogateKey } from './warehouse/surrogate-key.ts'
