import { localFiles, openSqlSession, type SqlSession, type SqlTable, type Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { RecordDefinition } from '@ttb/utils/records'
import { DIMENSIONS } from './dimension-tables.ts'
import { YEAR_TABLES } from './fact-queries.ts'
import { readWarehouseState } from './warehouse-state.ts'

/** Every table of the warehouse: dimensions, facts, bridges, conflicts and history. */
export const WAREHOUSE_TABLES: readonly RecordDefinition[] = [...DIMENSIONS, ...YEAR_TABLES]

/** The tables of the warehouse with their files, all of one build. Throws `not_found` when it was never built. */
export async function warehouseTables(storage: Storage): Promise<readonly SqlTable[]> {
  const state = await readWarehouseState(storage)
  if (!state)
    throw new TtbError('no warehouse here; expected one that "ttb run ttb_analytics_pipeline" has built', {
      code: 'not_found',
    })
  return Promise.all(
    WAREHOUSE_TABLES.map(async (record) => {
      const keys = (state.tables[record.name] ?? []).map(({ key }) => key)
      return { record, files: await localFiles(storage, keys) }
    }),
  )
}

/** A SQL session with a view for each table of the warehouse. */
export async function openWarehouse(storage: Storage): Promise<SqlSession> {
  return openSqlSession(await warehouseTables(storage))
}
