// Consolidated records of many years with their conflicts and statuses, made by DuckDB: plausible in size and spread, of nobody.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase, type PathTable, sqlType } from '@ttb/resources'
import { COLA_STATUS_HISTORY, CONFLICT_LOG, CONSOLIDATED, type RecordDefinition } from '@ttb/utils/records'

/** A day of receipt: the working day of a number, counted from January 1999. */
export interface GeneratedDay {
  readonly number: number
  readonly records: number
  /** Another version has the same records with other statuses. */
  readonly version?: number
}

/** Working days from January 1999 to June 2026, about as many as the registry has days of receipt. */
export const DAYS = 7170
const COMPANIES = 40_000
const AT_ONCE = 30

/** What a record is made from: its company, and what that was called and where it was at that time. */
const BASE = `
  SELECT *, CASE WHEN company % 5 < 3 THEN 'wine' WHEN company % 5 = 3 THEN 'distilled_spirits' ELSE 'malt_beverage' END AS commodity,
    CASE commodity WHEN 'wine' THEN 'BWN' WHEN 'distilled_spirits' THEN 'DSP' ELSE 'BR' END AS permit_type,
    'COMPANY ' || company || (['', ' CELLARS', ' BRANDS', ' IMPORTS'])[1 + (year(day) // 9 + company) % 4] AS name_key,
    name_key || (['', ', LLC', ', INC.'])[1 + r(16, 3)::INTEGER] AS holder,
    (company % 9000 + year(day) // 12) || CASE WHEN r(14, 20) = 0 THEN ' ELM ST' ELSE ' MAIN ST' END AS street,
    CASE WHEN company % 3 = 0 THEN 'CA-I-' || (10000 + company + 40000 * place) ELSE permit_type || '-CA-' || (10000 + company + 40000 * place) END AS permit,
    'BRAND ' || (company // 2) || ' ' || chr(65 + least(r(8, 12), r(18, 12))::INTEGER) AS brand,
    CASE WHEN r(9, 10) < 6 THEN 'RESERVE SELECTION NO ' || least(r(10, 60), r(17, 60)) END AS fanciful
  FROM (
    SELECT number * 100000 + seq AS i, seq, version, DATE '1999-01-04' + (number // 5 * 7 + number % 5)::INTEGER AS day,
      floor(${COMPANIES} * pow((hash(i * 31) % 1000000) / 1000000.0, 2))::INTEGER AS company,
      CASE WHEN hash(i * 37) % 3 = 0 THEN company % 4 ELSE 0 END AS place
    FROM (SELECT number, version, unnest(range(records)) AS seq FROM generated_days))`

const TTB_ID = "strftime(day, '%y%j') || '001' || lpad((seq + 1)::VARCHAR, 6, '0')"
const IMAGE = (type: string, name: string) =>
  `{'type': '${type}', 'width_inches': 3.5, 'height_inches': 4.25, 'width_pixels': 336, 'height_pixels': 408, 'filename': '${name} ' || seq || '.jpg', 'url': '/colasonline/publicViewAttachment.do?filename=${name} ' || seq || '.jpg&filetype=l'}`
const APPROVED = 'day + 2 + r(2, 40)::INTEGER'
const STATUS =
  "CASE WHEN r(1 + version, 100) < 60 THEN 'APPROVED' WHEN r(1 + version, 100) < 95 THEN 'SURRENDERED' ELSE 'EXPIRED' END"
