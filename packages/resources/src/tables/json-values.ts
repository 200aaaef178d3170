import { TtbError } from '@ttb/utils'
import { FIELD_TYPES, type Field, type PhysicalType } from '@ttb/utils/records'

type Read = (value: unknown) => unknown

const isText = (value: unknown): boolean => typeof value === 'string'

/** What a value of each physical type is in a JSON text. */
const IS: { readonly [P in Exclude<PhysicalType, 'struct'>]: (value: unknown) => boolean } = {
  string: isText,
  date: isText,
  timestamp: isText,
  int32: Number.isInteger,
  int64: isText,
  double: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
}

/**
 * For each field, how a value of a JSON text becomes a row's value: as it is, completed with what groups of fields lack.
 * A value of another type and a required field without one throw `corrupt_data`.
 */
export function jsonReaders(fields: Readonly<Record<string, Field>>, prefix = ''): Map<string, Read> {
  return new Map(Object.entries(fields).map(([name, field]) => [name, fieldReader(prefix + name, field)]))
}

function fieldReader(name: string, field: Field): Read {
  const one = valueReader(name, field)
  if (field.cardinality === 'list') {
    return (value) => {
      if (value === null || value === undefined) return []
      if (!Array.isArray(value)) throw unlike(name, 'a list', value)
      return value.map(one)
    }
  }
  return (value) => {
    if (value !== null && value !== undefined) return one(value)
    if (field.cardinality === 'required')
      throw new TtbError(`${name} is required and not there`, { code: 'corrupt_data' })
    return null
  }
}

function valueReader(name: string, field: Field): Read {
  const { physical } = FIELD_TYPES[field.type]
  if (physical !== 'struct') {
    const is = IS[physical]
    return (value) => {
      if (!is(value)) throw unlike(name, physical, value)
      return value
    }
  }
  const members = [...jsonReaders(field.fields as Readonly<Record<string, Field>>, `${name}[].`)]
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unlike(name, physical, value)
    const group: Record<string, unknown> = {}
    for (const [member, read] of members) group[member] = read((value as Record<string, unknown>)[member])
    return group
  }
}

function unlike(name: string, expected: string, value: unknown): TtbError {
  return new TtbError(`${name} is ${JSON.stringify(value).slice(0, 80)} where ${expected} is expected`, {
    code: 'corrupt_data',
  })
}
