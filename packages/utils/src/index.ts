export { TtbError, type TtbErrorCode, type TtbErrorOptions } from './errors.ts'
export { countIssues, ISSUE_CODES, type Issue, type IssueCode, type Reading } from './issues.ts'
export * from './records/index.ts'
export { addDays, dateOfDayOfYear, dayOfYear, daysInMonth, daysInYear, isLeapYear, isoDate } from './ttb-id/calendar.ts'
export { isReceiptMethod, RECEIPT_METHODS, type ReceiptMethod } from './ttb-id/receipt-methods.ts'
export {
  FIRST_YEAR,
  formatTtbId,
  isTtbId,
  parseTtbId,
  readTtbId,
  type TtbIdOptions,
  type TtbIdParts,
  type TtbIdSource,
} from './ttb-id/ttb-id.ts'
