import type { Field, RecordDefinition } from '@ttb/utils/records'
import type { openDatabase } from '../sql/database.ts'
import { fileQueries } from '../sql/file-queries.ts'
import type { SqlTable } from '../sql/sql-session.ts'
import { quoteName } from '../sql/sql-text.ts'

/** What may be left out of an export, or not. */
export interface ExportChoice {
  /** Take fields that name or reach persons as well. Default: false. */
  readonly personal?: boolean
}

/** The record of a table as it is exported: without personal fields unless they are asked for. */
export function exportedRecord(record: RecordDefinition, { personal = false }: ExportChoice = {}): RecordDefinition {
  if (personal) return record
  const fields = Object.entries(record.fields).filter(([, field]) => !(field as Field).personal)
  return { ...record, fields: Object.fromEntries(fields) }
}

/** A query over a table's files that gives what is exported: without the rows that tell of personal fields, too. */
export async function exportQuery(
  database: Awaited<ReturnType<typeof openDatabase>>,
  { record, files }: SqlTable,
  choice: ExportChoice = {},
): Promise<string | null> {
  if (files.length === 0) return null
  const columns = Object.keys(exportedRecord(record, choice).fields).map(quoteName).join(', ')
  const source = (await fileQueries(database, record, files)).join(' UNION ALL ')
  const where = !choice.personal && Object.hasOwn(record.fields, 'is_personal') ? ' WHERE NOT is_personal' : ''
  return `SELECT ${columns} FROM (${source})${where}`
}
