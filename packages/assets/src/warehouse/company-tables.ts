import { join } from 'node:path'
import type { Row } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { defineRecord } from '@ttb/utils/records'
import type { Build } from './build.ts'
import { type Alias, resolveCompanies } from './company-resolution.ts'
import { aliasEvidence, PERMIT_OCCURRENCES } from './dimension-queries.ts'
import { loadRows } from './sql-relations.ts'
import { permitParts } from './static-members.ts'
import { findTouched, TOUCHED_LINKS } from './touched-companies.ts'
import type { YearTables } from './year-parts.ts'

const KEY = { type: 'surrogate_key', cardinality: 'required', doc: 'Key.' } as const
const ALIAS_TIES = defineRecord({
  name: 'alias_ties',
  doc: 'The company of each way of naming, on its way to the tables.',
  key: ['alias_key'],
  fields: {
    alias_key: KEY,
    company_key: KEY,
    natural_key: { type: 'text', doc: 'Natural key of the company.' },
    evidence: { type: 'text', doc: 'Evidence.' },
    confidence: { type: 'decimal', doc: 'Confidence.' },
  },
})
const COMPANY_PERMITS = defineRecord({
  name: 'company_permits',
  doc: 'The company of each permit, on its way to the tables.',
  key: ['permit_number'],
  fields: { permit_number: { type: 'text', cardinality: 'required', doc: 'Permit.' }, company_key: KEY },
})
const PERMIT_PARTS = defineRecord({
  name: 'permit_parts',
  doc: 'Permit numbers taken apart, on their way to the tables.',
  key: ['permit_number'],
  fields: {
    permit_number: { type: 'text', cardinality: 'required', doc: 'Permit.' },
    permit_type: { type: 'text', doc: 'Type.' },
    permit_type_doc: { type: 'text', doc: 'Meaning.' },
    state: { type: 'text', doc: 'State.' },
    suffix: { type: 'text', doc: 'Suffix.' },
    number: { type: 'integer', doc: 'Number.' },
  },
})

/**
 * Finds the companies of all records, those that no change could have touched taken over from the warehouse, and leaves in
 * the database what tables of them are made from: `alias_evidence` of what was touched, `alias_ties`, `alias_map`,
 * `company_permits`, `permit_parts`, `permit_occurrences`, how they were before: `held_ties`, `moved_aliases`, and what
 * `findTouched` leaves. Needs the parts of all years. Throws `corrupt_data` should two natural keys have one surrogate key.
 */
export async function makeCompanyTables(build: Build, parts: YearTables): Promise<void> {
  const { database, workFolder } = build
  const goesOn = await findTouched(build, parts)
  await database.run(
    `CREATE TABLE alias_evidence AS ${aliasEvidence(goesOn ? 'SEMI JOIN touched_aliases USING (alias_key)' : '')}`,
  )
  await database.run(`CREATE TABLE permit_occurrences AS ${PERMIT_OCCURRENCES}`)
  const evidence = await database.query(
    `SELECT alias_key::VARCHAR, principal_permit_number, holder_name_key, holder_address_key, first_order::DOUBLE
     FROM alias_evidence ORDER BY principal_permit_number, holder_name_key, holder_address_key`,
  )
  const aliases = evidence.rows.map(
    ([aliasKey, permit, nameKey, addressKey, firstOrder]) =>
      ({ aliasKey, permit, nameKey, addressKey, firstOrder: Number(firstOrder) }) as Alias,
  )
  checkDistinct(
    'company_aliases',
    aliases.map(({ aliasKey }) => aliasKey),
  )
  const links = await database.query(
    `SELECT DISTINCT one, other FROM seen_links ${goesOn ? TOUCHED_LINKS : ''} ORDER BY ALL`,
  )
  const resolved = resolveCompanies(aliases, links.rows as [string, string][])
  const naturalOf = new Map<string, string>()
  for (const { companyKey, naturalKey } of resolved.aliases) {
    const other = naturalOf.get(companyKey)
    if (other !== undefined && other !== naturalKey) throw collision('dim_companies', companyKey, [other, naturalKey])
    naturalOf.set(companyKey, naturalKey)
  }
  const permits = (
    await database.query(
      'SELECT permit_number FROM permit_occurrences ANTI JOIN held_permits USING (permit_number) ORDER BY ALL',
    )
  ).rows.flat() as string[]

  const load = (record: Parameters<typeof loadRows>[2], rows: readonly Row[]): Promise<void> =>
    loadRows(database, record.name, record, rows, join(workFolder, `${record.name}.jsonl`))
  await load(
    ALIAS_TIES,
    resolved.aliases.map(({ aliasKey, companyKey, naturalKey, evidence: by, confidence }) => ({
      alias_key: aliasKey,
      company_key: companyKey,
      natural_key: naturalKey,
      evidence: by,
      confidence,
    })),
  )
  await load(
    COMPANY_PERMITS,
    [...resolved.permits].map(([permit_number, company_key]) => ({ permit_number, company_key })),
  )
  await load(
    PERMIT_PARTS,
    permits.map((permit_number) => ({ permit_number, ...permitParts(permit_number) })),
  )
  await takeOver(build)
}

/** Adds what was not touched to the companies found, and tells which ways of naming have another company now. */
async function takeOver({ database }: Build): Promise<void> {
  await database.run(
    'INSERT INTO alias_ties BY NAME SELECT alias_key, company_key FROM held_ties ANTI JOIN touched_aliases USING (alias_key)',
  )
  await database.run('INSERT INTO company_permits BY NAME SELECT permit_number, company_key FROM untouched_permits')
  await database.run(
    'INSERT INTO permit_parts BY NAME SELECT permit_number, permit_type, permit_type_doc, state, suffix, "number" FROM held_permits',
  )
  await database.run(
    `CREATE TABLE alias_map AS SELECT alias_natural(principal_permit_number, holder_name_key, holder_address_key) AS alias_natural,
       alias_key, company_key
     FROM (SELECT alias_key, principal_permit_number, holder_name_key, holder_address_key FROM alias_evidence
       UNION ALL BY NAME SELECT * EXCLUDE company_key FROM held_ties ANTI JOIN touched_aliases USING (alias_key))
     JOIN alias_ties USING (alias_key)`,
  )
  await database.run(
    `CREATE TABLE moved_aliases AS SELECT alias_key FROM held_ties h JOIN alias_ties t USING (alias_key)
     WHERE h.company_key <> t.company_key`,
  )
}

function checkDistinct(table: string, keys: readonly string[]): void {
  const seen = new Set<string>()
  for (const key of keys) {
    if (seen.has(key)) throw collision(table, key, [])
    seen.add(key)
  }
}

/** Two natural keys with one surrogate key: never seen, and not to be passed over. */
export function collision(table: string, key: string, naturalKeys: readonly string[]): TtbError {
  const which = naturalKeys.length > 0 ? `: ${naturalKeys.map((natural) => JSON.stringify(natural)).join(' and ')}` : ''
  return new TtbError(`${table}: two natural keys have the surrogate key ${key}${which}; expected one each`, {
    code: 'corrupt_data',
  })
}
