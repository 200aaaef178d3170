import { createHash } from 'node:crypto'
import type { Sighting, World } from '@ttb/registry-simulator'
import type { Row, Storage } from '@ttb/resources'
import { partitionOf } from '@ttb/resources'
import { cleanPage } from '@ttb/transformations'
import { COLA_CHANGES, PAGE_LOG, PAGE_SNAPSHOT } from '@ttb/utils/records'
import { indexDay } from '../../src/discovery/index-partition.ts'
import { historyOf, type SnapshotInput } from '../../src/history/history-of-pages.ts'
import { pageTables } from '../../src/page-tables.ts'

const DAY_MS = 86_400_000
const TABLES = pageTables()
type Kind = 'cola-detail' | 'certificate'

export interface ObservedRegistry {
  /** Looks at the whole registry at a time: indexes what changed, takes the pages of it, and makes their tables. */
  observe(
    atMs: number,
  ): Promise<{ readonly completedDates: readonly string[]; readonly receivedDates: readonly string[] }>
}

/** Takes what a simulated registry shows into storage as acquisition and processing would, without pages of HTML between. */
export function observedRegistry(storage: Storage, world: World): ObservedRegistry {
  const seen = new Map<string, number>()
  const snapshots = new Map<string, SnapshotInput[]>()
  return {
    async observe(atMs) {
      const observedAt = new Date(atMs).toISOString()
      const changed = world.lifecycles
        .map(({ ttbId }) => world.find(ttbId, atMs))
        .filter((sighting): sighting is Sighting => sighting !== null)
        .filter(({ lifecycle, event }) => seen.get(lifecycle.ttbId) !== event.day)
      const byCompletedDate = new Map<string, Sighting[]>()
      const touched = new Set<string>()
      for (const sighting of changed) {
        const { ttbId } = sighting.lifecycle
        seen.set(ttbId, sighting.event.day)
        const { detail, certificate, searchRow } = world.record(sighting)
        push(byCompletedDate, searchRow.completed_date as string, sighting)
        for (const [kind, page] of [
          ['cola-detail', detail],
          ['certificate', certificate],
        ] as const) {
          if (!page) continue
          const partition = partitionOf(ttbId, kind)
          const folder = storage.paths.structuredFolder(partition)
          touched.add(JSON.stringify([folder, partition.receivedDate, kind]))
          push(snapshots, folder, {
            sourceKey: `${storage.paths.rawFolder(partition)}${ttbId}~${observedAt}.html`,
            contentSha256: createHash('sha256').update(JSON.stringify(page)).digest('hex'),
            requestedAt: observedAt,
            pageKind: kind,
            row: cleanPage(kind, page).values,
          })
        }
      }
      for (const [completedDate, sightings] of byCompletedDate)
        await indexDay(storage, completedDate, {
          observedAt,
          rows: sightings.map((sighting) => world.record(sighting).searchRow),
          refused: [],
          sourceKey: `search/${completedDate}`,
          complete: true,
        })
      for (const key of touched) {
        const [folder, receivedDate, kind] = JSON.parse(key) as [string, string, Kind]
        await commitPages(storage, folder, receivedDate, kind, snapshots.get(folder) as SnapshotInput[])
      }
      return {
        completedDates: [...byCompletedDate.keys()].sort(),
        receivedDates: [...new Set(changed.map(({ lifecycle }) => dayOf(lifecycle.receivedDay)))].sort(),
      }
    },
  }
}

async function commitPages(
  storage: Storage,
  folder: string,
  receivedDate: string,
  kind: Kind,
  inputs: readonly SnapshotInput[],
): Promise<void> {
  const rows = new Map<string, Row>(inputs.map(({ row }) => [row['ttb_id'] as string, row]))
  const { snapshots, changes } = historyOf(inputs, TABLES[kind])
  const log = inputs.map(({ sourceKey, contentSha256, row }) => ({
    source_key: sourceKey,
    ttb_id: row['ttb_id'],
    page_kind: kind,
    outcome: 'found',
    layout: null,
    rows: 1,
    issues: 0,
    size_bytes: 1,
    content_sha256: contentSha256,
  }))
  await storage.tables.commit(
    folder,
    {
      asset: 'ttb_structured_data',
      partition: `${receivedDate}|${folder}`,
      fingerprint: createHash('sha256').update(JSON.stringify(inputs)).digest('hex'),
      counts: {},
    },
    [
      {
        record: TABLES[kind],
        rows: [...rows.values()].sort((a, b) => (String(a['ttb_id']) < String(b['ttb_id']) ? -1 : 1)),
      },
      { record: PAGE_LOG, rows: log },
      { record: PAGE_SNAPSHOT, rows: snapshots },
      { record: COLA_CHANGES, rows: changes },
    ],
  )
}

/** `YYYY-MM-DD` of a number of days since 1970. */
export function dayOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key)
  if (group) group.push(item)
  else groups.set(key, [item])
}
