import { cleanDate, cleanDecimal, cleanInteger, cleanText, validateRecord } from '@ttb/transformations'
import { TtbError } from '@ttb/utils'
import {
  COLA,
  FIELD_TYPES,
  type Field,
  isMoment,
  type PhysicalType,
  pageTable,
  type RecordDefinition,
} from '@ttb/utils/records'

type OldRow = Readonly<Record<string, unknown>>

/** The tables of pages, by kind of page. */
export class TTBSchemaRegistry {
  readonly #schemas = new Map<string, RecordDefinition>([
    ['cola-detail', pageTable(COLA, 'cola-detail')],
    ['certificate', pageTable(COLA, 'certificate')],
  ])

  register_schema(data_type: string, schema: RecordDefinition): void {
    this.#schemas.set(data_type, schema)
  }

  /** Throws `invalid_argument` when there is none. */
  get_schema(data_type: string): RecordDefinition {
    const schema = this.#schemas.get(data_type)
    if (schema) return schema
    throw new TtbError(`no schema ${JSON.stringify(data_type)}; there are ${this.get_available_schemas().join(', ')}`, {
      code: 'invalid_argument',
    })
  }

  get_available_schemas(): string[] {
    return [...this.#schemas.keys()]
  }
}

export const schema_registry = new TTBSchemaRegistry()

/** Rows with the columns of a table and no others: values of the kind of their column, null where that cannot be. */
export function convert_to_schema_compliant(
  records: readonly OldRow[],
  schema: RecordDefinition,
): Record<string, unknown>[] {
  return records.map((record) =>
    Object.fromEntries(Object.entries(schema.fields).map(([name, field]) => [name, converted(record[name], field)])),
  )
}

function converted(value: unknown, field: Field): unknown {
  const type = FIELD_TYPES[field.type].physical
  if (type === 'struct') return Array.isArray(value) ? value : []
  if (field.cardinality !== 'list') return convert_value_to_type(value, type)
  const entries = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
  return entries.map((entry) => convert_value_to_type(entry, type)).filter((entry) => entry !== null)
}

/** A value as a physical type of a column holds it; null for what is none, and never a part of what was there. */
export function convert_value_to_type(value: unknown, pa_type: PhysicalType): unknown {
  if (value === null || value === undefined) return null
  const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : String(value)
  switch (pa_type) {
    case 'string':
      return cleanText(text).value
    case 'int32':
    case 'int64':
      return cleanInteger(text).value
    case 'double':
      return cleanDecimal(text).value
    case 'boolean':
      return BOOLEANS.get(text.trim().toLowerCase()) ?? null
    case 'date':
      return cleanDate(text).value
    case 'timestamp':
      return momentOf(text)
    case 'struct':
      return typeof value === 'object' ? value : null
  }
  throw new TtbError(`no type ${JSON.stringify(pa_type)}; expected a physical type of a column`, {
    code: 'invalid_argument',
  })
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
])

/** Without a time zone, a moment is not known. */
function momentOf(text: string): string | null {
  const ms = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
  const moment = Number.isNaN(ms) ? null : new Date(ms).toISOString()
  return moment !== null && isMoment(moment) ? moment : null
}

export interface OldValidation {
  readonly total_records: number
  readonly valid_records: number
  readonly invalid_records: number
  /** Share of the records without an error; null when there are none. */
  readonly compliance_rate: number | null
  readonly errors: readonly {
    readonly record_index: number
    readonly ttb_id: unknown
    readonly field: string | null
    readonly code: string
    readonly text: string | null
  }[]
}

/** Every reason why records are not rows of a table. Null is a value of every column that is not required. */
export function validate_records_against_schema(records: readonly OldRow[], schema: RecordDefinition): OldValidation {
  const broken = new Set<number>()
  const errors = records.flatMap((record, record_index) => {
    const { issues } = validateRecord(record, { record: schema })
    if (issues.length > 0) broken.add(record_index)
    return issues.map(({ code, field = null, text = null }) => ({
      record_index,
      ttb_id: record['ttb_id'] ?? null,
      field,
      code,
      text,
    }))
  })
  return {
    total_records: records.length,
    valid_records: records.length - broken.size,
    invalid_records: broken.size,
    compliance_rate: records.length === 0 ? null : (records.length - broken.size) / records.length,
    errors,
  }
}
