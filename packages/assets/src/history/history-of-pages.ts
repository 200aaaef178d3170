import type { Row } from '@ttb/resources'
import { parseTtbId } from '@ttb/utils'
import type { ColaChange, Field, PageSnapshot, RecordDefinition } from '@ttb/utils/records'
import { valueText } from '../consolidated/observations.ts'

/** A snapshot of a page that is a record: what it says, cleaned, and where and when it was taken. */
export interface SnapshotInput {
  readonly sourceKey: string
  readonly contentSha256: string
  /** `YYYY-MM-DDThh:mm:ss.sssZ`; null when it is not known. */
  readonly requestedAt: string | null
  readonly pageKind: string
  readonly row: Row
}

export interface HistoryOfPages {
  /** A row a snapshot, in the order they came in. */
  readonly snapshots: readonly PageSnapshot[]
  /** A row for each field in which a snapshot differs from the one before it of the same page. */
  readonly changes: readonly ColaChange[]
}

/**
 * What became of pages from snapshot to snapshot; the snapshots of one page must come in order of time, those of others
 * may lie between. Derived fields are left out: they change with what they are derived from. Pure.
 */
export function historyOf(snapshots: Iterable<SnapshotInput>, table: RecordDefinition): HistoryOfPages {
  const compared = Object.entries(table.fields).filter(([, field]) => !field.derivedFrom)
  const latest = new Map<string, { readonly snapshot: SnapshotInput; readonly position: number }>()
  const seen: PageSnapshot[] = []
  const changes: ColaChange[] = []
  for (const snapshot of snapshots) {
    const ttbId = snapshot.row['ttb_id'] as string
    const before = latest.get(ttbId)
    const position = (before?.position ?? 0) + 1
    latest.set(ttbId, { snapshot, position })
    seen.push({
      source_key: snapshot.sourceKey,
      ttb_id: ttbId,
      page_kind: snapshot.pageKind,
      position,
      requested_at: snapshot.requestedAt,
      content_sha256: snapshot.contentSha256,
      status: textOf(snapshot.row['status']),
      approval_date: textOf(snapshot.row['approval_date']),
      expiration_date: textOf(snapshot.row['expiration_date']),
    })
    if (before) changes.push(...changesBetween(before.snapshot, snapshot, position, compared))
  }
  return { snapshots: seen, changes }
}

function changesBetween(
  earlier: SnapshotInput,
  later: SnapshotInput,
  position: number,
  fields: readonly (readonly [string, Field])[],
): ColaChange[] {
  const ttbId = later.row['ttb_id'] as string
  return fields.flatMap(([name, field]) => {
    const [before, after] = [valueText(earlier.row[name]), valueText(later.row[name])]
    if (before === after) return []
    return [
      {
        ttb_id: ttbId,
        received_date: parseTtbId(ttbId).receivedDate,
        page_kind: later.pageKind,
        position,
        field: name,
        before,
        after,
        before_sha256: earlier.contentSha256,
        after_sha256: later.contentSha256,
        before_requested_at: earlier.requestedAt,
        after_requested_at: later.requestedAt,
        is_personal: field.personal ?? false,
      },
    ]
  })
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
