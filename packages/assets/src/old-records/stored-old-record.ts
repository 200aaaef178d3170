import { createHash } from 'node:crypto'
import { type PathTable, partitionOf } from '@ttb/resources'
import { isTtbId, TtbError } from '@ttb/utils'
import { RECORD_PAGE_KINDS, type RecordPageKind } from '../raw/due-pages.ts'
import { isBookkeeping } from './old-fields.ts'

/** The steps of the earlier system that left records, the one furthest from the page first. */
export const OLD_STAGES = ['consolidated', 'structured', 'extracted'] as const

export type OldStage = (typeof OLD_STAGES)[number]

/** What the earlier system took from one page. */
export interface OldRecord {
  readonly ttb_id: string
  readonly page_kind: RecordPageKind
  readonly stage: OldStage
  /** Path of the file it was found in, in the store it came from. */
  readonly origin: string
  /** When the old system made it, as it wrote that down. */
  readonly extracted_at: string | null
  /** Its names and values, untouched. */
  readonly record: Readonly<Record<string, unknown>>
}

export interface OldRecordName {
  readonly ttbId: string
  readonly kind: RecordPageKind
  readonly stage: OldStage
  readonly snapshot: number
}

const NAME = /^(?:(\d{4}-\d{2}-\d{2})\/([a-z0-9]+)-([a-z-]+)\/)(\d{8,14})(?:~(\d+))?\.old-([a-z]+)\.json$/

/**
 * Where an old record lies: among the pages of its partition, under a name that is no page's
 * (`1-ttb-raw-data/2024-01-02/001-certificate/24002001000001.old-extracted.json`). Never overwritten, as pages are not.
 */
export function oldRecordKey(paths: PathTable, { ttbId, kind, stage, snapshot }: OldRecordName): string {
  return `${paths.rawFolder(partitionOf(ttbId, kind))}${ttbId}${snapshot === 1 ? '' : `~${snapshot}`}.old-${stage}.json`
}

/** What a key of the raw store says; null when it is not the key of an old record. */
export function readOldRecordKey(paths: PathTable, key: string): OldRecordName | null {
  const prefix = `${paths.prefixes.raw}/`
  return key.startsWith(prefix) ? readOldRecordName(key.slice(prefix.length)) : null
}

/** As {@link readOldRecordKey}, of the path below the prefix of the raw store. */
export function readOldRecordName(path: string): OldRecordName | null {
  const [, , , kind, ttbId, count, stage] = NAME.exec(path) ?? []
  if (!isRecordPageKind(kind) || ttbId === undefined || !isTtbId(ttbId) || !isStage(stage)) return null
  return { ttbId, kind, stage, snapshot: Number(count ?? 1) }
}

export function encodeOldRecord(record: OldRecord): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ format: 1, ...record })}\n`)
}

/** Throws `corrupt_data` when the bytes are no old record. */
export function decodeOldRecord(bytes: Uint8Array, where: string): OldRecord {
  try {
    const { format, ...record } = JSON.parse(new TextDecoder().decode(bytes)) as OldRecord & {
      readonly format: unknown
    }
    const isWhole =
      format === 1 &&
      isTtbId(record.ttb_id) &&
      isRecordPageKind(record.page_kind) &&
      isStage(record.stage) &&
      typeof record.record === 'object' &&
      record.record !== null
    if (isWhole) return record
    throw new TypeError('expected format 1 with ttb_id, page_kind, stage and record')
  } catch (cause) {
    throw new TtbError(`${where}: not an old record: ${(cause as Error).message}`, { code: 'corrupt_data', cause })
  }
}

/** Equal for records that say the same of the page, whenever and from whichever file they were read. */
export function oldRecordHash({ ttb_id, page_kind, stage, record }: OldRecord): string {
  const said = Object.entries(record).filter(([name, value]) => value !== null && !isBookkeeping(name))
  return createHash('sha256')
    .update(JSON.stringify([ttb_id, page_kind, stage, Object.fromEntries(said)], sortKeys))
    .digest('hex')
}

/** Files differ in the order of their columns. */
function sortKeys(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

export function isRecordPageKind(text: unknown): text is RecordPageKind {
  return (RECORD_PAGE_KINDS as readonly unknown[]).includes(text)
}

function isStage(text: unknown): text is OldStage {
  return (OLD_STAGES as readonly unknown[]).includes(text)
}
