import { FIELD_TYPES, type Field, type RecordDefinition } from '@ttb/utils/records'

type Convert = (value: unknown) => unknown

const MILLISECONDS_A_DAY = 86_400_000

/** Milliseconds since 1970-01-01 UTC of `YYYY-MM-DD`. Rows themselves hold the text, free of time zones. */
export function timeOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}

/** `YYYY-MM-DD` of milliseconds since 1970-01-01 UTC. */
export function dateOfTime(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** How the texts of days and moments become what a column stores. */
export interface TimeEncoders {
  readonly date: (date: string) => unknown
  readonly timestamp: (moment: string) => unknown
}

/** Days since 1970-01-01, and milliseconds since then as a Date. */
const PARQUET_TIMES: TimeEncoders = {
  date: (date) => timeOfDate(date) / MILLISECONDS_A_DAY,
  timestamp: (moment) => new Date(moment),
}

/** For each field of a record, how its value is put into a column. */
export function columnEncoders(record: RecordDefinition, times = PARQUET_TIMES): Map<string, Convert> {
  return converters(record.fields, {
    date: (value) => times.date(value as string),
    timestamp: (value) => times.timestamp(value as string),
    int64: (value) => BigInt(value as string),
  })
}

/** For each field of a record, how a value read from a column (a time as milliseconds or a Date) becomes a row's value again. */
export function columnDecoders(record: RecordDefinition): Map<string, Convert> {
  return converters(record.fields, {
    date: (value) => dateOfTime(Number(value)),
    timestamp: (value) => new Date(Number(value)).toISOString(),
    int64: String,
  })
}

/** The kinds of storage whose values change on the way. */
type Converters = { readonly [P in 'date' | 'timestamp' | 'int64']: Convert }

function converters(fields: Readonly<Record<string, Field>>, changing: Converters): Map<string, Convert> {
  return new Map(Object.entries(fields).map(([name, field]) => [name, fieldConverter(field, changing)]))
}

function fieldConverter(field: Field, changing: Converters): Convert {
  const one = valueConverter(field, changing)
  if (one === null) return (value) => value ?? (field.cardinality === 'list' ? [] : null)
  if (field.cardinality === 'list') return (value) => ((value as unknown[] | null) ?? []).map(one)
  return (value) => (value === null || value === undefined ? null : one(value))
}

/** Null when values of this kind are stored as they are. */
function valueConverter(field: Field, changing: Converters): Convert | null {
  const { physical } = FIELD_TYPES[field.type]
  if (physical === 'date' || physical === 'timestamp' || physical === 'int64') return changing[physical]
  if (physical !== 'struct') return null
  const children = [...converters(field.fields as Readonly<Record<string, Field>>, changing)]
  return (value) => {
    const group: Record<string, unknown> = {}
    for (const [name, convert] of children) group[name] = convert((value as Record<string, unknown>)[name])
    return group
  }
}
