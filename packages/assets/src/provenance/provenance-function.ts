import type { SqlFunction, Storage } from '@ttb/resources'
import { type ProvenanceOptions, provenanceOf } from './provenance-of.ts'
import { PROVENANCE } from './provenance-table.ts'

/**
 * Provenance as a table of SQL: `SELECT field, value, page_kind, raw_text FROM provenance('24002001000001')`. The raw pages
 * of that TTB ID are read when a query asks for it.
 */
export function provenanceFunction(storage: Storage, options: Omit<ProvenanceOptions, 'field'> = {}): SqlFunction {
  return { name: PROVENANCE.name, record: PROVENANCE, rows: (ttbId) => provenanceOf(storage, ttbId, options) }
}
