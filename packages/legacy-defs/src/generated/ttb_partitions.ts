// Made from legacy-map.ts by `pnpm generate`; not edited.
import {
  daily_partitions as daily_partitions_,
  get_configurable_daily_partitions as get_configurable_daily_partitions_,
  get_configurable_method_type_partitions as get_configurable_method_type_partitions_,
  get_configurable_ttb_partitions as get_configurable_ttb_partitions_,
  method_type_partitions as method_type_partitions_,
  ttb_partitions as ttb_partitions_,
} from '../adapters/partitions.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_partitions')

/** @deprecated Use `ttbPartitions` of `@ttb/config`. */
export const get_configurable_daily_partitions = get_configurable_daily_partitions_
/** @deprecated Use `ttbPartitions` of `@ttb/config`. */
export const get_configurable_method_type_partitions = get_configurable_method_type_partitions_
/** @deprecated Use `ttbPartitions` of `@ttb/config`. */
export const get_configurable_ttb_partitions = get_configurable_ttb_partitions_
/** @deprecated Use `ttbPartitions` of `@ttb/config`. */
export const daily_partitions = daily_partitions_
/** @deprecated Use `ttbPartitions` of `@ttb/config`. */
export const method_type_partitions = method_type_partitions_
/** @deprecated Use `ttbPartitions` of `@ttb/config`. */
export const ttb_partitions = ttb_partitions_
