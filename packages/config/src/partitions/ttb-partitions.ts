import { addDays } from '@ttb/utils'
import type { Config } from '../settings.ts'
import { dailyPartitions, type PartitionClock } from './daily.ts'
import { multiPartitions } from './multi.ts'
import type { PartitionsDef } from './partitions-def.ts'
import { staticPartitions } from './static.ts'

/** The partitions of the assets of the registry. */
export interface TtbPartitions {
  /** A day that the IDs carry: `2024-01-02`. */
  readonly daily: PartitionsDef
  /** A method of receipt and a kind of page: `001-cola-detail`. */
  readonly methodTypes: PartitionsDef
  /** Both: `2024-01-02|001-cola-detail`. */
  readonly dateMethodTypes: PartitionsDef
}

/** The partitions that the settings name; days are added as the clock moves on. */
export function ttbPartitions(
  config: Pick<Config, 'partitionStartDate' | 'partitionEndDate' | 'receiptMethods' | 'dataTypes'>,
  clock: PartitionClock,
): TtbPartitions {
  const { partitionStartDate: start, partitionEndDate: last, receiptMethods, dataTypes } = config
  const daily = dailyPartitions({ start, end: last === null ? null : addDays(last, 1), clock })
  const methodTypes = staticPartitions(
    receiptMethods.flatMap((method) => dataTypes.map((type) => `${method}-${type}`)),
    { dim: 'method_type' },
  )
  return { daily, methodTypes, dateMethodTypes: multiPartitions([daily, methodTypes]) }
}
