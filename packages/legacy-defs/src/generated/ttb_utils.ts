// Made from legacy-map.ts by `pnpm generate`; not edited.
import { TTBBackfillManager as TTBBackfillManager_ } from '../adapters/backfill-manager.ts'
import { TTBSequenceTracker as TTBSequenceTracker_ } from '../adapters/sequence-tracker.ts'
import {
  TTBIDComponents as TTBIDComponents_,
  TTBIDRange as TTBIDRange_,
  TTBIDUtils as TTBIDUtils_,
} from '../adapters/ttb-ids.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_utils')

/** @deprecated Use `parseTtbId` of `@ttb/utils`. */
export const TTBIDComponents = TTBIDComponents_
export type TTBIDComponents = TTBIDComponents_
/** @deprecated Use `selectPartitions` of `@ttb/config`. */
export const TTBIDRange = TTBIDRange_
export type TTBIDRange = TTBIDRange_
/** @deprecated Use `parseTtbId`, `formatTtbId`, `dayOfYear`, `dateOfDayOfYear`, `addDays`, `RECEIPT_METHODS` of `@ttb/utils`. */
export const TTBIDUtils = TTBIDUtils_
export type TTBIDUtils = TTBIDUtils_
/** @deprecated Use `probeGaps` of `@ttb/assets`. */
export const TTBSequenceTracker = TTBSequenceTracker_
export type TTBSequenceTracker = TTBSequenceTracker_
/** @deprecated Use `planBackfill` of `@ttb/jobs`. */
export const TTBBackfillManager = TTBBackfillManager_
export type TTBBackfillManager = TTBBackfillManager_
