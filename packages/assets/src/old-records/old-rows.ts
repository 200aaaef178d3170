import { isTtbId } from '@ttb/utils'
import { RECORD_PAGE_KINDS, type RecordPageKind } from '../raw/due-pages.ts'
import type { OldFile } from './old-layouts.ts'
import { readOldValues } from './old-values.ts'
import { isRecordPageKind, type OldRecord } from './stored-old-record.ts'

/** One row of an old file: a record of each page it speaks of, or why there is none to take over. */
export type OldRow =
  | { readonly ttbId: string; readonly records: readonly OldRecord[] }
  | { readonly ttbId: string | null; readonly reason: string }

type Values = Readonly<Record<string, unknown>>

/** The records in what a file held: rows, or an object with rows among its parts, as the steps returned it. */
export function rowsOf(content: unknown): readonly Values[] {
  if (Array.isArray(content)) return content.filter(isObject)
  if (!isObject(content)) return []
  if ('ttb_id' in content) return [content]
  return Object.values(content)
    .filter((part): part is unknown[] => Array.isArray(part))
    .flatMap((part) => part.filter(isObject))
    .filter((row) => 'ttb_id' in row)
}

/** Reads a row of an old file. What it says is kept as it is; only whose page it is about must be certain. */
export function readOldRow(row: Values, { stage, kind }: OldFile, origin: string): OldRow {
  const ids = new Set([row['ttb_id'], row['ttb_id_from_filename'], nameOf(row['source_file'] ?? row['source_s3_key'])])
  ids.delete(undefined)
  ids.delete(null)
  ids.delete('')
  const [ttbId, other] = [...ids].map(String)
  if (ttbId === undefined || !isTtbId(ttbId)) return { ttbId: null, reason: 'without a TTB ID' }
  if (other !== undefined || row['ttb_id_mismatch'] === true)
    return { ttbId, reason: 'read from a page about another TTB ID' }
  if (row['parsing_success'] === false) return { ttbId, reason: 'the earlier system failed to read its page' }

  const said = row['data_type'] ?? kind
  const parts =
    stage === 'consolidated' && isMerged(row)
      ? RECORD_PAGE_KINDS.map((of) => [of, partOf(row, of)] as const)
      : [[said, row] as const]
  const records: OldRecord[] = []
  for (const [of, record] of parts) {
    if (!isRecordPageKind(of) || (kind !== null && kind !== of)) return { ttbId, reason: 'of no certain kind of page' }
    if (Object.keys(readOldValues(of, record).values).length === 0) continue
    const at = row['extraction_timestamp'] ?? row['transformation_timestamp'] ?? row['processing_timestamp']
    const extractedAt = typeof at === 'string' && at !== '' ? at : null
    records.push({ ttb_id: ttbId, page_kind: of, stage, origin, extracted_at: extractedAt, record })
  }
  return records.length > 0 ? { ttbId, records } : { ttbId, reason: 'says nothing that can be taken over' }
}

const PREFIX_OF: Readonly<Record<RecordPageKind, string>> = { 'cola-detail': 'cola_', certificate: 'cert_' }
const MERGED = /^(?:cola|cert)_/

function isMerged(row: Values): boolean {
  return Object.keys(row).some((name) => MERGED.test(name))
}

/** What a merged row says of one kind of page, without the prefix; what both share stays with the first that there is. */
function partOf(row: Values, kind: RecordPageKind): Values {
  const prefix = PREFIX_OF[kind]
  const hasDetail = row['has_cola_detail'] !== false
  const keepsShared = (kind === 'cola-detail') === hasDetail
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => {
      if (name.startsWith(prefix)) return [[name.slice(prefix.length), value]]
      return keepsShared && !MERGED.test(name) ? [[name, value]] : []
    }),
  )
}

/** The TTB ID in the name of the page a record was read from. */
function nameOf(source: unknown): string | undefined {
  if (typeof source !== 'string') return undefined
  const name = /([^/]+)\.html?$/i.exec(source)?.[1]
  return name !== undefined && isTtbId(name) ? name : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
