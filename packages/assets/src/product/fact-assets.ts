import { createHash } from 'node:crypto'
import type { PartitionsDef } from '@ttb/config'
import { FACT_CERTIFICATES } from '@ttb/utils/records'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { FACT_TABLES } from '../warehouse/fact-queries.ts'
import { FACTS_VERSION, factsOfDay } from '../warehouse/facts-day.ts'
import { codeVersionOf, columnsOf } from './code-version.ts'
import type { TtbResources } from './ttb-resources.ts'
import { warehouseDayVersions } from './warehouse-days.ts'

const asset = assetsWith<TtbResources>()
const GROUP = 'ttb_facts'

/** What the ledger knows of the days of the warehouse; the warehouse tells it. */
export const WAREHOUSE_DAYS = { asset: 'ttb_warehouse_days', codeVersion: '1' } as const

/** The tables beside fact_certificates: label approvals, and what each has several of. */
const OF_PRODUCTS = FACT_TABLES.map(({ record }) => record).filter(({ name }) => name !== FACT_CERTIFICATES.name)

/**
 * The facts of each day of receipt. A build of the warehouse changes few days, and says which; only their facts are made
 * again. One pass over a day makes all of its tables; the second asset takes in what the first has made.
 */
export function factAssets(receivedDates: PartitionsDef): AssetDef<TtbResources>[] {
  return [
    asset({
      ...WAREHOUSE_DAYS,
      key: WAREHOUSE_DAYS.asset,
      group: GROUP,
      doc: 'What the warehouse has of a day of receipt: its records and the companies they lead to. The warehouse tells of it.',
      partitions: receivedDates,
      deps: [{ asset: 'ttb_warehouse', outdates: false }],
      async materialize({ partition, resources: { storage } }) {
        const versions = await warehouseDayVersions(storage, { day: partition })
        return { dataVersion: versions.get(partition) ?? 'none' }
      },
    }),
    asset({
      key: 'fact_products',
      group: GROUP,
      doc: `Label approvals by day of receipt: tables ${OF_PRODUCTS.map(({ name }) => name).join(', ')}.`,
      partitions: receivedDates,
      deps: [
        { asset: 'ttb_consolidated_data' },
        { asset: 'ttb_warehouse', outdates: false },
        { asset: WAREHOUSE_DAYS.asset, requires: 'available' },
      ],
      codeVersion: codeVersionOf(FACTS_VERSION, OF_PRODUCTS.map(columnsOf)),
      retry: { max: 2, backoffMs: 60_000 },
      async materialize({ partition, resources: { storage } }) {
        const { manifests } = await factsOfDay(storage, partition)
        const made = OF_PRODUCTS.map(({ name }) => [name, manifests[name]] as const)
        return {
          dataVersion: createHash('sha256')
            .update(made.map(([name, manifest]) => `${name} ${manifest?.fingerprint}`).join('\n'))
            .digest('hex'),
          metadata: Object.fromEntries(made.map(([name, manifest]) => [name, manifest?.counts['rows'] ?? 0])),
        }
      },
    }),
    asset({
      key: 'fact_certificates',
      group: GROUP,
      doc: 'Forms with a decision, by day of receipt.',
      partitions: receivedDates,
      deps: [{ asset: 'fact_products' }],
      codeVersion: codeVersionOf(FACTS_VERSION, columnsOf(FACT_CERTIFICATES)),
      async materialize({ partition, resources: { storage } }) {
        const { name } = FACT_CERTIFICATES
        const manifest = await storage.tables.readManifest(storage.paths.factFolder(name, partition))
        return { dataVersion: manifest?.fingerprint ?? 'none', metadata: { [name]: manifest?.counts['rows'] ?? 0 } }
      },
    }),
  ]
}
