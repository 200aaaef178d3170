import { DIM_PRODUCTS } from '@ttb/utils/records'
import { type Build, heldFile } from './build.ts'
import { productsQuery } from './dimension-queries.ts'
import { SEEN_PRODUCTS } from './seen-parts.ts'
import { filesOrNone, readFiles } from './sql-relations.ts'
import type { YearTables } from './year-parts.ts'

const UNKNOWN_PRODUCT = 'SELECT 0 AS product_key, 0 AS company_key, 0 AS record_count'
const PRODUCT_KEY = 'surrogate_key(product_natural(coalesce(company_key, 0), brand_key, fanciful_key))'

/**
 * A query for dim_products: over all parts or, where the warehouse has some already, with the products that the changed parts
 * and the moved ways of naming have to do with made anew and all others as they are. Needs the parts of all years, and what
 * `makeCompanyTables` leaves.
 */
export async function dimProductsQuery(build: Build, parts: YearTables): Promise<string> {
  const held = await heldFile(build, DIM_PRODUCTS, null)
  if (held === null) return `${productsQuery('true')} UNION ALL BY NAME ${UNKNOWN_PRODUCT}`
  const { database } = build
  const columns = Object.keys(SEEN_PRODUCTS.fields).join(', ')
  const changes: string[] = []
  for (const [year, tables] of parts) {
    const before = await heldFile(build, SEEN_PRODUCTS, year)
    const after = tables.get(SEEN_PRODUCTS.name)?.file
    const [one, other] = [before, after].map(
      (file) => `(SELECT ${columns} FROM ${filesOrNone(SEEN_PRODUCTS, file ? [file] : [])})`,
    )
    changes.push(`(${one} EXCEPT ${other})`, `(${other} EXCEPT ${one})`)
  }
  changes.push(`SELECT ${columns} FROM seen_products SEMI JOIN moved_aliases USING (alias_key)`)
  await database.run(
    `CREATE TABLE touched_names AS SELECT DISTINCT names_key, alias_key, brand_key, fanciful_key FROM (${changes.join(' UNION ALL ')})`,
  )
  await database.run(
    `CREATE TABLE touched_products AS
     SELECT ${PRODUCT_KEY} AS product_key FROM touched_names LEFT JOIN held_ties USING (alias_key)
     UNION SELECT ${PRODUCT_KEY} FROM touched_names LEFT JOIN alias_ties USING (alias_key)`,
  )
  const made = productsQuery('names_key IN (SELECT names_key FROM touched_names)')
  return `
    SELECT * FROM ${readFiles([held])} ANTI JOIN touched_products USING (product_key)
    UNION ALL BY NAME SELECT * FROM (${made}) SEMI JOIN touched_products USING (product_key)`
}
