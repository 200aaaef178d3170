import { createHash } from 'node:crypto'
import { allPartitions, identity } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import {
  COMPANY_ALIASES,
  COMPANY_HISTORY,
  DIM_COMPANIES,
  DIM_DATES,
  DIM_LOCATIONS,
  DIM_PERMITS,
  DIM_PRODUCT_TYPES,
  DIM_PRODUCTS,
  DIM_QUALIFICATIONS,
  type RecordDefinition,
} from '@ttb/utils/records'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { buildWarehouse, WAREHOUSE_VERSION } from '../warehouse/build-warehouse.ts'
import { DIMENSIONS } from '../warehouse/dimension-tables.ts'
import { YEAR_TABLES } from '../warehouse/fact-queries.ts'
import { readWarehouseState } from '../warehouse/warehouse-state.ts'
import { codeVersionOf, columnsOf } from './code-version.ts'
import { WAREHOUSE_DAYS } from './fact-assets.ts'
import { reportVersions } from './report-versions.ts'
import type { TtbResources } from './ttb-resources.ts'
import { warehouseDayVersions } from './warehouse-days.ts'
import { withLease } from './with-lease.ts'

const asset = assetsWith<TtbResources>()
const GROUP = 'ttb_dimensions'

/** The dimensions, each with the tables it answers for. */
const DIMENSION_ASSETS: readonly { readonly doc: string; readonly tables: readonly RecordDefinition[] }[] = [
  { tables: [DIM_DATES], doc: 'Every day a record can be of, with its fiscal year and federal holidays.' },
  {
    tables: [DIM_COMPANIES, COMPANY_ALIASES, COMPANY_HISTORY],
    doc: 'The holders of certificates, the ways in which records name them, and what they were called when.',
  },
  { tables: [DIM_LOCATIONS], doc: 'The places of origin codes and of holders.' },
  { tables: [DIM_PRODUCT_TYPES], doc: 'The class and type codes with their families.' },
  { tables: [DIM_PRODUCTS], doc: 'The brands and fanciful names of each company.' },
  { tables: [DIM_PERMITS], doc: 'The permits of holders, taken apart.' },
  { tables: [DIM_QUALIFICATIONS], doc: 'The standard sentences of qualifications.' },
]

/**
 * The warehouse, which one build brings up to date with all days that changed; and its dimensions, which take in what the
 * build has made of each.
 */
export function dimensionAssets(): AssetDef<TtbResources>[] {
  return [
    asset({
      key: 'ttb_warehouse',
      group: GROUP,
      doc: 'The star schema over all records: every dimension, and facts, bridges, conflicts and history by year of receipt.',
      deps: [
        { asset: 'ttb_consolidated_data', mapping: allPartitions(), requires: 'available' },
        { asset: 'cola_status_history', mapping: allPartitions(), requires: 'available' },
      ],
      codeVersion: codeVersionOf(WAREHOUSE_VERSION, [...DIMENSIONS, ...YEAR_TABLES].map(columnsOf)),
      async materialize({ resources, signal }) {
        const { storage } = resources
        const { made, dataVersion, counts, changedDays, rekeyedDays, written } = await withLease(
          resources,
          'build the warehouse',
          signal,
          () => buildWarehouse(storage, { signal }),
        )
        // Of all days, not only of those that this build has changed: the one before may have ended before it could say so.
        await reportVersions(resources, { ...WAREHOUSE_DAYS, dataVersions: await warehouseDayVersions(storage) })
        return {
          dataVersion,
          metadata: {
            ...counts,
            made,
            days_changed: changedDays.length,
            days_rekeyed: rekeyedDays.length,
            files_written: written.length,
          },
        }
      },
    }),
    ...DIMENSION_ASSETS.map(({ doc, tables }) => {
      const [{ name: key }] = tables as readonly [RecordDefinition]
      return asset({
        key,
        group: GROUP,
        doc: tables.length === 1 ? doc : `${doc.slice(0, -1)}: tables ${tables.map(({ name }) => name).join(', ')}.`,
        deps: [{ asset: 'ttb_warehouse', mapping: identity() }],
        codeVersion: codeVersionOf(WAREHOUSE_VERSION, tables.map(columnsOf)),
        async materialize({ resources: { storage } }) {
          const state = await readWarehouseState(storage)
          const files = tables.flatMap(({ name }) => state?.tables[name] ?? [])
          if (files.length < tables.length)
            throw new TtbError(`${key}: the warehouse has no such table; expected ttb_warehouse to be made first`, {
              code: 'not_found',
            })
          return {
            dataVersion: createHash('sha256')
              .update(files.map(({ sha256 }) => sha256).join(' '))
              .digest('hex'),
            metadata: Object.fromEntries(tables.map(({ name }, at) => [name, files[at]?.rows ?? 0])),
          }
        },
      })
    }),
  ]
}