const CONSOLIDATED_VALUES: Readonly<Record<string, string>> = {
  ttb_id: TTB_ID,
  received_date: 'day',
  receipt_method: "'001'",
  form_edition: "'06-2016'",
  status: STATUS,
  completed_date: `${APPROVED} + CASE WHEN r(3, 10) = 0 THEN r(19, 900)::INTEGER ELSE 0 END`,
  application_date: 'day',
  approval_date: APPROVED,
  expiration_date: 'CASE WHEN r(4, 100) < 3 THEN day + 200 END',
  days_to_approval: '2 + r(2, 40)::INTEGER',
  vendor_code: '(10000 + company)::VARCHAR',
  serial_number: "strftime(day, '%y') || lpad(r(5, 9999)::VARCHAR, 4, '0')",
  permit_number: 'permit',
  source_of_product: "CASE WHEN company % 3 = 0 THEN 'imported' ELSE 'domestic' END",
  product_type: 'commodity',
  class_type_code:
    "CASE commodity WHEN 'wine' THEN (['80', '81', '80A', '84', '88', '83', '82'])[1 + r(6, 7)::INTEGER] WHEN 'distilled_spirits' THEN (['101', '140', '301', '649', '641'])[1 + r(6, 5)::INTEGER] ELSE (['901', '902', '906', '977'])[1 + r(6, 4)::INTEGER] END",
  class_type_description: "'TABLE RED WINE'",
  origin_code:
    "CASE WHEN company % 3 = 0 THEN (['50', '51', '52', '81', '5K'])[1 + r(7, 5)::INTEGER] ELSE (['01', '02', '07', '22', '44'])[1 + r(7, 5)::INTEGER] END",
  origin_description: "'CALIFORNIA'",
  brand_name: 'brand',
  brand_key: 'brand',
  fanciful_name: 'fanciful',
  fanciful_key: 'fanciful',
  type_of_application: "'LABEL APPROVAL'",
  application_types: "['label_approval']",
  applicant_name: 'holder',
  applicant_address_lines: "[street, 'NAPA CA ' || (10000 + company)]",
  qualifications:
    "['TTB has not reviewed this label for type size, characters per inch or contrasting background. The responsible industry member must continue to ensure that the mandatory information on the actual labels is displayed in the correct type size.']",
  grape_varietals: "CASE WHEN commodity = 'wine' AND r(11, 3) = 0 THEN ['MERLOT'] ELSE [] END",
  wine_appellation: "CASE WHEN r(11, 3) = 0 THEN 'NAPA VALLEY' END",
  label_images: `[${IMAGE('Brand (front) or keg collar', 'front')}, ${IMAGE('Back', 'back')}]`,
  has_search_row: 'true',
  has_cola_detail: 'true',
  has_certificate: 'r(12, 100) < 95',
  cola_detail_sha256: 'md5(seq::VARCHAR || day::VARCHAR) || md5(day::VARCHAR)',
  certificate_sha256: 'md5(day::VARCHAR || seq::VARCHAR) || md5(seq::VARCHAR)',
  completeness_score: '0.97',
  quality_tier: "'premium'",
  missing_fields: "['phone']",
  conflict_count: '(r(13, 50) = 0)::INTEGER',
  commodity: 'commodity',
  is_wine: "commodity = 'wine'",
  is_beer: "commodity = 'malt_beverage'",
  is_spirits: "commodity = 'distilled_spirits'",
  holder_name: 'holder',
  holder_address_lines: "[street, 'NAPA CA ' || (10000 + company)]",
  holder_street: 'street',
  holder_city: "'CITY ' || (company % 900)",
  holder_state: "(['CA', 'NY', 'OR', 'WA', 'KY', 'TX'])[1 + company % 6]",
  holder_zip: '(10000 + company)::VARCHAR',
  holder_country: "'US'",
  holder_name_key: 'name_key',
  holder_address_key: "street || '|' || (10000 + company)",
  principal_permit_number: 'permit',
  all_permits:
    "CASE WHEN r(15, 10) < 3 THEN [{'permit_number': permit, 'role': 'principal', 'is_of_holder': true}, {'permit_number': permit || '9', 'role': 'other', 'is_of_holder': true}] ELSE [{'permit_number': permit, 'role': 'principal', 'is_of_holder': true}] END",
  varietals:
    "CASE WHEN commodity = 'wine' AND r(11, 3) = 0 THEN [{'varietal': (['Merlot', 'Malbec', 'Syrah', 'Riesling'])[1 + r(20, 4)::INTEGER], 'is_known': true, 'text': 'MERLOT', 'percent': NULL}] ELSE [] END",
  qualification_parts:
    "CASE WHEN r(21, 25) = 0 THEN [{'qualification_code': 'type_size_not_reviewed', 'comment': NULL}, {'qualification_code': NULL, 'comment': 'Age statement must show.'}] ELSE [{'qualification_code': 'type_size_not_reviewed', 'comment': NULL}] END",
}
const CONFLICT_VALUES: Readonly<Record<string, string>> = {
  ttb_id: TTB_ID,
  field: "'fanciful_name'",
  received_date: 'day',
  detail_value: 'fanciful',
  certificate_value: 'brand',
  winner: "'cola-detail'",
  rule: "'prefer_cola_detail'",
  is_personal: 'false',
}
const STATUS_VALUES: Readonly<Record<string, string>> = {
  ttb_id: TTB_ID,
  position: 'position',
  received_date: 'day',
  status: `CASE WHEN position = 1 THEN 'APPROVED' ELSE ${STATUS} END`,
  completed_date: APPROVED,
  valid_from: `${APPROVED} + CASE WHEN position = 1 THEN 0 ELSE r(19, 900)::INTEGER END`,
  valid_from_basis: "'completed_date'",
  is_current: 'position = positions',
  page_kind: "'cola-detail'",
  content_sha256: 'md5(seq::VARCHAR || day::VARCHAR) || md5(day::VARCHAR)',
}
const STATUSES = `(SELECT *, unnest(range(1, positions + 1)) AS position FROM (
  SELECT *, CASE WHEN r(3, 10) = 0 THEN 2 ELSE 1 END AS positions FROM base))`

