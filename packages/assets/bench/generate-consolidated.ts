// Consolidated records of many years, made by DuckDB: plausible in size and spread, of nobody.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type PathTable, sqlType } from '@ttb/resources'
import { CONSOLIDATED } from '@ttb/utils/records'

export interface Generated {
  readonly rows: number
  readonly firstDay: string
  readonly days: number
  /** How far these days are apart. */
  readonly everyDays: number
  /** Makes other records for the same days. */
  readonly salt?: number
}

const COMPANIES = 40_000
const EXPRESSIONS: Readonly<Record<string, string>> = {
  ttb_id: "strftime(day, '%y%j') || '001' || lpad((seq + 1)::VARCHAR, 6, '0')",
  received_date: 'day',
  receipt_method: "'001'",
  form_edition: "'06-2016'",
  status: "CASE WHEN r(1, 100) < 60 THEN 'APPROVED' WHEN r(1, 100) < 95 THEN 'SURRENDERED' ELSE 'EXPIRED' END",
  completed_date: 'day + r(2, 40)::INTEGER + r(3, 900)::INTEGER',
  application_date: 'day',
  approval_date: 'day + r(2, 40)::INTEGER',
  expiration_date: 'CASE WHEN r(4, 100) < 3 THEN day + 200 END',
  days_to_approval: 'r(2, 40)::INTEGER',
  vendor_code: '(10000 + company)::VARCHAR',
  serial_number: "strftime(day, '%y') || lpad(r(5, 9999)::VARCHAR, 4, '0')",
  permit_number: 'permit',
  source_of_product: "CASE WHEN company % 3 = 0 THEN 'imported' ELSE 'domestic' END",
  product_type: "'wine'",
  class_type_code:
    "(['80', '81', '80A', '84', '88', '101', '140', '301', '649', '901', '902', '906', '977'])[1 + r(6, 13)::INTEGER]",
  class_type_description: "'TABLE RED WINE'",
  origin_code: "(['01', '02', '07', '22', '44', '50', '51', '52', '81', '5K'])[1 + r(7, 10)::INTEGER]",
  origin_description: "'CALIFORNIA'",
  brand_name: "'BRAND ' || company || ' ' || chr(65 + r(8, 12)::INTEGER)",
  brand_key: "'BRAND ' || company || ' ' || chr(65 + r(8, 12)::INTEGER)",
  fanciful_name: "CASE WHEN r(9, 2) = 0 THEN 'RESERVE SELECTION NO ' || r(10, 400) END",
  fanciful_key: "CASE WHEN r(9, 2) = 0 THEN 'RESERVE SELECTION NO ' || r(10, 400) END",
  type_of_application: "'LABEL APPROVAL'",
  application_types: "['label_approval']",
  applicant_name: 'holder',
  applicant_address_lines: "[(company % 9000) || ' MAIN ST', 'NAPA CA ' || (10000 + company)]",
  qualifications:
    "['TTB has not reviewed this label for type size, characters per inch or contrasting background. The responsible industry member must continue to ensure that the mandatory information on the actual labels is displayed in the correct type size.']",
  grape_varietals: "CASE WHEN r(11, 3) = 0 THEN ['MERLOT'] ELSE [] END",
  wine_appellation: "CASE WHEN r(11, 3) = 0 THEN 'NAPA VALLEY' END",
  label_images:
    "[{'type': 'Brand (front) or keg collar', 'width_inches': 3.5, 'height_inches': 4.25, 'width_pixels': 336, 'height_pixels': 408, 'filename': 'front ' || seq || '.jpg', 'url': '/colasonline/publicViewAttachment.do?filename=front ' || seq || '.jpg&filetype=l'}, {'type': 'Back', 'width_inches': 3.5, 'height_inches': 4.25, 'width_pixels': 336, 'height_pixels': 408, 'filename': 'back ' || seq || '.jpg', 'url': '/colasonline/publicViewAttachment.do?filename=back ' || seq || '.jpg&filetype=l'}]",
  has_search_row: 'true',
  has_cola_detail: 'true',
  has_certificate: 'r(12, 100) < 95',
  cola_detail_sha256: 'md5(seq::VARCHAR || day::VARCHAR) || md5(day::VARCHAR)',
  certificate_sha256: 'md5(day::VARCHAR || seq::VARCHAR) || md5(seq::VARCHAR)',
  completeness_score: '0.97',
  quality_tier: "'premium'",
  missing_fields: "['phone']",
  conflict_count: '(r(13, 50) = 0)::INTEGER',
  commodity: "'wine'",
  is_wine: 'true',
  is_beer: 'false',
  is_spirits: 'false',
  holder_name: 'holder',
  holder_address_lines: "[(company % 9000) || ' MAIN ST', 'NAPA CA ' || (10000 + company)]",
  holder_street: "(company % 9000) || ' MAIN ST'",
  holder_city: "'CITY ' || (company % 900)",
  holder_state: "(['CA', 'NY', 'OR', 'WA', 'KY', 'TX'])[1 + company % 6]",
  holder_zip: '(10000 + company)::VARCHAR',
  holder_country: "'US'",
  holder_name_key: "'COMPANY ' || company || CASE WHEN r(14, 10) = 0 THEN ' CELLARS' ELSE '' END",
  holder_address_key: "(company % 9000) || ' MAIN ST|' || (10000 + company)",
  principal_permit_number: 'permit',
  all_permits:
    "CASE WHEN r(15, 20) = 0 THEN [{'permit_number': permit, 'role': 'principal', 'is_of_holder': true}, {'permit_number': permit || '9', 'role': 'other', 'is_of_holder': true}] ELSE [{'permit_number': permit, 'role': 'principal', 'is_of_holder': true}] END",
  varietals:
    "CASE WHEN r(11, 3) = 0 THEN [{'varietal': 'Merlot', 'is_known': true, 'text': 'MERLOT', 'percent': NULL}] ELSE [] END",
  qualification_parts: "[{'qualification_code': 'type_size_not_reviewed', 'comment': NULL}]",
}

