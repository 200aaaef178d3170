import { createHash } from 'node:crypto'
import type { Storage } from '@ttb/resources'
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
  const days = Object.entries(state?.days ?? {}).filter(([received]) => day === undefined || received === day)
  return new Map(
    days.map(([received, { fingerprint, links }]) => [
      received,
      createHash('sha256')
        .update(JSON.stringify([fingerprint, links]))
        .digest('hex'),
    ]),
  )
}
