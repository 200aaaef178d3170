export { type BeverageFlags, type BeverageOfRecord, type ClassifiedFields, deriveBeverage } from './beverage-flags.ts'
export { type CleanedPage, type CleanPageOptions, cleanPage } from './clean-page.ts'
export {
  type Conflict,
  type ConflictResolution,
  type ConflictRule,
  type MergedRecord,
  type MergePagesOptions,
  mergePages,
  type PagesOfRecord,
} from './merge-pages.ts'
export { type MissingField, QUALITY_TIERS, type QualityTier, type RecordScore, scoreRecord } from './score-record.ts'
export { type RecordValidation, validateRecord } from './validate-record.ts'
