import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyTable, type Database, openDatabase } from '@ttb/resources'
import { DIM_PERMITS, DIM_PRODUCTS, type RecordDefinition } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALL_YEARS } from '../../src/warehouse/dim-dates.ts'
import { DIM_PERMITS_QUERY, productsQuery } from '../../src/warehouse/dimension-queries.ts'
import { checkKeys } from '../../src/warehouse/dimension-tables.ts'
import { keyMacros } from '../../src/warehouse/surrogate-key.ts'

let folder: string
let database: Database

/** A database in which keys are so narrow that some must fall together. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-keys-'))
  database = await openDatabase({ threads: 1 })
  for (const macro of keyMacros(ALL_YEARS)) await database.run(macro)
  await database.run(
    'CREATE OR REPLACE MACRO surrogate_key(t) AS coalesce((md5_number_upper(t) >> 62)::BIGINT, 0) + 1::BIGINT',
  )
  const seen = "1 AS record_count, DATE '2024-01-02' AS first_seen_date, DATE '2024-01-02' AS last_seen_date"
  const ids = "NULL::DATE AS first_approval_date, '24002001000001' AS first_ttb_id, '24002001000001' AS last_ttb_id"
  await database.run('CREATE TABLE alias_ties AS SELECT 1 AS alias_key, 1 AS company_key')
  await database.run(
    `CREATE TABLE seen_products AS SELECT 'BRAND ' || n AS brand_key, NULL::VARCHAR AS fanciful_key, 1 AS alias_key,
       brand_key AS brand_name, fanciful_key AS fanciful_name, '80' AS class_type_code, '01' AS origin_code, 'wine' AS commodity,
       ${seen}, ${ids} FROM range(9) t(n)`,
  )
  await database.run(
    `CREATE TABLE permit_occurrences AS SELECT 'BWN-CA-' || n AS permit_number, ${seen} FROM range(9) t(n)`,
  )
  await database.run(
    `CREATE TABLE permit_parts AS SELECT permit_number, NULL::VARCHAR AS permit_type, NULL::VARCHAR AS permit_type_doc,
       NULL::VARCHAR AS state, NULL::VARCHAR AS suffix, NULL::INTEGER AS "number" FROM permit_occurrences`,
  )
  await database.run('CREATE TABLE company_permits AS SELECT permit_number, 1 AS company_key FROM permit_occurrences')
})
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('two natural keys with one surrogate key', () => {
  const cases: readonly (readonly [RecordDefinition, string, RegExp])[] = [
    [DIM_PRODUCTS, productsQuery('true'), /"1\|BRAND \d" and "1\|BRAND \d"/],
    [DIM_PERMITS, DIM_PERMITS_QUERY, /"BWN-CA-\d" and "BWN-CA-\d"/],
  ]
  it.each(cases)('are found in $name, which says which they are', async (record, query, said) => {
    const copied = await copyTable(database, record, query, join(folder, `${record.name}.parquet`))
    expect(copied.rowCount).toBeGreaterThanOrEqual(9)
    const error = await checkKeys(database, copied).then(
      () => null,
      (thrown: Error) => thrown,
    )
    expect(error).toMatchObject({ code: 'corrupt_data' })
    expect(error?.message).toMatch(said)
  })
})
