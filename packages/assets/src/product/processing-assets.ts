import type { PartitionsDef } from '@ttb/config'
import type { PartitionManifest, Row } from '@ttb/resources'
import { ISSUE_LOG } from '@ttb/utils/records'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { listRawPartitions, PROCESSING_VERSION } from '../process-partition.ts'
import { pagePartitionOf } from './raw-asset.ts'
import type { TtbResources } from './ttb-resources.ts'

const asset = assetsWith<TtbResources>()
const GROUP = 'ttb_processing'

/**
 * What pages become, in three steps that each answer for tables of their own. One pass over the pages makes all of them,
 * when the first step is made; the others take in what it has made and say what became of it.
 */
export function processingAssets(dateMethodTypes: PartitionsDef): AssetDef<TtbResources>[] {
  return [
    asset({
      key: 'ttb_extracted_data',
      group: GROUP,
      doc: 'What each page is and what it says: table page.',
      partitions: dateMethodTypes,
      deps: [{ asset: 'ttb_raw_data' }],
      codeVersion: PROCESSING_VERSION,
      async materialize({ partition, resources }) {
        for await (const raw of listRawPartitions(resources.storage, pagePartitionOf(partition))) {
          const { manifest } = await resources.process(raw, { force: false })
          return { dataVersion: manifest.fingerprint, metadata: countsOf(manifest, 'pages_') }
        }
        return { dataVersion: 'no pages', metadata: { pages_in: 0, pages_found: 0, pages_other: 0, pages_refused: 0 } }
      },
    }),
    asset({
      key: 'ttb_cleaned_data',
      group: GROUP,
      doc: 'The typed values of the pages, with every doubt about them: table issue.',
      partitions: dateMethodTypes,
      deps: [{ asset: 'ttb_extracted_data' }],
      codeVersion: PROCESSING_VERSION,
      async materialize({ partition, resources: { storage } }) {
        const manifest = await manifestOf(storage, partition)
        if (!manifest) return { dataVersion: 'no pages', metadata: { rows_read: 0, issues: 0 } }
        const issues = await storage.tables.readTable(ISSUE_LOG, manifest)
        return {
          dataVersion: manifest.fingerprint,
          metadata: { ...countsOf(manifest, 'rows_read', 'issues'), issues_by_code: countBy(issues, 'code') },
        }
      },
    }),
    asset({
      key: 'ttb_structured_data',
      group: GROUP,
      doc: 'The rows that keep the contract of their table, and those that do not: tables cola_detail, certificate, quarantine.',
      partitions: dateMethodTypes,
      deps: [{ asset: 'ttb_cleaned_data' }],
      codeVersion: PROCESSING_VERSION,
      async materialize({ partition, resources: { storage } }) {
        const manifest = await manifestOf(storage, partition)
        if (!manifest)
          return { dataVersion: 'no pages', metadata: { rows_read: 0, rows: 0, superseded: 0, quarantined: 0 } }
        return {
          dataVersion: manifest.fingerprint,
          metadata: countsOf(manifest, 'rows', 'superseded', 'quarantined'),
        }
      },
    }),
  ]
}

/** The manifest of the tables of a raw partition; null when there are no pages. */
function manifestOf({ tables, paths }: TtbResources['storage'], key: string): Promise<PartitionManifest | null> {
  return tables.readManifest(paths.structuredFolder(pagePartitionOf(key)))
}

/** The counts whose names begin with one of these. */
function countsOf({ counts }: PartitionManifest, ...starts: readonly string[]): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => starts.some((start) => name.startsWith(start))))
}

function countBy(rows: readonly Row[], field: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) {
    const name = String(row[field])
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
