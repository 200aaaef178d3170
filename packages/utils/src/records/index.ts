export { CODE_TABLES, type CodeTableName } from './code-tables.ts'
export { type CertificatePage, COLA, type Cola, type ColaDetailPage, type SearchRow } from './cola.ts'
export { describeFieldTypes, describeRecord } from './data-dictionary.ts'
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
export { FIELD_TYPES, type FieldType, type FieldValues, type PhysicalType } from './field-types.ts'
export { below, blank, choice, column, type Locator, label, type ReaderName, reader, sentence } from './locators.ts'
export { isMoment } from './moments.ts'
export { isPageKind, PAGE_KINDS, type PageKind } from './page-kinds.ts'
export { ISSUE_LOG, PAGE_LOG, QUARANTINE_LOG } from './page-log.ts'
