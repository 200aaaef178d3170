import { manifestsBelow, readReferenceList, type TtbResources, warehouseTables } from '@ttb/assets'
import { openSqlSession, type SqlSession } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { type CheckDef, checksWith } from '../define-check.ts'
import { FOREIGN_KEYS } from './foreign-keys.ts'
import { rounded } from './page-checks.ts'
import { THRESHOLDS } from './thresholds.ts'

const check = checksWith<TtbResources>()

/** What must hold of the warehouse as a whole; two of the checks are of the earlier system, by their names. */
export const WAREHOUSE_CHECKS: readonly CheckDef<TtbResources>[] = [
  check({
    name: 'warehouse_integrity',
    asset: 'ttb_warehouse',
    doc: 'Every foreign key of facts and bridges leads to one member of its dimension, and every consolidated record is one label approval.',
    severity: 'error',
    blocking: true,
    async evaluate({ resources, signal }) {
      const names = [...new Set(FOREIGN_KEYS.flatMap(({ table, dimension }) => [table, dimension]))]
      const problems = await withTables(resources, names, async (session) => {
        const found: string[] = []
        for (const { dimension, key } of FOREIGN_KEYS) {
          const repeated = await numberOf(session, `SELECT count(${key}) - count(DISTINCT ${key}) FROM ${dimension}`)
          if (repeated > 0) found.push(`${dimension}.${key}: ${repeated} repeated`)
        }
        for (const { table, column, dimension, key } of FOREIGN_KEYS) {
          const lost = await numberOf(
            session,
            `SELECT count(*) FROM ${table} f WHERE NOT EXISTS (SELECT 1 FROM ${dimension} d WHERE d.${key} = f.${column})`,
          )
          if (lost > 0) found.push(`${table}.${column}: ${lost} lead to no member of ${dimension}`)
        }
        const days = await manifestsBelow(resources, resources.storage.paths.consolidatedPrefix, { signal })
        const records = days.reduce((sum, { counts }) => sum + (counts['rows'] ?? 0), 0)
        const approvals = await numberOf(session, 'SELECT count(*) FROM fact_products')
        if (approvals !== records) found.push(`${approvals} label approvals of ${records} consolidated records`)
        return found
      })
      return {
        passed: problems.length === 0,
        metadata: { foreign_keys: FOREIGN_KEYS.length, problems: [...new Set(problems)].join('; ') },
      }
    },
  }),
  check({
    name: 'dimensional_data_quality',
    asset: 'dim_companies',
    doc: 'Companies are told apart (error), and at least 90 % have an address; of at most 20 % too little is known (warnings). Several may bear one name.',
    severity: 'error',
    blocking: true,
    async evaluate({ resources }) {
      const { address, little, known } = THRESHOLDS.companies
      const measured = await withTables(resources, ['dim_companies', 'company_aliases'], async (session) => {
        const { columns, rows } = await session.query(`
          WITH known AS (
            SELECT *, ((company_name IS NOT NULL)::INT + (street IS NOT NULL)::INT + (city IS NOT NULL)::INT
              + (coalesce(state, country) IS NOT NULL)::INT + (principal_permit_number IS NOT NULL)::INT) / 5 AS share
            FROM dim_companies WHERE company_key <> 0)
          SELECT count(*)::INT AS companies,
            (count(*) - count(DISTINCT company_key) + count(*) - count(DISTINCT natural_key))::INT AS repeated,
            (SELECT count(*) FROM company_aliases a WHERE a.company_key NOT IN (SELECT company_key FROM dim_companies))::INT AS aliases_of_none,
            (count(*) - count(DISTINCT company_name))::INT AS same_names,
            coalesce(avg((street IS NOT NULL AND city IS NOT NULL)::INT), 1)::DOUBLE AS with_address,
            coalesce(avg((share < 0.5)::INT), 0)::DOUBLE AS little_known,
            coalesce(avg(share), 1)::DOUBLE AS known
          FROM known`)
        return Object.fromEntries(columns.map((name, at) => [name, rounded(Number(rows[0]?.[at]))]))
      })
      const of = (name: string): number => measured[name] ?? 0
      const errors = of('repeated') + of('aliases_of_none')
      const isEnough =
        of('companies') < THRESHOLDS.leastRows ||
        (of('with_address') >= address && of('little_known') <= little && of('known') >= known)
      return { passed: errors === 0 && isEnough, severity: errors > 0 ? 'error' : 'warn', metadata: measured }
    },
  }),
  check({
    name: 'reference_data_coverage',
    asset: 'ttb_reference_data',
    doc: 'There are at least 500 class and 200 origin codes, nearly all described, and nearly all records of the warehouse use codes that the lists have.',
    severity: 'warn',
    async evaluate({ resources }) {
      const { undescribed, unlisted } = THRESHOLDS.reference
      const lists = [
        ['class_type_code', await readReferenceList(resources.storage, 'class-type'), THRESHOLDS.classTypeCodes],
        ['origin_code', await readReferenceList(resources.storage, 'origin'), THRESHOLDS.originCodes],
      ] as const
      const used = await usedCodes(
        resources,
        lists.map(([name]) => name),
      )
      const problems: string[] = []
      const metadata: Record<string, number | string> = {}
      for (const [name, { codes }, least] of lists) {
        const listed = new Set(codes.map(({ code }) => code))
        const bare = codes.filter(({ description }) => description === null || description === '').length
        const all = (used.get(name) ?? []).reduce((sum, [, count]) => sum + count, 0)
        const strange = (used.get(name) ?? []).filter(([code]) => !listed.has(code))
        const share = all === 0 ? 0 : strange.reduce((sum, [, count]) => sum + count, 0) / all
        metadata[`${name}s`] = codes.length
        metadata[`${name}_unlisted`] = rounded(share)
        if (codes.length < least) problems.push(`${name}: ${codes.length} of at least ${least}`)
        if (bare > undescribed * codes.length)
          problems.push(`${name}: ${bare} of ${codes.length} without a description`)
        if (share > unlisted)
          problems.push(
            `${name}: ${rounded(share)} of the records use others, such as ${strange
              .slice(0, 5)
              .map(([code]) => code)
              .join(', ')}`,
          )
      }
      return { passed: problems.length === 0, metadata: { ...metadata, problems: problems.join('; ') } }
    },
  }),
]

/** Which codes label approvals use, and on how many; none while there is no warehouse. */
async function usedCodes(
  resources: TtbResources,
  columns: readonly string[],
): Promise<ReadonlyMap<string, readonly (readonly [code: string, count: number])[]>> {
  try {
    return await withTables(resources, ['fact_products'], async (session) => {
      const used = new Map<string, readonly (readonly [string, number])[]>()
      for (const column of columns) {
        const { rows } = await session.query(
          `SELECT ${column}, count(*)::INT FROM fact_products WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
        )
        used.set(column, rows as [string, number][])
      }
      return used
    })
  } catch (error) {
    if (TtbError.isInstance(error) && error.code === 'not_found') return new Map()
    throw error
  }
}

async function withTables<T>(
  { storage }: TtbResources,
  names: readonly string[],
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const tables = (await warehouseTables(storage)).filter(({ record }) => names.includes(record.name))
  const session = await openSqlSession(tables)
  try {
    return await work(session)
  } finally {
    session.close()
  }
}

async function numberOf(session: SqlSession, query: string): Promise<number> {
  const { rows } = await session.query(query)
  return Number(rows[0]?.[0])
}
