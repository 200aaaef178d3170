import { TtbError } from '../errors.ts'
import { dateOfDayOfYear, dayOfYear as dayOfYearOf } from './calendar.ts'
import { isReceiptMethod, type ReceiptMethod } from './receipt-methods.ts'

/** No record of the registry is older; two-digit years are read in the hundred years from here unless told otherwise. */
export const FIRST_YEAR = 1955

export interface TtbIdParts {
  /** The digits as the registry writes them; the key of a record. */
  readonly id: string
  readonly year: number
  /** 1 to 366. */
  readonly dayOfYear: number
  /** The day TTB received the application, `YYYY-MM-DD`. Not the day of approval. */
  readonly receivedDate: string
  /** Null for the short IDs of before 1997, which carry none. */
  readonly receiptMethod: ReceiptMethod | null
  /** Counts from 1 again on each day, for each receipt method. */
  readonly sequence: number
}

export interface TtbIdOptions {
  /** The latest year an ID can be of; its two-digit years span the hundred years that end here. Default: 2054. */
  readonly latestYear?: number
}

const SHAPE = /^(\d{2})(\d{3})(?:(\d{3})(\d{6})|(\d{3,4}))$/

/**
 * The parts of a TTB ID: 14 digits `YYDDDRRRSSSSSS`, or the 8 and 9 digits `YYDDDSSS[S]` of before 1997.
 * Null when the text is none: wrong length, a day the year does not have, an unknown receipt method.
 */
export function readTtbId(text: string, { latestYear = FIRST_YEAR + 99 }: TtbIdOptions = {}): TtbIdParts | null {
  const match = SHAPE.exec(text)
  if (!match) return null
  const [, twoDigits, day, method, longSequence, shortSequence] = match as unknown as [
    string,
    string,
    string,
    string?,
    string?,
    string?,
  ]
  const year = latestYear - ((latestYear - Number(twoDigits)) % 100)
  const receivedDate = year < FIRST_YEAR ? null : dateOfDayOfYear(year, Number(day))
  if (receivedDate === null || (method !== undefined && !isReceiptMethod(method))) return null
  return {
    id: text,
    year,
    dayOfYear: Number(day),
    receivedDate,
    receiptMethod: method ?? null,
    sequence: Number(longSequence ?? shortSequence),
  }
}

/** As {@link readTtbId}, but throws `invalid_ttb_id` where that returns null. */
export function parseTtbId(text: string, options?: TtbIdOptions): TtbIdParts {
  const parts = readTtbId(text, options)
  if (parts) return parts
  throw new TtbError(
    `not a TTB ID: ${JSON.stringify(text.slice(0, 40))}; expected 14 digits (year, day of year, receipt method, sequence) or 8 to 9 digits of before 1997`,
    {
      code: 'invalid_ttb_id',
    },
  )
}

/** Whether it is a TTB ID: 14 digits, or 8 or 9 of before 1997, with a day that there is. */
export function isTtbId(text: string): boolean {
  return readTtbId(text) !== null
}

export interface TtbIdSource {
  /** `YYYY-MM-DD`. */
  readonly receivedDate: string
  readonly receiptMethod: ReceiptMethod
  /** 0 to 999999. */
  readonly sequence: number
}

/** The 14-digit ID of a day, a receipt method and a sequence number. Throws `invalid_argument` when they make none. */
export function formatTtbId({ receivedDate, receiptMethod, sequence }: TtbIdSource): string {
  const id = `${receivedDate.slice(2, 4)}${String(dayOfYearOf(receivedDate)).padStart(3, '0')}${receiptMethod}${String(sequence).padStart(6, '0')}`
  const parts = readTtbId(id, { latestYear: Number(receivedDate.slice(0, 4)) })
  if (parts?.receivedDate === receivedDate && Number.isInteger(sequence) && sequence >= 0) return id
  throw new TtbError(`no TTB ID for ${JSON.stringify({ receivedDate, receiptMethod, sequence })}`, {
    code: 'invalid_argument',
  })
}
