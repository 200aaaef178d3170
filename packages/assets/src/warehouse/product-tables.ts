import { DIM_PRODUCTS } from '@ttb/utils/records'
import { type Build, heldFile } from './build.ts'
import { productsQuery } from './dimension-queries.ts'
import { SEEN_PRODUCTS } from './seen-parts.ts'
import { readFiles } from './sql-relations.ts'
import { changesOf } from './touched-companies.ts'
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
  const columns = ['names_key', 'alias_key', 'brand_key', 'fanciful_key']
  const changes = [
    await changesOf(build, parts, SEEN_PRODUCTS, columns),
    `SELECT ${columns.join(', ')} FROM seen_products SEMI JOIN moved_aliases USING (alias_key)`,
  ]
  await database.run(`CREATE TABLE touched_names AS (${changes.join(') UNION (')})`)
  const touched = (ties: string): string =>
    `SELECT ${PRODUCT_KEY} AS product_key, brand_key, fanciful_key FROM touched_names LEFT JOIN ${ties} USING (alias_key)`
  await database.run(`CREATE TABLE touched_products AS ${touched('held_ties')} UNION ${touched('alias_ties')}`)
  const made = productsQuery('names_key IN (SELECT names_key FROM touched_names)')
  // By its names too: another product that should have the key of a touched one is not to be lost, but to be found.
  return `
    SELECT h.* FROM ${readFiles([held])} h ANTI JOIN touched_products t
      ON t.product_key = h.product_key AND t.brand_key IS NOT DISTINCT FROM h.brand_key
        AND t.fanciful_key IS NOT DISTINCT FROM h.fanciful_key
    UNION ALL BY NAME SELECT * FROM (${made}) SEMI JOIN touched_products USING (product_key)`
}
