import { LOG_TABLES, PROVENANCE, pageTables, provenanceFunction, WAREHOUSE_TABLES, warehouseTables } from '@ttb/assets'
import { type Config, nearestNames } from '@ttb/config'
import {
  localFiles,
  type ManifestTable,
  openSqlSession,
  openStorage,
  type SqlSession,
  type SqlSessionOptions,
  type SqlTable,
  type Storage,
} from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { CONSOLIDATED, FETCH_LOG, PAGE_SNAPSHOT, REGISTRY_INDEX, type RecordDefinition } from '@ttb/utils/records'

/** Tables that are found together. */
interface TableSource {
  readonly records: readonly RecordDefinition[]
  /** What makes them. */
  readonly madeBy: string
  /** Some of them. */
  readonly open: (storage: Storage, wanted: readonly RecordDefinition[]) => Promise<OpenedTables>
}

interface OpenedTables {
  /** None where they cannot even be asked before they are made. */
  readonly tables: readonly SqlTable[]
  /** Whether anything of their kind was made yet: a table that was may have no rows all the same. */
  readonly isMade: boolean
}

const PAGE_TABLES: readonly RecordDefinition[] = [...Object.values(pageTables()), ...LOG_TABLES, PAGE_SNAPSHOT]
/** FETCH is a word of SQL. */
const FETCHES: RecordDefinition = { ...FETCH_LOG, name: 'fetch_log' }

/** THE LIST: every table that SQL can ask, and where it is found. */
const SOURCES: readonly TableSource[] = [
  {
    records: WAREHOUSE_TABLES,
    madeBy: 'ttb run ttb_analytics_only',
    open: async (storage, wanted) => {
      try {
        const tables = await warehouseTables(storage)
        const isWanted = ({ record }: SqlTable) => wanted.some(({ name }) => name === record.name)
        return { tables: tables.filter(isWanted), isMade: true }
      } catch (error) {
        // All other tables can be asked without it.
        if (TtbError.isInstance(error) && error.code === 'not_found') return { tables: [], isMade: false }
        throw error
      }
    },
  },
  {
    records: [CONSOLIDATED],
    madeBy: 'ttb run ttb_analytics_only',
    open: (storage, wanted) => committedTables(storage, storage.paths.consolidatedPrefix, [CONSOLIDATED], wanted),
  },
  {
    records: PAGE_TABLES,
    madeBy: 'ttb run',
    open: (storage, wanted) => committedTables(storage, `${storage.paths.prefixes.processed}/`, PAGE_TABLES, wanted),
  },
  {
    records: [REGISTRY_INDEX],
    madeBy: 'ttb discover',
    // By day of completion, as they were listed: by day of receipt lie those rows only that runs have brought there.
    open: (storage, wanted) => committedTables(storage, storage.paths.indexPrefix, [REGISTRY_INDEX], wanted),
  },
  { records: [FETCHES], madeBy: 'ttb fetch', open: fetchLog },
]

/** The tables of the files that the manifests below a prefix name, those that are wanted of a kind. */
async function committedTables(
  storage: Storage,
  prefix: string,
  kind: readonly RecordDefinition[],
  wanted: readonly RecordDefinition[],
): Promise<OpenedTables> {
  const found = new Map<string, ManifestTable[]>(wanted.map(({ name }) => [name, []]))
  let isMade = false
  for await (const manifest of storage.tables.listManifests(prefix)) {
    isMade ||= kind.some(({ name }) => name in manifest.tables)
    for (const [name, table] of Object.entries(manifest.tables)) {
      const { key } = table
      const held = found.get(name)
      if (!held) continue
      if (!key.endsWith('.parquet'))
        throw new TtbError(`${key}: SQL reads Parquet only; set outputFormat to "parquet" and run "ttb reparse"`, {
          code: 'query_failed',
        })
      held.push(table)
    }
  }
  const tables: SqlTable[] = []
  for (const record of wanted) {
    const held = found.get(record.name) ?? []
    const files = await localFiles(
      storage,
      held.map(({ key }) => key),
    )
    const contracts = new Map<string, string>()
    for (const [at, { contract }] of held.entries())
      if (contract !== undefined) contracts.set(files[at] as string, contract)
    tables.push({ record, files, contracts })
  }
  return { tables, isMade }
}

async function fetchLog(storage: Storage): Promise<OpenedTables> {
  const { objects, paths } = storage
  const keys: string[] = []
  for await (const { key } of objects.list(`${paths.prefixes.raw}/`))
    if (key.endsWith('/_fetches.jsonl')) keys.push(key)
  const files = await localFiles(storage, keys)
  return { tables: [{ record: FETCHES, files, format: 'jsonl' }], isMade: files.length > 0 }
}

export interface OpenTablesOptions {
  /** The SQL that is to be asked: only tables that it names are opened, which is faster. Default: the tables of pages. */
  readonly sql?: string
  /** The one file that the session may write. */
  readonly outputFile?: string | undefined
  /** Told which tables that the SQL names are empty because nothing was made of their kind yet, and what makes them. */
  readonly onNotMade?: (note: string) => void
}

/**
 * A SQL session over every table that is stored, and `provenance('TTB ID')`. A message about a table that is not there says
 * which is meant, or what makes it.
 */
