import { partitionOf } from '@ttb/resources'
import { addDays, type ReceiptMethod } from '@ttb/utils'
import { isWorkingDay, planRequested, RECORDS_A_WORKING_DAY, type RequestPlan } from './acquisition-plan.ts'
import { pageKindsOf } from './due-pages.ts'
import type { FetchResources } from './fetch-resources.ts'
import { BEYOND, foundByProbe, isBeyondDue, isClear, readSequence } from './probe-gaps.ts'
import { openRawPartition, type RawPartitionLog } from './raw-partition.ts'

/** Of the numbers of a day, two in five are never shown. */
const SHARE_SHOWN = 0.6

/**
 * What a probe of days of receipt will take. Of days of which nothing is known it is an estimate; counted figures leave out
 * the forms of what is found.
 */
export interface ProbePlan extends RequestPlan {
  /** First day of receipt, `YYYY-MM-DD`. */
  readonly from: string
  /** Last day of receipt, included. */
  readonly to: string
  readonly receiptMethod: ReceiptMethod
  readonly days: number
  /** Days among them of which no number is known: those are tried from the first one on. */
  readonly unknownDays: number
  /** Numbers to try. */
  readonly numbers: number
  /** Forms that earlier probes have left, and those of the numbers of days of which nothing is known. */
  readonly forms: number
}

/** Plans the probing of a range of days of receipt without asking the registry anything. */
export async function planProbe(
  resources: Pick<FetchResources, 'storage' | 'state' | 'clock'>,
  { from, to }: { readonly from: string; readonly to: string },
  receiptMethod: ReceiptMethod,
  { intervalMs }: { readonly intervalMs: number },
): Promise<ProbePlan> {
  const count = { days: 0, unknownDays: 0, numbers: 0, forms: 0 }
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const { view, log } = await readSequence(resources, day, receiptMethod)
    count.days++
    count.numbers += view.dueGaps.length + (isBeyondDue(view) ? BEYOND : 0)
    count.forms += await countFormsLeft(resources, log)
    if (view.known > 0) continue
    count.unknownDays++
    // Other methods bring a few records a day, and none has a form.
    if (receiptMethod !== '001' || !isWorkingDay(day)) continue
    count.numbers += Math.round(RECORDS_A_WORKING_DAY / SHARE_SHOWN)
    count.forms += RECORDS_A_WORKING_DAY
  }
  const { numbers, forms } = count
  const plan = planRequested(numbers + forms, { intervalMs, pages: numbers * SHARE_SHOWN + forms })
  return { from, to, receiptMethod, ...count, ...plan }
}

/** The forms of records that earlier probes have found and that have no clear answer. */
async function countFormsLeft(
  { storage, state }: Pick<FetchResources, 'storage' | 'state'>,
  log: RawPartitionLog,
): Promise<number> {
  const found = [...foundByProbe(log)].filter((ttbId) => pageKindsOf(ttbId).includes('certificate'))
  const [first] = found
  if (first === undefined) return 0
  const forms = await openRawPartition(storage, state, partitionOf(first, 'certificate'))
  return found.filter((ttbId) => !forms.entriesOf(ttbId).some(isClear)).length
}