const TABLES: readonly {
  readonly record: RecordDefinition
  readonly folderOf: (paths: PathTable, day: string) => string
  readonly source: string
  readonly values: Readonly<Record<string, string>>
}[] = [
  {
    record: CONSOLIDATED,
    folderOf: (paths, day) => paths.consolidatedFolder(day),
    source: 'base',
    values: CONSOLIDATED_VALUES,
  },
  {
    record: CONFLICT_LOG,
    folderOf: (paths, day) => paths.consolidatedFolder(day),
    source: '(SELECT * FROM base WHERE r(13, 50) = 0)',
    values: CONFLICT_VALUES,
  },
  {
    record: COLA_STATUS_HISTORY,
    folderOf: (paths, day) => paths.historyFolder(day),
    source: STATUSES,
    values: STATUS_VALUES,
  },
]

/** Writes the days of consolidated records and their history into a folder as they would lie there. */
export async function generateConsolidated(
  folder: string,
  paths: PathTable,
  days: readonly GeneratedDay[],
): Promise<void> {
  const work = join(folder, 'generate')
  mkdirSync(join(work, 'parts'), { recursive: true })
  const database = await openDatabase({ memoryLimitBytes: 2 * 2 ** 30, spillFolder: join(work, 'spill') })
  await database.run('CREATE MACRO r(n, below) AS hash(i * 97 + n * 1000003) % below')
  for (let from = 0; from < days.length; from += AT_ONCE)
    await generateSome(database, folder, paths, days.slice(from, from + AT_ONCE))
  database.close()
  rmSync(work, { recursive: true, force: true })
}

async function generateSome(
  database: Database,
  folder: string,
  paths: PathTable,
  days: readonly GeneratedDay[],
): Promise<void> {
  const work = join(folder, 'generate', 'parts')
  const list = days.map(({ number, records, version = 0 }) => `(${number}, ${records}, ${version})`).join(', ')
  await database.run(
    `CREATE OR REPLACE TEMP TABLE generated_days AS SELECT * FROM (VALUES ${list}) t(number, records, version)`,
  )
  await database.run(`CREATE OR REPLACE TEMP TABLE base AS ${BASE}`)
  const fingerprint = createHash('sha256').update(list).digest('hex')
  const manifests = new Map<string, Record<string, { key: string; rows: number; sizeBytes: number }>>()
  for (const { record, folderOf, source, values } of TABLES) {
    const columns = Object.entries(record.fields).map(([name, field]) => {
      const value = values[name] ?? (field.cardinality === 'list' ? '[]' : 'NULL')
      return `CAST(${value} AS ${sqlType(field)}) AS "${name}"`
    })
    await database.run(
      `COPY (SELECT ${columns.join(', ')}, day AS partition_day FROM ${source} ORDER BY ${record.key.join(', ')})
       TO '${join(work, record.name)}' (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (partition_day), OVERWRITE)`,
    )
    for (const name of readdirSync(join(work, record.name))) {
      const target = folderOf(paths, name.slice('partition_day='.length))
      const key = `${target}${record.name}-${fingerprint.slice(0, 16)}.parquet`
      mkdirSync(join(folder, target), { recursive: true })
      const [file = ''] = readdirSync(join(work, record.name, name))
      renameSync(join(work, record.name, name, file), join(folder, key))
      const tables = manifests.get(target) ?? {}
      // How many rows a file has does not matter here, only that it has some.
      tables[record.name] = { key, rows: 1, sizeBytes: statSync(join(folder, key)).size }
      manifests.set(target, tables)
    }
    rmSync(join(work, record.name), { recursive: true })
  }
  for (const [target, tables] of manifests) {
    const manifest = { format: 1, asset: 'generated', partition: target, fingerprint, counts: {}, tables }
    writeFileSync(join(folder, `${target}_manifest.json`), JSON.stringify(manifest))
  }
}
