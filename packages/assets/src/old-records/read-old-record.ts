import type { Issue } from '@ttb/utils'
import type { Outcome } from '@ttb/utils/pages'
import type { RecordPageKind } from '../raw/due-pages.ts'
import { readOldValues } from './old-values.ts'
import { decodeOldRecord, OLD_STAGES, type OldRecord } from './stored-old-record.ts'

/** What an old record says, as if it had been read from its page. */
export interface ReadOldRecord {
  readonly outcome: Outcome
  /** `old-extracted`, `old-structured` or `old-consolidated`: the step that left it. */
  readonly layout: string | null
  readonly ttb_id: string | null
  readonly values: Readonly<Record<string, unknown>>
  readonly issues: readonly Issue[]
}

/** Reads a stored old record. Never throws: bytes that are none have another outcome than `found`, and an issue. */
export function readOldRecord(bytes: Uint8Array, kind: RecordPageKind, ttbId: string): ReadOldRecord {
  const refuse = (outcome: Outcome, issue: Issue): ReadOldRecord => ({
    outcome,
    layout: null,
    ttb_id: null,
    values: {},
    issues: [issue],
  })
  const record = decode(bytes)
  if (typeof record === 'string') return refuse('unexpected', { code: 'unknown_layout', text: record })
  if (record.ttb_id !== ttbId || record.page_kind !== kind) {
    const text = `${record.page_kind} ${record.ttb_id} where ${kind} ${ttbId} was expected`
    return refuse('wrong_record', { code: 'wrong_record', field: 'ttb_id', text })
  }
  const { values, issues } = readOldValues(kind, record.record)
  return {
    outcome: 'found',
    layout: `old-${record.stage}`,
    ttb_id: ttbId,
    values: { ...values, ttb_id: ttbId },
    issues,
  }
}

/**
 * For sorting: what was nearer to the page, and later made, comes later and so counts. Bytes that are no old record come
 * first.
 */
export function rankOfOldRecord(bytes: Uint8Array): string {
  const record = decode(bytes)
  return typeof record === 'string' ? '' : `${OLD_STAGES.indexOf(record.stage)} ${record.extracted_at ?? ''}`
}

function decode(bytes: Uint8Array): OldRecord | string {
  try {
    return decodeOldRecord(bytes, 'old record')
  } catch (error) {
    return (error as Error).message
  }
}
