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

/** For each field of a record, how its value is put into a column. Days become days since 1970-01-01 unless said otherwise. */
export function columnEncoders(
  record: RecordDefinition,
  encodeDate = (date: string): unknown => timeOfDate(date) / MILLISECONDS_A_DAY,
): Map<string, Convert> {
  return converters(record.fields, (value) => encodeDate(value as string))
}

/** For each field of a record, how a value read from a column (a day as milliseconds or a Date) becomes a row's value again. */
export function columnDecoders(record: RecordDefinition): Map<string, Convert> {
  return converters(record.fields, (value) => dateOfTime(Number(value)))
}

function converters(fields: Readonly<Record<string, Field>>, convertDate: Convert): Map<string, Convert> {
  return new Map(Object.entries(fields).map(([name, field]) => [name, fieldConverter(field, convertDate)]))
}

function fieldConverter(field: Field, convertDate: Convert): Convert {
  const one = valueConverter(field, convertDate)
  if (one === null) return (value) => value ?? (field.cardinality === 'list' ? [] : null)
  if (field.cardinality === 'list') return (value) => ((value as unknown[] | null) ?? []).map(one)
  return (value) => (value === null || value === undefined ? null : one(value))
}

/** Null when values of this kind are stored as they are. */
function valueConverter(field: Field, convertDate: Convert): Convert | null {
  const { physical } = FIELD_TYPES[field.type]
  if (physical === 'date') return convertDate
  if (physical !== 'struct') return null
  const children = converters(field.fields as Readonly<Record<string, Field>>, convertDate)
  return (value) =>
    Object.fromEntries(
      [...children].map(([name, convert]) => [name, convert((value as Record<string, unknown>)[name])]),
    )
}
