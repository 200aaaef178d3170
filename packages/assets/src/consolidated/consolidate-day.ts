import { createHash } from 'node:crypto'
import type { PartitionManifest, Row, Storage } from '@ttb/resources'
import type { ConflictResolution } from '@ttb/transformations'
import { TtbError } from '@ttb/utils'
import { COLA, CONFLICT_LOG, CONSOLIDATED, type RecordDefinition } from '@ttb/utils/records'
import { contractProblems, recordSchema } from '@ttb/utils/schemas'
import { type ConsolidatedRecord, consolidateRecord, type RecordSource } from './consolidate-record.ts'
import { inOrderOfTime, type MergeStrategy, pickObservation, statesOfPage } from './observations.ts'
import { type PageOfRecord, readSourcesOfDay, type SourcesOfDay } from './sources-of-day.ts'

/** Raised whenever the same sources would give other rows; days made by another version are made again. */
export const CONSOLIDATION_VERSION = '1'

export interface ConsolidateOptions {
  /** Which of several observations of one source counts. Default: `latest`. */
  readonly mergeStrategy?: MergeStrategy
  /** Whose word counts where sources disagree. Default: `prefer_cola_detail`. */
  readonly conflictResolution?: ConflictResolution
  readonly record?: RecordDefinition
  /** Make the day again although nothing it depends on has changed. */
  readonly force?: boolean
}

export interface ConsolidatedDay {
  readonly receivedDate: string
  /** False when the day was up to date and left as it is. */
  readonly made: boolean
  /** The same for the same content, whenever and wherever it was made. */
  readonly dataVersion: string
  readonly counts: Readonly<Record<string, number>>
  readonly manifest: PartitionManifest
}

const schema = recordSchema(CONSOLIDATED)

/**
 * Joins everything known of the records of a day of receipt, one row a TTB ID: nobody disappears, a record that only the
 * search lists is a row too. Where sources disagree, what each says, whose word was taken and by what rule is kept.
 * Does nothing when the day is up to date. Throws `corrupt_data` should a row break its contract.
 */
export async function consolidateDay(
  storage: Storage,
  receivedDate: string,
  options: ConsolidateOptions = {},
): Promise<ConsolidatedDay> {
  const { mergeStrategy = 'latest', conflictResolution = 'prefer_cola_detail', record = COLA, force = false } = options
  const { paths, tables } = storage
  const folder = paths.consolidatedFolder(receivedDate)
  const sources = await readSourcesOfDay(storage, receivedDate, record)
  const fingerprint = createHash('sha256')
    .update(
      JSON.stringify([CONSOLIDATION_VERSION, CONSOLIDATED, mergeStrategy, conflictResolution, sources.fingerprints]),
    )
    .digest('hex')
  const before = await tables.readManifest(folder)
  if (!force && before?.fingerprint === fingerprint)
    return { receivedDate, made: false, dataVersion: fingerprint, counts: before.counts, manifest: before }

  const records = consolidate(sources, { mergeStrategy, conflictResolution })
  for (const { row } of records) checkRow(row)
  const rows = records.map(({ row }) => row)
  const conflicts = records.flatMap(({ conflicts }) => conflicts)
  const having = (name: string): number => rows.filter((row) => row[name]).length
  const counts = {
    rows: rows.length,
    with_search_row: having('has_search_row'),
    with_cola_detail: having('has_cola_detail'),
    with_certificate: having('has_certificate'),
    conflicts: conflicts.length,
    records_with_conflicts: having('conflict_count'),
  }
  const manifest = await tables.commit(
    folder,
    { asset: 'ttb_consolidated_data', partition: receivedDate, fingerprint, counts },
    [
      { record: CONSOLIDATED, rows },
      { record: CONFLICT_LOG, rows: conflicts },
    ],
  )
  return { receivedDate, made: true, dataVersion: fingerprint, counts, manifest }
}

type Rules = { readonly mergeStrategy: MergeStrategy; readonly conflictResolution: ConflictResolution }

/** The records of a day by TTB ID, from all sources. Pure. */
function consolidate({ pages, indexRows }: SourcesOfDay, rules: Rules): ConsolidatedRecord[] {
  const ids = new Set([...pages['cola-detail'].keys(), ...pages.certificate.keys(), ...indexRows.keys()])
  return [...ids].sort().map((ttbId) =>
    consolidateRecord(
      {
        'cola-detail': pageSource(pages['cola-detail'].get(ttbId), rules.mergeStrategy),
        certificate: pageSource(pages.certificate.get(ttbId), rules.mergeStrategy),
        search: searchSource(indexRows.get(ttbId) ?? [], rules.mergeStrategy),
      },
      rules,
    ),
  )
}

function pageSource(page: PageOfRecord | undefined, strategy: MergeStrategy): RecordSource | null {
  if (!page) return null
  const states = strategy === 'latest' ? [page.row] : statesOfPage(page.row, page.changes)
  const snapshot = strategy === 'oldest' ? page.snapshots[0] : page.snapshots.at(-1)
  return {
    row: pickObservation(states, strategy) as Row,
    seenAt: snapshot?.requested_at ?? null,
    sha256: snapshot?.content_sha256 ?? null,
  }
}

/** The values of a row of the index; when it was seen is no field of the record. */
function searchSource(rows: Parameters<typeof inOrderOfTime>[0], strategy: MergeStrategy): RecordSource | null {
  const picked = pickObservation(inOrderOfTime(rows), strategy)
  if (!picked) return null
  const { first_observed_at: _first, observed_at: seenAt, ...row } = picked
  return { row, seenAt, sha256: null }
}

function checkRow(row: Row): void {
  const problems = contractProblems(schema, row)
  if (problems.length > 0)
    throw new TtbError(`consolidated record ${String(row['ttb_id'])}: ${problems.join('; ')}`, { code: 'corrupt_data' })
}
