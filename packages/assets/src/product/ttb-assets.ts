import { type Config, dailyPartitions, multiPartitions, type PartitionsDef, staticPartitions } from '@ttb/config'
import { addDays, FIRST_YEAR } from '@ttb/utils'
import type { AssetDef } from '../definitions/index.ts'
import { consolidatedAssets } from './consolidated-assets.ts'
import { dimensionAssets } from './dimension-assets.ts'
import { factAssets } from './fact-assets.ts'
import { labelImagesAsset } from './label-images-asset.ts'
import { processingAssets } from './processing-assets.ts'
import { rawDataAsset } from './raw-asset.ts'
import { receiptIndexAsset } from './receipt-index-asset.ts'
import { referenceAssets } from './reference-assets.ts'
import { registryIndexAsset } from './registry-index-asset.ts'
import { sequenceGapsAsset } from './sequence-gaps-asset.ts'
import type { TtbResources } from './ttb-resources.ts'

/** The slices of the assets of the registry. */
export interface RegistryPartitions {
  /** Days on which records were completed, from the setting `partitionStartDate` on. */
  readonly completedDates: PartitionsDef
  /** Days of receipt, as TTB IDs carry them: all there can be, since old records change too. */
  readonly receivedDates: PartitionsDef
  /** Day and method of receipt: `2024-01-02|001`. */
  readonly dateMethods: PartitionsDef
  /** Day of receipt, and method of receipt and kind of page: `2024-01-02|001-cola-detail`. */
  readonly dateMethodTypes: PartitionsDef
}

/** The slices that the settings name; days are added as the clock moves on. */
export function registryPartitions(
  { partitionStartDate, partitionEndDate, receiptMethods, dataTypes }: Config,
  clock: { now(): number },
): RegistryPartitions {
  const completedDates = dailyPartitions({
    start: partitionStartDate,
    end: partitionEndDate === null ? null : addDays(partitionEndDate, 1),
    clock,
    dim: 'completed_date',
  })
  const receivedDates = dailyPartitions({ start: `${FIRST_YEAR}-01-01`, clock })
  // IDs of before 1997 carry no method of receipt, and have no form.
  const methods = receiptMethods.flatMap((method) => dataTypes.map((type) => `${method}-${type}`))
  const methodTypes = staticPartitions(
    [...methods, ...(dataTypes.includes('cola-detail') ? ['none-cola-detail'] : [])],
    {
      dim: 'method_type',
    },
  )
  const dateMethods = multiPartitions([receivedDates, staticPartitions(receiptMethods, { dim: 'receipt_method' })])
  return { completedDates, receivedDates, dateMethods, dateMethodTypes: multiPartitions([receivedDates, methodTypes]) }
}

/** THE LIST: every asset of the pipeline, each after those it is made from. */
export function ttbAssets(config: Config, clock: { now(): number }): readonly AssetDef<TtbResources>[] {
  const { completedDates, receivedDates, dateMethods, dateMethodTypes } = registryPartitions(config, clock)
  return [
    // what the registry lists
    registryIndexAsset(completedDates),
    receiptIndexAsset(receivedDates),
    sequenceGapsAsset(dateMethods),
    // what it serves
    rawDataAsset(dateMethodTypes),
    ...(config.labelImages ? [labelImagesAsset(dateMethodTypes)] : []),
    // what that says
    ...processingAssets(dateMethodTypes),
    // the codes it uses
    ...referenceAssets(),
    // what is known of each record
    ...consolidatedAssets({ receivedDates, dateMethodTypes }, config),
    // what all records together say
    ...dimensionAssets(),
    ...factAssets(receivedDates),
  ]
}
