export { CODE_TABLES, type CodeTableName } from './code-tables.ts'
export { COLA, type CertificatePage, type Cola, type ColaDetailPage, type SearchRow } from './cola.ts'
export {
  type Cardinality,
  defineRecord,
  type Field,
  type FieldRow,
  type FieldsOf,
  pageFieldNames,
  type PageRecordOf,
  pageTable,
  type RecordDefinition,
  type RecordInput,
  type RecordOf,
} from './define-record.ts'
export { FIELD_TYPES, type FieldType, type FieldValues, type PhysicalType } from './field-types.ts'
export { below, blank, choice, column, label, type Locator, reader, type ReaderName, sentence } from './locators.ts'
export { isPageKind, PAGE_KINDS, type PageKind } from './page-kinds.ts'
