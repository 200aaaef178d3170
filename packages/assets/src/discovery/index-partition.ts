import { createHash } from 'node:crypto'
import type { Storage } from '@ttb/resources'
import { cleanPage } from '@ttb/transformations'
import type { Issue } from '@ttb/utils'
import { type IndexRow, ISSUE_LOG, QUARANTINE_LOG, REGISTRY_INDEX, type SearchRow } from '@ttb/utils/records'
import { contractProblems, recordSchema } from '@ttb/utils/schemas'
import { markUnrouted } from './unrouted-days.ts'

/** Raised whenever the same search rows would give other index rows. */
const INDEX_VERSION = '1'

/** What one complete or incomplete look at a day of completion showed. */
export interface Observation {
  /** ISO 8601, UTC. */
  readonly observedAt: string
  /** The rows of that day, as printed. */
  readonly rows: readonly SearchRow[]
  /** Rows that could not be read for certain, each with its text. */
  readonly refused: readonly Issue[]
  /** Where the answers lie from which they were read. */
  readonly sourceKey: string
  /** Whether the registry let all rows through that it said there are. */
  readonly complete: boolean
}

export interface IndexedDay {
  readonly completedDate: string
  /** Rows the registry listed now. */
  readonly listed: number
  /** Records listed under this date for the first time. */
  readonly added: number
  /** Records listed before, now with other values. */
  readonly changed: number
  readonly quarantined: number
  readonly complete: boolean
}

const schema = recordSchema(REGISTRY_INDEX)
/** Fields that say when a row was observed, not what. */
const OBSERVATION_FIELDS = ['first_observed_at', 'observed_at']
const VALUE_FIELDS = Object.keys(REGISTRY_INDEX.fields).filter((name) => !OBSERVATION_FIELDS.includes(name))

/**
 * Takes an observation of one day of completion into the registry index. A row that was ever listed stays, also when the
 * record has moved on to another date; the day is marked for fetching, and for its days of receipt, before it changes, so
 * that nothing is missed.
 */
export async function indexDay(
  storage: Storage,
  completedDate: string,
  { observedAt, rows, refused, sourceKey, complete }: Observation,
): Promise<IndexedDay> {
  const { objects, paths, tables } = storage
  const folder = paths.indexFolder(completedDate)
  const manifest = await tables.readManifest(folder)
  const held = new Map<string, IndexRow>()
  if (manifest)
    for (const row of (await tables.readTable(REGISTRY_INDEX, manifest)) as IndexRow[]) held.set(row.ttb_id, row)
  const before = new Map(held)

  const issues: { readonly issue: Issue; readonly ttbId: string | null }[] = []
  const quarantine: Record<string, unknown>[] = []
  let added = 0
  let changed = 0
  rows.forEach((source, at) => {
    const cleaned = cleanPage('search', source)
    const ttbId = cleaned.values['ttb_id'] as string | null
    for (const issue of cleaned.issues) issues.push({ issue, ttbId })
    const earlier = ttbId === null ? undefined : before.get(ttbId)
    const isSame = earlier !== undefined && VALUE_FIELDS.every((name) => earlier[name] === cleaned.values[name])
    if (isSame) return
    const row = {
      ...cleaned.values,
      first_observed_at: earlier?.first_observed_at ?? observedAt,
      observed_at: observedAt,
    } as unknown as IndexRow
    const problems = contractProblems(schema, row)
    if (problems.length > 0) {
      quarantine.push({
        source_key: sourceKey,
        position: at + 1,
        ttb_id: ttbId,
        table_name: REGISTRY_INDEX.name,
        reasons: problems,
        row_json: JSON.stringify(row),
      })
      return
    }
    if (earlier) changed++
    else added++
    held.set(row.ttb_id, row)
  })

  refused.forEach(({ code, text }, at) => {
    const reasons = [`${code}: the columns of the row cannot be told apart`]
    const position = rows.length + at + 1
    quarantine.push({
      source_key: sourceKey,
      position,
      ttb_id: null,
      table_name: REGISTRY_INDEX.name,
      reasons,
      row_json: JSON.stringify(text ?? ''),
    })
  })

  const listed = rows.length + refused.length
  const day = { completedDate, listed, added, changed, quarantined: quarantine.length, complete }
  if (manifest === null || added + changed + quarantine.length > 0) {
    const all = [...held.values()].sort((one, other) => (one.ttb_id < other.ttb_id ? -1 : 1))
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([INDEX_VERSION, all, quarantine]))
      .digest('hex')
    // Of every state with rows, also of one that only adds to quarantine: the marks of those before it are settled with its own.
    if (held.size > 0) {
      await objects.write(pendingKey(folder, observedAt, fingerprint), new Uint8Array())
      await markUnrouted(storage, { completedDate, observedAt, fingerprint })
    }
    await tables.commit(
      folder,
      {
        asset: 'ttb_registry_index',
        partition: completedDate,
        fingerprint,
        counts: {
          // Only a complete look tells how many there are.
          ...countListed(complete ? listed : manifest?.counts['listed']),
          rows: all.length,
          quarantined: quarantine.length,
          issues: issues.length,
        },
      },
      [
        { record: REGISTRY_INDEX, rows: all },
        { record: ISSUE_LOG, rows: issues.map(({ issue, ttbId }, at) => issueRow(sourceKey, at + 1, issue, ttbId)) },
        { record: QUARANTINE_LOG, rows: quarantine },
      ],
    )
  }
  // The stamp of an index partition is the time of the last complete look at it.
  if (complete) await tables.writeStamp(folder, observedAt)
  return day
}

