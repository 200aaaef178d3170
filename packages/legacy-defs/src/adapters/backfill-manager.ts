import { createPathTable, type ObjectStore, systemClock } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import { effectiveConfig } from '../effective-config.ts'
import { assertBucket } from './object-stores.ts'
import { dayOf, type OldDate } from './old-dates.ts'
import { receiptMethodOf } from './ttb-ids.ts'

const KINDS = ['cola-detail', 'certificate'] as const

/** Says how far back raw pages are there. */
export class TTBBackfillManager {
  readonly #store: ObjectStore
  readonly #stopAfter: number
  #foundInARow = 0

  /** Throws `invalid_argument` for another bucket than the store's. */
  constructor(s3_client: ObjectStore, bucket_name: string, stop_after_consecutive_found = 3) {
    assertBucket(s3_client, bucket_name)
    this.#store = s3_client
    this.#stopAfter = stop_after_consecutive_found
  }

  /** Whether there are raw pages of a day and method of receipt, in the layout of now or either of before. */
  async check_partition_exists(target_date: OldDate, receipt_method: number): Promise<boolean> {
    const receivedDate = dayOf(target_date)
    const receiptMethod = receiptMethodOf(receipt_method)
    const { rawDataPrefix: raw, ...prefixes } = effectiveConfig()
    const paths = createPathTable({
      raw,
      processed: prefixes.processedDataPrefix,
      consolidated: prefixes.consolidatedDataPrefix,
      analytics: prefixes.analyticsDataPrefix,
    })
    const [year, month, day] = receivedDate.split('-')
    const oldDay = `year=${year}/month=${month}/day=${day}/receipt_method=${receiptMethod}/`
    const folders = KINDS.flatMap((kind) => [
      paths.rawFolder({ receivedDate, receiptMethod, kind }),
      `${raw}/data_type=${kind}/${oldDay}`,
    ])
    for (const folder of folders) {
      for await (const { key } of this.#store.list(folder)) if (/\.html(?:\.gz)?$/.test(key)) return true
    }
    return false
  }

  /** Whether, with this day, enough days in a row have been there already. Ask for one day after the other. */
  async should_stop_backfill(target_date: OldDate, receipt_methods: readonly number[]): Promise<boolean> {
    const found = await Promise.all(receipt_methods.map((method) => this.check_partition_exists(target_date, method)))
    this.#foundInARow = found.every(Boolean) ? this.#foundInARow + 1 : 0
    return this.#foundInARow >= this.#stopAfter
  }

  /** Days from yesterday (UTC) back: a day that is not over has no partition. */
  *get_backfill_date_range(max_days_back = 365): Generator<string, void, undefined> {
    const today = new Date(systemClock.now()).toISOString().slice(0, 10)
    for (let back = 1; back <= max_days_back; back++) yield addDays(today, -back)
  }
}
