import { samplePages } from '@ttb/registry-simulator'
import { encodeParquet, type ObjectStore, type Row } from '@ttb/resources'
import { readTtbId } from '@ttb/utils'
import { extractPage } from '@ttb/utils/pages'
import { defineRecord, type FieldRow } from '@ttb/utils/records'
import { RECORD_PAGE_KINDS, type RecordPageKind } from '../../src/index.ts'
import { parseAsBefore } from './old-parser.ts'

export interface OldPage {
  readonly ttbId: string
  readonly kind: RecordPageKind
  readonly date: string
  readonly method: string
  readonly html: string
  /** The record the earlier system made of it. */
  readonly record: Record<string, unknown>
}

/** Pages of records of both kinds, as the earlier system fetched them. */
export function oldPages({ recordsPerDay = 3, days = ['2014-10-28', '2025-03-17'] } = {}): OldPage[] {
  return samplePages({ recordsPerDay, days }).flatMap(({ html }) => {
    const page = extractPage(html)
    if (page.outcome !== 'found' || page.kind === 'search') return []
    const id = readTtbId(page.ttb_id as string)
    const [ttbId, kind] = [page.ttb_id as string, page.kind]
    return {
      ttbId,
      kind,
      date: id?.receivedDate as string,
      method: id?.receiptMethod as string,
      html,
      record: parseAsBefore(kind, html, ttbId),
    }
  })
}

export const byDate = ({ date, method, kind, ttbId }: OldPage): string =>
  `1-ttb-raw-data/${date}/${method}-${kind}/${ttbId}.html`

/** The files that one version of the earlier system left of these pages. */
export type OldLayout = (pages: readonly OldPage[]) => Promise<Readonly<Record<string, Uint8Array>>>

export const OLD_LAYOUTS: Readonly<Record<string, OldLayout>> = {
  'extracted JSON by date': perPartition(
    ({ date, method, kind }) => `2-ttb-processed-data/extracted/${date}/${method}-${kind}/extracted_data.json`,
    async (records) => json(records),
  ),
  'extracted JSON by keys, as the IO manager wrote what the step returned': perPartition(
    (page) => `2-ttb-processed-data/${keysOf(page)}/ttb_extracted_data.json`,
    async (records) => json({ partition_date: '2025-03-17', extracted_records: records, processing_stats: { n: 1 } }),
  ),
  'extracted JSON by keys, of the version before': perPartition(
    (page) => `1-ttb-raw-data/${keysOf(page)}/ttb_raw_extraction.json`,
    async (records) =>
      json({ partition_info: {}, parsed_records: records, processing_stats: { processing_errors: [] } }),
  ),
  'extracted Parquet by keys, its groups as JSON': perPartition(
    (page) => `2-ttb-processed-data/${keysOf(page)}/ttb_extracted_data.parquet`,
    async (records) => parquetOf(records.map(({ ttb_codes, signatures, ...record }) => record)),
  ),
}

/** Each with what the earlier system's own schema kept of the records. */
export const STRUCTURED_LAYOUTS: Readonly<Record<string, OldLayout>> = {
  'structured Parquet by partition date': perPartition(
    ({ kind, date, method }) =>
      `2-ttb-processed-data/data_type=${kind}/partition_date=${date}/receipt_method=${method}/data.parquet`,
    async (records) => parquetOf(records.map(structured)),
  ),
  'structured CSV by date': perPartition(
    ({ date, method, kind }) => `2-ttb-processed-data/structured/${date}/${method}-${kind}/data.csv`,
    async (records) => csvOf(records.map(structured)),
  ),
  'consolidated Parquet': async (pages) => {
    const files: Record<string, Uint8Array> = {}
    for (const date of new Set(pages.map((page) => page.date))) {
      const ids = new Set(pages.filter((page) => page.date === date).map(({ ttbId }) => ttbId))
      const rows = [...ids].map((ttbId) => merged(pages.filter((page) => page.ttbId === ttbId)))
      files[`3-ttb-consolidated/consolidated/${date}/consolidated_data.parquet`] = await parquetOf(rows)
    }
    return files
  },
}