/** Writes the days of consolidated records into a folder, as consolidation would lie there; gives the days. */
export async function generateConsolidated(
  folder: string,
  paths: PathTable,
  { rows, firstDay, days, everyDays, salt = 0 }: Generated,
): Promise<string[]> {
  const work = join(folder, `generate-${salt}-${firstDay}`)
  mkdirSync(work, { recursive: true })
  const database = await openDatabase({ memoryLimitBytes: 3 * 2 ** 30, spillFolder: join(work, 'spill') })
  const perDay = Math.ceil(rows / days)
  const made: string[] = []
  const columns = Object.entries(CONSOLIDATED.fields).map(
    ([name, field]) =>
      `CAST(${EXPRESSIONS[name] ?? (field.cardinality === 'list' ? '[]' : 'NULL')} AS ${sqlType(field)}) AS "${name}"`,
  )
  await database.run(`CREATE MACRO r(n, below) AS hash(i * 97 + n * 1000003 + ${salt}) % below`)
  const STEP = 30
  for (let from = 0; from < days; from += STEP) {
    const count = Math.min(STEP, days - from)
    await database.run(`
      COPY (
        SELECT ${columns.join(', ')}, day AS partition_day FROM (
          SELECT *, 'COMPANY ' || company || (['', ', LLC', ', INC.'])[1 + r(16, 3)::INTEGER] AS holder,
            CASE WHEN company % 3 = 0 THEN 'CA-I-' || (10000 + company) ELSE 'BWN-CA-' || (10000 + company) END AS permit FROM (
            SELECT i, seq, DATE '${firstDay}' + (i // ${perDay})::INTEGER * ${everyDays} AS day,
              floor(${COMPANIES} * pow((hash(i * 31 + ${salt}) % 1000000) / 1000000.0, 2))::INTEGER AS company
            FROM (SELECT range AS i, range % ${perDay} AS seq FROM range(${from * perDay}, ${(from + count) * perDay}))))
        ORDER BY day, ttb_id)
      TO '${work}/part' (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (partition_day), OVERWRITE)`)
    for (const name of readdirSync(join(work, 'part'))) {
      const day = name.slice('partition_day='.length)
      const [file = ''] = readdirSync(join(work, 'part', name))
      const fingerprint = createHash('sha256').update(`${day} ${salt}`).digest('hex')
      const key = `${paths.consolidatedFolder(day)}consolidated-${fingerprint.slice(0, 16)}.parquet`
      mkdirSync(join(folder, paths.consolidatedFolder(day)), { recursive: true })
      renameSync(join(work, 'part', name, file), join(folder, key))
      const table = { key, rows: perDay, sizeBytes: statSync(join(folder, key)).size }
      const manifest = {
        format: 1,
        asset: 'ttb_consolidated_data',
        partition: day,
        fingerprint,
        counts: {},
        tables: { consolidated: table },
      }
      writeFileSync(join(folder, `${paths.consolidatedFolder(day)}_manifest.json`), JSON.stringify(manifest))
      made.push(day)
    }
    rmSync(join(work, 'part'), { recursive: true })
  }
  database.close()
  rmSync(work, { recursive: true, force: true })
  return made.sort()
}