function countListed(listed: number | undefined): Record<string, number> {
  return listed === undefined ? {} : { listed }
}

function issueRow(sourceKey: string, position: number, issue: Issue, ttbId: string | null): Record<string, unknown> {
  return {
    source_key: sourceKey,
    position,
    ttb_id: ttbId,
    code: issue.code,
    field: issue.field ?? null,
    text: issue.text || null,
  }
}

/** The moment is missing in marks of earlier versions: those count as the earliest of their day. */
const PENDING = /^(.*\/)(\d{4}-\d{2}-\d{2})\/_pending-(?:(\d{17})-)?([0-9a-f]{16})$/

/** An empty object that stands in the folder of a day until the pages of its records were fetched. */
function pendingKey(folder: string, observedAt: string, fingerprint: string): string {
  const moment = new Date(observedAt).toISOString().replace(/\D/g, '')
  return `${folder}_pending-${moment}-${fingerprint.slice(0, 16)}`
}

/** A mark that a state of a day lists records of which pages may have to be fetched. */
export interface PendingMark {
  readonly key: string
  /** When the state was observed, in digits, empty where that is not known: marks of one day compare by it. */
  readonly observedAt: string
  /** The start of its fingerprint. */
  readonly fingerprint: string
}

export interface PendingDay {
  readonly completedDate: string
  /** Those of states that were read are to be removed once all their pages are there; see `settledMarks`. */
  readonly marks: readonly PendingMark[]
}

/** The days of completion that list records of which pages may have to be fetched, the earliest first. */
export async function* listPendingDays({ objects, paths }: Storage): AsyncGenerator<PendingDay> {
  let open: { completedDate: string; marks: PendingMark[] } | null = null
  for await (const { key } of objects.list(paths.indexPrefix)) {
    const [, , completedDate, observedAt = '', fingerprint] = PENDING.exec(key) ?? []
    if (completedDate === undefined || fingerprint === undefined) continue
    if (open && open.completedDate !== completedDate) {
      yield open
      open = null
    }
    open ??= { completedDate, marks: [] }
    open.marks.push({ key, observedAt, fingerprint })
  }
  if (open) yield open
}

/** The rows of a day of completion; none when it was never looked at. */
export async function readIndexDay(storage: Storage, completedDate: string): Promise<readonly IndexRow[]> {
  return (await readIndexState(storage, completedDate)).rows
}

/** The last look at a day of completion to its end. */
export interface SearchedDay {
  /** Records that the registry said there are: at that look, or at the last one before it that changed anything. */
  readonly listed: number
  /** ISO 8601, UTC. */
  readonly searchedAt: string
}

/** What is known of the last look at a day of completion to its end; null when there was none. */
export async function readSearchedDay({ paths, tables }: Storage, completedDate: string): Promise<SearchedDay | null> {
  const folder = paths.indexFolder(completedDate)
  const searchedAt = await tables.readStamp(folder)
  const manifest = searchedAt === null ? null : await tables.readManifest(folder)
  if (searchedAt === null || manifest === null) return null
  const { listed, rows = 0, quarantined = 0 } = manifest.counts
  return { listed: listed ?? rows + quarantined, searchedAt }
}

/** As {@link readIndexDay}, and the fingerprint of what they were read from; null when there is none. */
export async function readIndexState(
  { paths, tables }: Storage,
  completedDate: string,
): Promise<{ readonly rows: readonly IndexRow[]; readonly fingerprint: string | null }> {
  const manifest = await tables.readManifest(paths.indexFolder(completedDate))
  if (!manifest) return { rows: [], fingerprint: null }
  return { rows: (await tables.readTable(REGISTRY_INDEX, manifest)) as IndexRow[], fingerprint: manifest.fingerprint }
}
