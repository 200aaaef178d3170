import { type PartitionsDef, type TtbPartitions, ttbPartitions } from '@ttb/config'
import { systemClock } from '@ttb/resources'
import { effectiveConfig } from '../effective-config.ts'

function configured(): TtbPartitions {
  return ttbPartitions(effectiveConfig(), systemClock)
}

/** A partition for each day that the configuration names and that is over. */
export function get_configurable_daily_partitions(): PartitionsDef {
  return configured().daily
}

/** A partition for each method of receipt and kind of page that the configuration names. */
export function get_configurable_method_type_partitions(): PartitionsDef {
  return configured().methodTypes
}

/** A partition for each day, method of receipt and kind of page that the configuration names. */
export function get_configurable_ttb_partitions(): PartitionsDef {
  return configured().dateMethodTypes
}

export const daily_partitions: PartitionsDef = whenAsked(get_configurable_daily_partitions)
export const method_type_partitions: PartitionsDef = whenAsked(get_configurable_method_type_partitions)
export const ttb_partitions: PartitionsDef = whenAsked(get_configurable_ttb_partitions)

/** The environment is read when the partitions are first asked for, not when a module is imported. */
function whenAsked(make: () => PartitionsDef): PartitionsDef {
  let made: PartitionsDef | undefined
  const partitions = (): PartitionsDef => {
    made ??= make()
    return made
  }
  return {
    get id() {
      return partitions().id
    },
    get dims() {
      return partitions().dims
    },
    count: () => partitions().count(),
    keyAt: (index) => partitions().keyAt(index),
    indexOf: (key) => partitions().indexOf(key),
  }
}
