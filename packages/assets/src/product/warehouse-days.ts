import { createHash } from 'node:crypto'
import { openDatabase, type Storage } from '@ttb/resources'
import { FACT_PRODUCTS } from '@ttb/utils/records'
import { readFiles } from '../warehouse/sql-relations.ts'
import { readWarehouseState } from '../warehouse/warehouse-state.ts'

/**
 * For each day of receipt in the warehouse a version of what the facts of that day are made from: its consolidated records,
 * and the companies and products that the warehouse found for them. Of one day, or of all.
 */
export async function warehouseDayVersions(
  storage: Storage,
  { day }: { readonly day?: string } = {},
): Promise<ReadonlyMap<string, string>> {
  const state = await readWarehouseState(storage)
  if (!state) return new Map()
  const files: string[] = []
  for (const { key, year } of state.tables[FACT_PRODUCTS.name] ?? [])
    if (day === undefined || year === day.slice(0, 4)) files.push(await storage.localFile(key))
  const links = new Map<string, string>()
  if (files.length > 0) {
    const database = await openDatabase()
    try {
      const { rows } = await database.query(
        `SELECT received_date::VARCHAR, bit_xor(hash(ttb_id, company_key, product_key))::VARCHAR
         FROM ${readFiles(files)} ${day === undefined ? '' : `WHERE received_date = DATE '${day}'`} GROUP BY received_date`,
      )
      for (const [received, hash] of rows) links.set(received as string, hash as string)
    } finally {
      database.close()
    }
  }
  const days = Object.entries(state.days).filter(([received]) => day === undefined || received === day)
  return new Map(
    days.map(([received, { fingerprint }]) => [
      received,
      createHash('sha256')
        .update(JSON.stringify([fingerprint, links.get(received) ?? null]))
        .digest('hex'),
    ]),
  )
}
