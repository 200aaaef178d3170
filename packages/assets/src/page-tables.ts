import {
  COLA,
  ISSUE_LOG,
  PAGE_KINDS,
  PAGE_LOG,
  type PageKind,
  pageTable,
  QUARANTINE_LOG,
  type RecordDefinition,
} from '@ttb/utils/records'

type PageTables = Readonly<Record<PageKind, RecordDefinition>>

const tablesOf = new WeakMap<RecordDefinition, PageTables>()

/** The tables that pages become, by page kind: what the pages show and what is derived from it. */
export function pageTables(record: RecordDefinition = COLA): PageTables {
  const held = tablesOf.get(record)
  if (held) return held
  const kinds = Object.keys(PAGE_KINDS) as PageKind[]
  const tables = Object.fromEntries(kinds.map((kind) => [kind, pageTable(record, kind)])) as unknown as PageTables
  tablesOf.set(record, tables)
  return tables
}

/** The tables beside them that account for every page, every doubt and every refused row. */
export const LOG_TABLES = [PAGE_LOG, ISSUE_LOG, QUARANTINE_LOG] as const
