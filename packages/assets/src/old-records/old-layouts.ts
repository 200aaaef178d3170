import { FOREIGN_FORMATS, type ForeignFormat } from '@ttb/resources'
import type { RecordPageKind } from '../raw/due-pages.ts'
import { isRecordPageKind, type OldStage } from './stored-old-record.ts'

/** A file of records that the earlier system left. */
export interface OldFile {
  readonly layout: string
  readonly stage: OldStage
  /** Null where one file holds records of every kind of page. */
  readonly kind: RecordPageKind | null
  readonly format: ForeignFormat
}

interface OldLayout {
  readonly layout: string
  readonly stage: OldStage
  /** What a path ends in. The group `kind` is the kind of page. */
  readonly path: RegExp
}

const DATE = String.raw`\d{4}-\d{2}-\d{2}`
const KEYS = String.raw`data_type=(?<kind>[a-z-]+)\/year=\d{4}\/month=\d{2}\/day=\d{2}\/receipt_method=\d+`
const FILE = String.raw`[^/]+\.[a-z]+$`
const ending = (pattern: string): RegExp => new RegExp(`(?:^|/)${pattern}`)

/** Where the versions of the earlier system left records. */
const LAYOUTS: readonly OldLayout[] = [
  {
    layout: 'extracted/DATE/METHOD-KIND',
    stage: 'extracted',
    path: ending(String.raw`extracted\/${DATE}\/\d{3}-(?<kind>[a-z-]+)\/${FILE}`),
  },
  {
    layout: 'structured/DATE/METHOD-KIND',
    stage: 'structured',
    path: ending(String.raw`(?:cleaned|structured)\/${DATE}\/\d{3}-(?<kind>[a-z-]+)\/${FILE}`),
  },
  {
    layout: 'data_type=/year=/.../ttb_extracted_data',
    stage: 'extracted',
    path: ending(String.raw`${KEYS}\/(?:ttb_extracted_data|ttb_raw_extraction)\.[a-z]+$`),
  },
  {
    layout: 'data_type=/year=/.../ttb_structured_data',
    stage: 'structured',
    path: ending(String.raw`${KEYS}\/(?:ttb_cleaned_data|ttb_structured_data|ttb_structured_output)\.[a-z]+$`),
  },
  {
    layout: 'data_type=/partition_date=/receipt_method=',
    stage: 'structured',
    path: ending(String.raw`data_type=(?<kind>[a-z-]+)\/partition_date=${DATE}\/receipt_method=\d+\/${FILE}`),
  },
  {
    layout: 'consolidated/DATE',
    stage: 'consolidated',
    path: ending(
      String.raw`(?:consolidated\/${DATE}|(?:ttb_consolidated_data\/)?partition_date=${DATE})\/(?:ttb_)?consolidated_data\.[a-z]+$`,
    ),
  },
]

/** Objects that are neither pages nor old records, and why they are left. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)_[a-z]+\.jsonl?$|-[0-9a-f]{16}\.(?:parquet|jsonl|csv|arrow)$/, 'made by this system: it makes them again'],
  [/\.(?:pkl|pickle)$/i, 'a Python pickle, which only Python reads'],
  [/(?:^|\/)(?:dim|fact)_[a-z_]+[./]/, 'a dimension or fact of the earlier system: made again'],
  [/(?:^|\/)ttb_reference_data\.|(?:^|\/)reference\//, 'reference data of the earlier system: this one has its own'],
  [/(?:^|\/)ttb_(?:raw_data|partitioned|summary|extraction_summary)\.[a-z]+$/, 'a summary of a run'],
]

/** The file of old records that a path names; null when it names none. */
export function readOldPath(path: string): OldFile | null {
  if (reasonToLeave(path) !== null) return null
  const format = FOREIGN_FORMATS.find((name) => path.toLowerCase().endsWith(`.${name}`))
  if (!format) return null
  for (const { layout, stage, path: pattern } of LAYOUTS) {
    const match = pattern.exec(path)
    if (!match) continue
    const kind = match.groups?.['kind']
    if (kind === undefined || isRecordPageKind(kind)) return { layout, stage, kind: kind ?? null, format }
  }
  return null
}

/** Why an object is left that is no page and no file of old records. */
export function describeOther(path: string): string {
  return reasonToLeave(path) ?? 'not named as a page or an old record'
}

function reasonToLeave(path: string): string | null {
  return OTHERS.find(([pattern]) => pattern.test(path))?.[1] ?? null
}