export async function openTables(
  config: Config,
  { sql, outputFile, onNotMade }: OpenTablesOptions = {},
): Promise<SqlSession> {
  const { mergeStrategy, conflictResolution } = config
  const storage = openStorage(config)
  const sources = sql === undefined ? SOURCES.filter(({ records }) => records === PAGE_TABLES) : sourcesNamedIn(sql)
  const tables: SqlTable[] = []
  for (const source of sources) {
    const named = source.records.flatMap(namesOf).filter((name) => sql !== undefined && wordsOf(sql).has(name))
    const isWanted = (record: RecordDefinition) =>
      named.length === 0 || namesOf(record).some((name) => named.includes(name))
    const opened = await source.open(storage, source.records.filter(isWanted))
    tables.push(...opened.tables)
    if (named.length > 0 && opened.tables.length > 0 && !opened.isMade)
      onNotMade?.(notMade(named, source.madeBy, config).message)
  }
  const options: SqlSessionOptions = {
    functions: [provenanceFunction(storage, { mergeStrategy, conflictResolution })],
    ...(outputFile !== undefined && { outputFile }),
  }
  const session = await openSqlSession(tables, options)
  const explained = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw explain(error, config)
    }
  }
  return {
    query: (text, queryOptions) => explained(session.query(text, queryOptions)),
    stream: (text, queryOptions) => explained(session.stream(text, queryOptions)),
    writeParquet: (text, queryOptions) => explained(session.writeParquet(text, queryOptions)),
    close: session.close,
  }
}

/** The sources of which a text names a table; all of them where it names none, as in `SHOW TABLES`. */
function sourcesNamedIn(sql: string): readonly TableSource[] {
  const words = wordsOf(sql)
  const isNamed = ({ records }: TableSource): boolean =>
    records.some((record) => namesOf(record).some((name) => words.has(name)))
  const named = SOURCES.filter(isNamed)
  return named.length > 0 || words.has('provenance') ? named : SOURCES
}

function wordsOf(sql: string): ReadonlySet<string> {
  return new Set(sql.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? [])
}

/** The names of a table and of the tables of its lists. */
function namesOf({ name, fields }: RecordDefinition): string[] {
  const lists = Object.entries(fields).filter(([, { type }]) => type === 'record')
  return [name, ...lists.map(([list]) => `${name}_${list}`)]
}

function explain(error: unknown, config: Config): unknown {
  const [, wanted] = /Table with name "?([^\s"!]+)"? does not exist/.exec((error as Error).message) ?? []
  if (wanted === undefined || !TtbError.isInstance(error)) return error
  const source = SOURCES.find(({ records }) => records.some((record) => namesOf(record).includes(wanted.toLowerCase())))
  if (source) return notMade([wanted], source.madeBy, config, error)
  const all = SOURCES.flatMap(({ records }) => records.flatMap(namesOf))
  const near = nearestNames(wanted, all)
  return new TtbError(
    `no table ${JSON.stringify(wanted)}; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'see "ttb sql --tables"'}`,
    { code: 'query_failed', cause: error },
  )
}

/** Every table there is, for the data dictionary: those of pages first, and where values come from. */
export const ALL_TABLES: readonly RecordDefinition[] = [
  ...new Set([...PAGE_TABLES, ...SOURCES.flatMap(({ records }) => records), PROVENANCE]),
]

/** Every table that lies in Parquet files, and so can be exported. */
export const EXPORTABLE_TABLES: readonly RecordDefinition[] = SOURCES.flatMap(({ records }) => records).filter(
  (record) => record !== FETCHES,
)

/** The tables of these names, in the order of the list. Throws `not_found` for one that is not made yet. */
export async function openNamed(config: Config, names: readonly string[]): Promise<SqlTable[]> {
  const storage = openStorage(config)
  const tables: SqlTable[] = []
  for (const { records, madeBy, open } of SOURCES) {
    const wanted = records.filter(({ name }) => names.includes(name))
    if (wanted.length === 0) continue
    const opened = await open(storage, wanted)
    if (opened.tables.length === 0)
      throw notMade(
        wanted.map(({ name }) => name),
        madeBy,
        config,
      )
    tables.push(...opened.tables)
  }
  return tables
}

/** Names that a message lists; others are counted. */
const MAX_NAMED = 4

function notMade(names: readonly string[], madeBy: string, { data }: Config, cause?: unknown): TtbError {
  const more = names.length - MAX_NAMED
  const listed = `${names.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return new TtbError(`not made yet in ${data}: ${listed}; "${madeBy}" makes ${names.length === 1 ? 'it' : 'them'}`, {
    code: 'not_found',
    cause,
  })
}

/** A table, for people to choose from. */
export interface ListedTable {
  readonly name: string
  /** Null where it is not made yet. */
  readonly rows: number | null
  readonly doc: string
  readonly madeBy: string
}

/** Every table that SQL can ask, with how many rows it has. */
export async function listTables(config: Config): Promise<ListedTable[]> {
  const storage = openStorage(config)
  const opened: SqlTable[] = []
  for (const { records, open } of SOURCES) opened.push(...(await open(storage, records)).tables)
  const session = await openSqlSession(opened)
  try {
    const counts = opened.map(({ record }) => `SELECT '${record.name}', count(*)::DOUBLE FROM "${record.name}"`)
    const { rows } = await session.query(counts.join(' UNION ALL '))
    const countOf = new Map(rows.map(([name, count]) => [name as string, count as number]))
    return SOURCES.flatMap(({ records, madeBy }) =>
      records.map(({ name, doc }) => ({ name, rows: countOf.get(name) ?? null, doc, madeBy })),
    )
  } finally {
    session.close()
  }
}
