import { deepStrictEqual } from 'node:assert'

/** Throws unless the value is the one that is wanted; an object may have more than is wanted of it. */
export function expectMatch(value: unknown, wanted: unknown): void {
  const isObject = typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)
  if (!isObject || typeof value !== 'object' || value === null) return deepStrictEqual(value, wanted)
  const seen = Object.fromEntries(Object.keys(wanted).map((key) => [key, (value as Record<string, unknown>)[key]]))
  deepStrictEqual(seen, wanted)
}
