import { createHash } from 'node:crypto'
import type { RecordDefinition } from '@ttb/utils/records'

/** The version of code that also goes by settings or by the columns of tables: whatever decides what the same inputs give. */
export function codeVersionOf(...decides: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(decides)).digest('hex').slice(0, 16)
}

/** What of a table decides its rows. */
export function columnsOf({ name, key, fields }: RecordDefinition): readonly unknown[] {
  return [name, key, Object.entries(fields).map(([field, { type, cardinality }]) => [field, type, cardinality])]
}
