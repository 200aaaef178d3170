import { COMPANY_ALIASES, DIM_PERMITS, type RecordDefinition } from '@ttb/utils/records'
import { type Build, heldFile } from './build.ts'
import { SEEN_ALIASES, SEEN_LINKS, SEEN_TURNS } from './seen-parts.ts'
import { filesOrNone } from './sql-relations.ts'
import type { YearTables } from './year-parts.ts'

/**
 * Leaves the ways of naming and the permits of the warehouse in the database (`held_ties`, `held_permits`), and what the
 * changed parts may have changed of its companies: `touched_companies`, whole with all that ties them together,
 * `touched_aliases`, their ways of naming and those that are new or gone, and `untouched_permits`, the permits of all other
 * companies. Gives false, with nothing in these, where there is no warehouse to go on from: then everything is touched.
 *
 * A company can only turn into another where a way of naming or a listing came or went, or has another first record. What
 * that ties together are companies of ways of naming with the same permit, or the same name and address, and of the listed
 * permits: these are touched, and no tie leads from them to any other.
 */
export async function findTouched(build: Build, parts: YearTables): Promise<boolean> {
  const { database } = build
  const aliases = await heldFile(build, COMPANY_ALIASES, null)
  const permits = await heldFile(build, DIM_PERMITS, null)
  await database.run(
    `CREATE TABLE held_ties AS SELECT alias_key, company_key, principal_permit_number, holder_name_key, holder_address_key
     FROM ${filesOrNone(COMPANY_ALIASES, aliases ? [aliases] : [])} WHERE alias_key <> 0`,
  )
  await database.run(
    `CREATE TABLE held_permits AS SELECT permit_number, company_key, permit_type, permit_type_doc, state, suffix, "number"
     FROM ${filesOrNone(DIM_PERMITS, permits ? [permits] : [])} WHERE permit_key <> 0`,
  )
  const changed = {
    aliases: await changesOf(build, parts, SEEN_ALIASES, ['alias_key']),
    turns: await changesOf(build, parts, SEEN_TURNS, ['alias_key']),
    links: await changesOf(build, parts, SEEN_LINKS, ['one', 'other']),
  }
  await database.run(`CREATE TABLE changed_aliases AS (${changed.aliases}) UNION (${changed.turns})`)
  await database.run(
    `CREATE TABLE changed_names AS SELECT principal_permit_number, ${NAME} AS name FROM (
       SELECT alias_key, principal_permit_number, holder_name_key, holder_address_key FROM held_ties
       UNION ALL SELECT alias_key, principal_permit_number, holder_name_key, holder_address_key FROM seen_aliases)
     SEMI JOIN changed_aliases USING (alias_key)`,
  )
  await database.run(
    `CREATE TABLE changed_permits AS
     SELECT unnest([one, other]) AS permit_number FROM (${changed.links})
     UNION SELECT principal_permit_number FROM changed_names WHERE principal_permit_number IS NOT NULL`,
  )
  await database.run(
    `CREATE TABLE touched_companies AS SELECT company_key FROM (
       SELECT company_key FROM held_ties SEMI JOIN changed_aliases USING (alias_key)
       UNION SELECT company_key FROM held_ties WHERE principal_permit_number IN (SELECT permit_number FROM changed_permits)
       UNION SELECT company_key FROM held_ties WHERE ${NAME} IN (SELECT name FROM changed_names)
       UNION SELECT company_key FROM held_permits WHERE permit_number IN (SELECT permit_number FROM changed_permits))
     WHERE company_key <> 0`,
  )
  await database.run(
    `CREATE TABLE touched_aliases AS SELECT alias_key FROM held_ties SEMI JOIN touched_companies USING (company_key)
     UNION SELECT alias_key FROM changed_aliases`,
  )
  await database.run(
    `CREATE TABLE untouched_permits AS SELECT permit_number, company_key FROM held_permits
     WHERE company_key <> 0 AND company_key NOT IN (SELECT company_key FROM touched_companies)`,
  )
  return aliases !== null
}

const NAME = "coalesce(holder_name_key, '') || '|' || coalesce(holder_address_key, '')"

/** Listings that say something of touched companies, or of permits that are of none, as a condition. */
export const TOUCHED_LINKS =
  'WHERE one NOT IN (SELECT permit_number FROM untouched_permits) OR other NOT IN (SELECT permit_number FROM untouched_permits)'

/**
 * A query for some columns of the rows that a part of a year has now and had not before, or the other way round; for none
 * where there is no warehouse to go on from.
 */
export async function changesOf(
  build: Build,
  parts: YearTables,
  record: RecordDefinition,
  columns: readonly string[],
): Promise<string> {
  const rowsOf = (file: string | null | undefined): string =>
    `(SELECT ${Object.keys(record.fields).join(', ')} FROM ${filesOrNone(record, file ? [file] : [])})`
  const differences = [rowsOf(null)]
  for (const [year, tables] of build.before ? parts : []) {
    const before = rowsOf(await heldFile(build, record, year))
    const after = rowsOf(tables.get(record.name)?.file)
    differences.push(`(${before} EXCEPT ${after})`, `(${after} EXCEPT ${before})`)
  }
  return `SELECT ${columns.join(', ')} FROM (${differences.join(' UNION ALL ')})`
}
