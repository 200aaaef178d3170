export {
  FETCH_LOG,
  FETCH_REASONS,
  type FetchEntry,
  type FetchReason,
  type IndexRow,
  LABEL_IMAGE_LOG,
  REGISTRY_INDEX,
} from './acquisition.ts'
export { BRIDGE_PERMITS, BRIDGE_QUALIFICATIONS, BRIDGE_VARIETALS, LABEL_IMAGES } from './bridges.ts'
export { CODE_TABLES, type CodeTableName } from './code-tables.ts'
export { type CertificatePage, COLA, type Cola, type ColaDetailPage, type SearchRow } from './cola.ts'
export { CONFLICT_LOG, CONSOLIDATED, type Consolidated } from './consolidated.ts'
export { type ContractColumn, contractDigest, contractOf, contractVersion, type TableContract } from './contracts.ts'
export {
  CONTRACT_RULES,
  type ContractChange,
  type ContractDifference,
  type ContractReason,
  type ContractRule,
  diffContracts,
  nextVersion,
  parseContractVersion,
} from './contracts-diff.ts'
export {
  type ColumnSource,
  type ContractMigration,
  type ContractPath,
  contractPath,
  MIGRATIONS,
} from './contracts-migrations.ts'
export { describeFieldTypes, describeLocator, describeRecord } from './data-dictionary.ts'
export {
  type Cardinality,
  defineRecord,
  type Field,
  type FieldRow,
  type FieldsOf,
  type PageRecordOf,
  pageFieldNames,
  pageTable,
  type RecordDefinition,
  type RecordInput,
  type RecordOf,
} from './define-record.ts'
export {
  COMPANY_ALIASES,
  COMPANY_HISTORY,
  type DateRow,
  DIM_COMPANIES,
  DIM_DATES,
  DIM_LOCATIONS,
  DIM_PERMITS,
  DIM_PRODUCT_TYPES,
  DIM_PRODUCTS,
  DIM_QUALIFICATIONS,
} from './dimensions.ts'
export { FACT_CERTIFICATES, FACT_PRODUCTS } from './facts.ts'
export { FIELD_TYPES, type FieldType, type FieldValues, type PhysicalType } from './field-types.ts'
export {
  CODE_HISTORY,
  COLA_CHANGES,
  COLA_STATUS_HISTORY,
  type CodePeriod,
  type ColaChange,
  PAGE_SNAPSHOT,
  type PageSnapshot,
  type StatusPeriod,
} from './history.ts'
export { below, blank, choice, column, type Locator, label, type ReaderName, reader, sentence } from './locators.ts'
export { isMoment } from './moments.ts'
export { isPageKind, PAGE_KINDS, type PageKind } from './page-kinds.ts'
export { ISSUE_LOG, PAGE_LOG, QUARANTINE_LOG } from './page-log.ts'
export { isSurrogateKey, UNKNOWN_KEY } from './surrogate-keys.ts'
