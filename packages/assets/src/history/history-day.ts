import { createHash } from 'node:crypto'
import type { PartitionManifest, Storage } from '@ttb/resources'
import { COLA, COLA_CHANGES, COLA_STATUS_HISTORY, type RecordDefinition } from '@ttb/utils/records'
import { readSourcesOfDay } from '../consolidated/sources-of-day.ts'
import { statusHistory } from './status-history.ts'

/** Raised whenever the same observations would give another history. */
export const HISTORY_VERSION = '1'

export interface HistoryOfDay {
  readonly receivedDate: string
  /** False when the day was up to date and left as it is. */
  readonly made: boolean
  readonly dataVersion: string
  readonly counts: Readonly<Record<string, number>>
  readonly manifest: PartitionManifest
}

/** How the records of a day of receipt changed, as far as it was observed: their statuses, and every changed field of a page. */
export async function historyOfDay(
  storage: Storage,
  receivedDate: string,
  { record = COLA, force = false }: { readonly record?: RecordDefinition; readonly force?: boolean } = {},
): Promise<HistoryOfDay> {
  const { paths, tables } = storage
  const folder = paths.historyFolder(receivedDate)
  const { pages, indexRows, fingerprints } = await readSourcesOfDay(storage, receivedDate, record)
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([HISTORY_VERSION, COLA_STATUS_HISTORY, COLA_CHANGES, fingerprints]))
    .digest('hex')
  const before = await tables.readManifest(folder)
  if (!force && before?.fingerprint === fingerprint)
    return { receivedDate, made: false, dataVersion: fingerprint, counts: before.counts, manifest: before }

  const kinds = [pages['cola-detail'], pages.certificate]
  const ids = [...new Set([...kinds.flatMap((kind) => [...kind.keys()]), ...indexRows.keys()])].sort()
  const statuses = ids.flatMap((ttbId) =>
    statusHistory({
      ttbId,
      receivedDate,
      indexRows: indexRows.get(ttbId) ?? [],
      snapshots: kinds.flatMap((kind) => kind.get(ttbId)?.snapshots ?? []),
    }),
  )
  const changes = ids.flatMap((ttbId) => kinds.flatMap((kind) => kind.get(ttbId)?.changes ?? []))
  const counts = {
    records: ids.length,
    statuses: statuses.length,
    status_changes: statuses.length - ids.length,
    changes: changes.length,
  }
  const manifest = await tables.commit(
    folder,
    { asset: 'cola_status_history', partition: receivedDate, fingerprint, counts },
    [
      { record: COLA_STATUS_HISTORY, rows: statuses },
      { record: COLA_CHANGES, rows: changes },
    ],
  )
  return { receivedDate, made: true, dataVersion: fingerprint, counts, manifest }
}
