import { openStateStore, registryKey, stateFileOf, systemClock } from '@ttb/resources'
import {
  addDays,
  dateOfDayOfYear,
  dayOfYear,
  FIRST_YEAR,
  formatTtbId,
  parseTtbId,
  RECEIPT_METHODS,
  type ReceiptMethod,
  TtbError,
} from '@ttb/utils'
import { effectiveConfig } from '../effective-config.ts'
import { dayOf, type OldDate } from './old-dates.ts'

/** The parts of a TTB ID under their old names. Takes apart like the tuple it was. */
export class TTBIDComponents {
  readonly year: number
  readonly julian_day: number
  /** Null for IDs of before 1997, which carry none. */
  readonly receipt_method: number | null
  readonly sequence: number
  readonly full_id: string

  constructor(year: number, julian_day: number, receipt_method: number | null, sequence: number, full_id: string) {
    this.year = year
    this.julian_day = julian_day
    this.receipt_method = receipt_method
    this.sequence = sequence
    this.full_id = full_id
  }

  *[Symbol.iterator](): IterableIterator<number | string | null> {
    yield* [this.year, this.julian_day, this.receipt_method, this.sequence, this.full_id]
  }
}

/** Which TTB IDs are meant: days, both included, and methods of receipt. */
export class TTBIDRange {
  start_date: OldDate
  end_date: OldDate
  receipt_methods: readonly number[]
  max_sequence: number

  constructor(start_date: OldDate, end_date: OldDate, receipt_methods: readonly number[], max_sequence = 999999) {
    this.start_date = start_date
    this.end_date = end_date
    this.receipt_methods = receipt_methods
    this.max_sequence = max_sequence
  }
}

/** The code of a method of receipt, which was a number: 1 is `001`. */
export function receiptMethodOf(receipt_method: number): ReceiptMethod {
  return String(receipt_method).padStart(3, '0') as ReceiptMethod
}

/** Two-digit years were usual here; they are read as in a TTB ID. */
function fullYear(year: number): number {
  const latest = FIRST_YEAR + 99
  return year >= 0 && year < 100 ? latest - ((latest - year) % 100) : year
}

/** What could be done with TTB IDs. Days are `YYYY-MM-DD` or a `Date`, and come back as `YYYY-MM-DD`. */
// biome-ignore lint/complexity/noStaticOnlyClass: the old shape
export class TTBIDUtils {
  /** Method of receipt, as a number, to its meaning. */
  static readonly RECEIPT_METHODS: Readonly<Record<number, string>> = Object.fromEntries(
    Object.entries(RECEIPT_METHODS).map(([code, meaning]) => [Number(code), meaning]),
  )

  /** Throws `invalid_ttb_id`. */
  static parse_ttb_id(ttb_id: string): TTBIDComponents {
    const { year, dayOfYear: day, receiptMethod, sequence, id } = parseTtbId(ttb_id)
    return new TTBIDComponents(year, day, receiptMethod === null ? null : Number(receiptMethod), sequence, id)
  }

  /** Throws `invalid_argument` when the parts make none. */
  static build_ttb_id(year: number, julian_day: number, receipt_method: number, sequence: number): string {
    const receivedDate = TTBIDUtils.julian_to_date(year, julian_day)
    return formatTtbId({ receivedDate, receiptMethod: receiptMethodOf(receipt_method), sequence })
  }

  static date_to_julian(date_obj: OldDate): number {
    return dayOfYear(dayOf(date_obj))
  }

  /** Throws `invalid_argument` when the year has no such day. */
  static julian_to_date(year: number, julian_day: number): string {
    const date = dateOfDayOfYear(fullYear(year), julian_day)
    if (date) return date
    throw new TtbError(`no day ${julian_day} in ${year}`, { code: 'invalid_argument' })
  }

  static *generate_ttb_ids_for_date(
    target_date: OldDate,
    receipt_methods: readonly number[] | null = null,
    start_sequence = 1,
    max_sequence = 999999,
  ): Generator<string, void, undefined> {
    const receivedDate = dayOf(target_date)
    for (const method of receipt_methods ?? Object.keys(RECEIPT_METHODS).map(Number)) {
      for (let sequence = start_sequence; sequence <= max_sequence; sequence++)
        yield formatTtbId({ receivedDate, receiptMethod: receiptMethodOf(method), sequence })
    }
  }

  /** Days from one to another, both included. */
  static *generate_date_range(start_date: OldDate, end_date: OldDate): Generator<string, void, undefined> {
    const last = dayOf(end_date)
    for (let day = dayOf(start_date); day <= last; day = addDays(day, 1)) yield day
  }

  /** The same days, the latest first, whichever of the two is given first. */
  static *generate_date_range_backward(start_date: OldDate, end_date: OldDate): Generator<string, void, undefined> {
    const [first, last] = [dayOf(start_date), dayOf(end_date)].sort() as [string, string]
    for (let day = last; day >= first; day = addDays(day, -1)) yield day
  }

  /** `YYYY-JJJ-RRR`. Throws `invalid_ttb_id`. */
  static get_partition_key(ttb_id: string): string {
    const { year, dayOfYear: day, receiptMethod } = parseTtbId(ttb_id)
    return `${year}-${String(day).padStart(3, '0')}-${receiptMethod ?? 'none'}`
  }

  /** Waits for a turn at the registry, of all processes that share the state file. */
  static async rate_limit_sleep(): Promise<void> {
    const config = effectiveConfig()
    const state = openStateStore(stateFileOf(config))
    try {
      const nowMs = systemClock.now()
      const turnMs = await state.reserveSlot(registryKey(config.registryUrl), config.requestIntervalMs, nowMs)
      await systemClock.sleep(Math.max(0, turnMs - nowMs))
    } finally {
      await state.close()
    }
  }
}
