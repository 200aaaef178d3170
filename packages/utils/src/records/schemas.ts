import { z } from 'zod'
import { isTtbId } from '../ttb-id/ttb-id.ts'
import type { Field, RecordDefinition, RecordOf } from './define-record.ts'
import type { FieldType } from './field-types.ts'
import { isMoment } from './moments.ts'
import { rowTest } from './row-test.ts'
import { isSurrogateKey } from './surrogate-keys.ts'
import { isCalendarDay, MAX_TEXT_LENGTH } from './value-limits.ts'

const text = () => z.string().min(1).max(MAX_TEXT_LENGTH)

/** The schema of one value, by kind. */
const SCHEMA_OF: { readonly [T in FieldType]: (field: Field) => z.ZodType } = {
  ttb_id: () => z.string().refine(isTtbId, 'not a TTB ID').meta({ pattern: '^([0-9]{8,9}|[0-9]{14})$' }),
  text,
  verbatim: text,
  code: text,
  enum: (field) => z.enum([...(field.values ?? [])] as [string, ...string[]]),
  date: () => z.string().refine(isCalendarDay, 'not a calendar day YYYY-MM-DD').meta({ format: 'date' }),
  timestamp: () => z.string().refine(isMoment, 'not a moment YYYY-MM-DDThh:mm:ss.sssZ').meta({ format: 'date-time' }),
  integer: () => z.int32(),
  decimal: () => z.number(),
  boolean: () => z.boolean(),
  phone: text,
  email: text,
  permit_number: text,
  surrogate_key: () =>
    z.string().refine(isSurrogateKey, 'not a whole number of 63 bits as text').meta({ pattern: '^[0-9]{1,19}$' }),
  record: (field) => objectOf(field.fields as Readonly<Record<string, Field>>),
}

function fieldSchema(field: Field): z.ZodType {
  const one = SCHEMA_OF[field.type](field)
  if (field.cardinality === 'list') return z.array(one)
  return field.cardinality === 'required' ? one : one.nullable()
}

function objectOf(fields: Readonly<Record<string, Field>>): z.ZodType {
  return z.strictObject(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])))
}

/** The contract of a record as a zod schema: every field present, of its kind, and no other. */
export function recordSchema<D extends RecordDefinition>(record: D): z.ZodType<RecordOf<D>> {
  const schema = objectOf(record.fields) as z.ZodType<RecordOf<D>>
  tests.set(schema, rowTest(record.fields))
  return schema
}

/** For schemas made here, a faster test that is true of nothing that the schema refuses. */
const tests = new WeakMap<z.ZodType, (row: unknown) => boolean>()

/** A JSON Schema, as far as it is looked into here. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
  description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
}

/**
 * The contract of a record as JSON Schema (2020-12), of one row as JSON. Unlike {@link recordSchema} it allows columns it
 * does not know, as a newer minor version may have some: what satisfies that satisfies this.
 */
export function jsonSchemaOf(record: RecordDefinition): JsonSchema {
  const schema = z.toJSONSchema(recordSchema(record), {
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
    },
  }) as JsonSchema
  describeProperties(schema, record.fields)
  const { $schema, ...rest } = schema
  return { $schema, title: record.name, description: record.doc, ...rest }
}

function describeProperties(schema: JsonSchema, fields: Readonly<Record<string, Field>>): void {
  for (const [name, { doc, unit, fields: children }] of Object.entries(fields)) {
    const property = schema.properties?.[name] as JsonSchema
    property.description = unit === undefined ? doc : `${doc} Unit: ${unit}.`
    if (children && property.items) describeProperties(property.items, children as Readonly<Record<string, Field>>)
  }
}

/** Every way in which a row breaks the contract of its table, in words; empty when it does not. */
export function contractProblems(schema: z.ZodType, row: unknown): string[] {
  if (tests.get(schema)?.(row)) return []
  const result = schema.safeParse(row)
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.') || 'row'}: ${issue.message}`)
}