function keysOf({ kind, date, method }: OldPage): string {
  const [year, month, day] = date.split('-')
  return `data_type=${kind}/year=${year}/month=${month}/day=${day}/receipt_method=${method}`
}

function perPartition(
  path: (page: OldPage) => string,
  encode: (records: readonly Record<string, unknown>[]) => Promise<Uint8Array>,
): OldLayout {
  return async (pages) => {
    const files: Record<string, Uint8Array> = {}
    for (const key of new Set(pages.map(path)))
      files[key] = await encode(pages.filter((page) => path(page) === key).map(({ record }) => record))
    return files
  }
}

function json(content: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content, null, 2))
}

/** What the structuring step kept: texts and days, in columns of its own. */
function structured(record: Record<string, unknown>): Record<string, unknown> {
  const { ttb_id, serial_number, brand_name, fanciful_name, wine_vintage, approval_date, applicant_phone } = record
  const [month, day, year] = String(approval_date ?? '').split('/')
  return {
    ttb_id,
    data_type: record['data_type'],
    serial_number,
    brand_name,
    fanciful_name,
    wine_vintage,
    approval_date: year === undefined ? null : `${year}-${month}-${day}`,
    applicant_phone,
    parsing_success: true,
    field_count: 12,
    transformation_timestamp: '2025-09-18T13:00:00',
  }
}

function merged(pages: readonly OldPage[]): Record<string, unknown> {
  const of = (kind: RecordPageKind) => pages.find((page) => page.kind === kind)
  const row: Record<string, unknown> = { ttb_id: pages[0]?.ttbId, applicant_business_name: '(Required)' }
  const prefixes = { 'cola-detail': 'cola_', certificate: 'cert_' } as const
  for (const kind of RECORD_PAGE_KINDS) {
    const page = of(kind)
    row[kind === 'certificate' ? 'has_certificate' : 'has_cola_detail'] = page !== undefined
    const { ttb_id, data_type, applicant_phone, parsing_success, field_count, transformation_timestamp, ...said } =
      structured(page?.record ?? {})
    for (const [name, value] of Object.entries(said)) row[prefixes[kind] + name] = value ?? null
  }
  return row
}

async function parquetOf(rows: readonly Record<string, unknown>[]): Promise<Uint8Array> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const typeOf = (name: string): FieldRow['type'] => {
    const value = rows.map((row) => row[name]).find((one) => one !== null && one !== undefined)
    if (typeof value === 'boolean') return 'boolean'
    if (typeof value === 'number') return 'integer'
    return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? 'date' : 'verbatim'
  }
  const types = new Map(names.map((name) => [name, typeOf(name)] as const))
  const fields = Object.fromEntries([...types].map(([name, type]) => [name, { type, doc: `Old ${name}.` }]))
  const record = defineRecord({ name: 'old', doc: 'A table of the earlier system.', key: [], fields })
  const plain = (name: string, value: unknown) =>
    value === null || value === undefined || types.get(name) !== 'verbatim'
      ? (value ?? null)
      : typeof value === 'string'
        ? value
        : JSON.stringify(value)
  const table: Row[] = rows.map((row) => Object.fromEntries(names.map((name) => [name, plain(name, row[name])])))
  return bytesOf(encodeParquet(record, table))
}

async function csvOf(rows: readonly Record<string, unknown>[]): Promise<Uint8Array> {
  const names = Object.keys(rows[0] ?? {})
  const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.map(cell).join(','))
  return new TextEncoder().encode(lines.join('\n'))
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

/** Puts files into a store. */
export async function putFiles(
  store: ObjectStore,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [key, content] of Object.entries(files))
    await store.write(key, typeof content === 'string' ? Buffer.from(content, 'latin1') : content)
}
