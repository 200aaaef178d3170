/** How a value is stored. Parquet, Arrow, SQL and JSON Schema each have one map from these. */
export type PhysicalType = 'string' | 'int32' | 'int64' | 'double' | 'boolean' | 'date' | 'timestamp' | 'struct'

/** The JavaScript type of one value of each kind. */
export interface FieldValues {
  ttb_id: string
  text: string
  verbatim: string
  code: string
  enum: string
  date: string
  timestamp: string
  integer: number
  decimal: number
  boolean: boolean
  phone: string
  email: string
  permit_number: string
  surrogate_key: string
  record: Readonly<Record<string, unknown>>
}

export type FieldType = keyof FieldValues

/** The closed table of kinds of value. A row of a record chooses a kind; the kind owns how the value behaves. */
export const FIELD_TYPES: { readonly [T in FieldType]: { readonly physical: PhysicalType; readonly doc: string } } = {
  ttb_id: { physical: 'string', doc: 'a TTB ID: 14 digits, or 8 to 9 of before 1997' },
  text: { physical: 'string', doc: 'text as printed: entities decoded, white space squashed, Unicode NFC, case kept' },
  verbatim: { physical: 'string', doc: 'text exactly as the page has it, character by character' },
  code: { physical: 'string', doc: 'a code of the registry; text, leading zeros kept' },
  enum: { physical: 'string', doc: 'one of a closed set of names' },
  date: { physical: 'date', doc: 'a calendar day, `YYYY-MM-DD`, without a time zone' },
  timestamp: { physical: 'timestamp', doc: 'a moment in UTC to the millisecond, `YYYY-MM-DDThh:mm:ss.sssZ`' },
  integer: { physical: 'int32', doc: 'a whole number' },
  decimal: { physical: 'double', doc: 'a number' },
  boolean: { physical: 'boolean', doc: 'true or false' },
  phone: { physical: 'string', doc: 'a phone or fax number as printed' },
  email: { physical: 'string', doc: 'an e-mail address as printed' },
  permit_number: { physical: 'string', doc: "the number of a plant registry, basic permit or brewer's notice" },
  surrogate_key: {
    physical: 'int64',
    doc: 'a stable 63-bit key made from a natural key: a whole number as text, `0` for the unknown member',
  },
  record: { physical: 'struct', doc: 'a group of fields' },
}
