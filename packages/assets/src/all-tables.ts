import { COLA, CONSOLIDATED, PAGE_SNAPSHOT, REGISTRY_INDEX, type RecordDefinition } from '@ttb/utils/records'
import { LOG_TABLES, pageTables } from './page-tables.ts'
import { WAREHOUSE_TABLES } from './warehouse/open-warehouse.ts'

/** Every table there is a contract of: of pages, of the index, of consolidated records, and of the warehouse. */
export function allTables(record: RecordDefinition = COLA): readonly RecordDefinition[] {
  return [
    ...Object.values(pageTables(record)),
    ...LOG_TABLES,
    PAGE_SNAPSHOT,
    REGISTRY_INDEX,
    CONSOLIDATED,
    ...WAREHOUSE_TABLES,
  ]
}
