import {
  type DuePage,
  duePagesOf,
  pageKindsOf,
  pagePartitionOf,
  readFetchLog,
  readIndexDay,
  readSearchedDay,
  type TtbResources,
} from '@ttb/assets'
import { type Materialization, partitionKey, partitionOf } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import type { FetchEntry, IndexRow } from '@ttb/utils/records'
import type { Engine } from '../run/engine.ts'

const INDEX = 'ttb_registry_index'
const RAW = 'ttb_raw_data'
const TABLES = 'ttb_structured_data'
const STEPS = [RAW, 'ttb_extracted_data', 'ttb_cleaned_data', TABLES] as const

/** How far the records completed on a day have come. */
export interface AcquiredDay {
  /** Day of completion, `YYYY-MM-DD`. */
  readonly day: string
  /** Records that the registry said there are when the day was searched to its end last; null when it never was. */
  readonly expected: number | null
  /** Records that the index lists under the day: also those that have moved on to another since. */
  readonly indexed: number
  /** Pages that these have. */
  readonly pages: number
  /** Those of them that are held as they were listed, or that the registry clearly has not. */
  readonly fetched: number
  /** Those of them that tables were made from. */
  readonly parsed: number
  /** Those that belong to a partition whose last attempt failed, or that a check keeps from use. */
  readonly failed: number
}

type Resources = Pick<TtbResources, 'storage' | 'state'>

/** What is known of a raw partition, and of the tables made from it. */
interface PartitionView {
  readonly failed: boolean
  /** Whether the tables show what was fetched last. */
  readonly parsed: boolean
  isDue(row: IndexRow): boolean
}

/** How far each day of completion has come, both ends of the range included: by the index, the ledger and the manifests. */
export async function readAcquiredDays(
  engine: Engine<TtbResources>,
  resources: Resources,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<AcquiredDay[]> {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  const expected = await readExpected(engine, resources, days)
  const rows = new Map<string, readonly IndexRow[]>()
  for (const day of days) rows.set(day, await readIndexDay(resources.storage, day))
  const views = await viewPartitions(engine, resources, [...rows.values()].flat())
  return days.map((day) => {
    const count = { pages: 0, fetched: 0, parsed: 0, failed: 0 }
    const listed = rows.get(day) as readonly IndexRow[]
    for (const row of listed)
      for (const kind of pageKindsOf(row.ttb_id)) {
        const view = views.get(partitionKey(partitionOf(row.ttb_id, kind))) as PartitionView
        const isFetched = !view.isDue(row)
        count.pages++
        if (view.failed) count.failed++
        if (isFetched) count.fetched++
        if (isFetched && view.parsed) count.parsed++
      }
    return { day, expected: expected.get(day) ?? null, indexed: listed.length, ...count }
  })
}

/** The records that the registry said each day has: by the index, whoever searched, and by the ledger where a run did so since. */
async function readExpected(
  { ledger }: Engine<TtbResources>,
  { storage }: Resources,
  days: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const made = new Map((await ledger.latest(INDEX, days)).map((latest) => [latest.partition, latest]))
  const expected = new Map<string, number>()
  for (const day of days) {
    const searched = await readSearchedDay(storage, day)
    if (searched === null) continue
    const run = made.get(day)
    const isOfRun = run !== undefined && run.materializedAtMs >= Date.parse(searched.searchedAt)
    expected.set(day, isOfRun ? Number(run.metadata['listed'] ?? searched.listed) : searched.listed)
  }
  return expected
}

async function viewPartitions(
  { ledger }: Engine<TtbResources>,
  resources: Resources,
  rows: readonly IndexRow[],
): Promise<ReadonlyMap<string, PartitionView>> {
  const rowsOf = new Map<string, IndexRow[]>()
  for (const row of rows)
    for (const kind of pageKindsOf(row.ttb_id)) {
      const key = partitionKey(partitionOf(row.ttb_id, kind))
      const others = rowsOf.get(key)
      if (others) others.push(row)
      else rowsOf.set(key, [row])
    }
  const wanted = [...rowsOf.keys()]
  const made = async (asset: string) =>
    new Map((await ledger.latest(asset, wanted)).map((state) => [state.partition, state]))
  const [raw, tables] = [await made(RAW), await made(TABLES)]
  const failed = new Set<string>()
  for (const asset of STEPS) {
    for (const { partition } of await ledger.failures(asset, wanted)) failed.add(partition)
    for (const { partition, gatedBy } of await ledger.states(asset, wanted)) if (gatedBy !== null) failed.add(partition)
  }
  const views = new Map<string, PartitionView>()
  for (const [key, listed] of rowsOf) {
    const [fetched, table] = [raw.get(key), tables.get(key)]
    views.set(key, {
      failed: failed.has(key),
      parsed: table !== undefined && table.materializedAtMs >= (fetched?.materializedAtMs ?? 0),
      isDue: await createIsDue(resources, { key, fetched, rows: listed }),
    })
  }
  return views
}

/** Whether the page of a record is due: certain by the ledger where its partition was made since; else the manifest says. */
async function createIsDue(
  { storage, state }: Resources,
  {
    key,
    fetched,
    rows,
  }: { readonly key: string; readonly fetched: Materialization | undefined; readonly rows: readonly IndexRow[] },
): Promise<(row: IndexRow) => boolean> {
  const partition = pagePartitionOf(key)
  const madeAt = fetched ? new Date(fetched.materializedAtMs).toISOString() : ''
  const isSettled = Number(fetched?.metadata['unsettled'] ?? 0) === 0
  if (isSettled && rows.every(({ first_observed_at: listedAt }) => listedAt <= madeAt)) return () => false
  const noted = (await state.pendingAttempts(key)).map(({ entry }) => entry as FetchEntry)
  const entries = [...(await readFetchLog(storage.objects, storage.paths, partition)), ...noted]
  const byId = new Map<string, FetchEntry[]>()
  for (const entry of entries) byId.set(entry.ttb_id, [...(byId.get(entry.ttb_id) ?? []), entry])
  return (row) => duePagesOf(row, byId.get(row.ttb_id) ?? []).some(({ kind }: DuePage) => kind === partition.kind)
}
