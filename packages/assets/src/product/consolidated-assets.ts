import type { Config, PartitionsDef } from '@ttb/config'
import { COLA_CHANGES, COLA_STATUS_HISTORY, CONFLICT_LOG, CONSOLIDATED } from '@ttb/utils/records'
import { CONSOLIDATION_VERSION, consolidateDay } from '../consolidated/consolidate-day.ts'
import { type AssetDef, assetsWith, type DataMapping, type Dependency, dataMapping } from '../definitions/index.ts'
import { HISTORY_VERSION, historyOfDay } from '../history/history-day.ts'
import { codeVersionOf, columnsOf } from './code-version.ts'
import type { TtbResources } from './ttb-resources.ts'

const asset = assetsWith<TtbResources>()
const GROUP = 'ttb_consolidated'
/** Below this, partitions are looked up by key; above, all are read, which is faster. */
const FEW_DAYS = 100

/** What is known of the records of a day of receipt, from all sources, as one row a record; and how they changed. */
export function consolidatedAssets(
  {
    receivedDates,
    dateMethodTypes,
  }: { readonly receivedDates: PartitionsDef; readonly dateMethodTypes: PartitionsDef },
  { mergeStrategy, conflictResolution }: Pick<Config, 'mergeStrategy' | 'conflictResolution'>,
): AssetDef<TtbResources>[] {
  const rules = { mergeStrategy, conflictResolution }
  const deps: readonly Dependency<TtbResources, 'ttb_structured_data' | 'ttb_registry_index_by_receipt'>[] = [
    { asset: 'ttb_structured_data', mapping: pagesOfDay(dateMethodTypes) },
    { asset: 'ttb_registry_index_by_receipt', requires: 'available' },
  ]
  return [
    asset({
      key: 'ttb_consolidated_data',
      group: GROUP,
      doc: 'One row a TTB ID, joined from search, detail page and form, and every conflict between them: tables consolidated, conflict_log.',
      partitions: receivedDates,
      deps,
      codeVersion: codeVersionOf(CONSOLIDATION_VERSION, rules, columnsOf(CONSOLIDATED), columnsOf(CONFLICT_LOG)),
      async materialize({ partition, resources: { storage } }) {
        const { dataVersion, counts } = await consolidateDay(storage, partition, rules)
        return { dataVersion, metadata: counts }
      },
    }),
    asset({
      key: 'cola_status_history',
      group: GROUP,
      doc: 'Each status of a record with the days it was seen from and to, and every change of a page: tables cola_status_history, cola_changes.',
      partitions: receivedDates,
      deps,
      codeVersion: codeVersionOf(HISTORY_VERSION, columnsOf(COLA_STATUS_HISTORY), columnsOf(COLA_CHANGES)),
      async materialize({ partition, resources: { storage } }) {
        const { dataVersion, counts } = await historyOfDay(storage, partition)
        return { dataVersion, metadata: counts }
      },
    }),
  ]
}

/**
 * The tables of pages of a day of receipt. What was fetched and is not structured yet counts as well, so that a day waits
 * for all its pages and is never made of some of them.
 */
function pagesOfDay(dateMethodTypes: PartitionsDef): DataMapping<TtbResources> {
  const [, methodTypes] = dateMethodTypes.dims
  const kinds = Array.from({ length: methodTypes?.count() ?? 0 }, (_, at) => methodTypes?.keyAt(at) as string)
  return dataMapping({
    doc: 'A day of receipt has pages of some methods of receipt and kinds; the ledger says which.',
    async upstream(days, { resources }) {
      const keys = days.length > FEW_DAYS ? undefined : days.flatMap((day) => kinds.map((kind) => `${day}|${kind}`))
      const found = new Map<string, Set<string>>(days.map((day) => [day, new Set()]))
      for (const upstream of ['ttb_raw_data', 'ttb_structured_data'])
        for (const { partition } of await resources.state.ledger.states(upstream, keys))
          found.get(dayOf(partition))?.add(partition)
      return new Map([...found].map(([day, partitions]) => [day, [...partitions].sort()]))
    },
    downstream: (keys) => Promise.resolve([...new Set(keys.map(dayOf))].sort()),
  })
}

function dayOf(partition: string): string {
  return partition.slice(0, 10)
}
