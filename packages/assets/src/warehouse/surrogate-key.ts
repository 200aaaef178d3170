import { createHash } from 'node:crypto'
import { UNKNOWN_KEY } from '@ttb/utils/records'

/**
 * The 63-bit surrogate key of a natural key, as text: the first eight bytes of its MD5, little-endian, without the lowest
 * bit. The same in every run and on every machine; `KEY_MACROS` gives DuckDB the same. Null is the unknown member.
 */
export function surrogateKey(naturalKey: string | null): string {
  if (naturalKey === null) return UNKNOWN_KEY
  return String(createHash('md5').update(naturalKey).digest().readBigUInt64LE(0) >> 1n)
}

/** The last four digits of the years of {@link DateRange}, for dates that a dimension does not have. */
export interface KeyRanges {
  readonly startYear: number
  readonly endYear: number
}

/** DuckDB macros for keys: the same values as in TypeScript, total for nulls. */
export function keyMacros({ startYear, endYear }: KeyRanges): string[] {
  return [
    'CREATE OR REPLACE MACRO surrogate_key(t) AS coalesce((md5_number_upper(t) >> 1)::BIGINT, 0)',
    `CREATE OR REPLACE MACRO date_key(d) AS coalesce(CASE WHEN year(d) BETWEEN ${startYear} AND ${endYear} THEN year(d) * 10000 + month(d) * 100 + day(d) END, 0)::INTEGER`,
    `CREATE OR REPLACE MACRO record_order(received, id) AS (received - DATE '1900-01-01')::BIGINT * 1000000000 + CASE WHEN length(id) = 14 THEN right(id, 9)::BIGINT ELSE 999000000 + length(id) * 10000 + substr(id, 6)::BIGINT END`,
    "CREATE OR REPLACE MACRO alias_natural(permit, name, address) AS CASE WHEN permit IS NULL AND name IS NULL AND address IS NULL THEN NULL ELSE coalesce(permit, '') || '|' || coalesce(name, '') || '|' || coalesce(address, '') END",
    "CREATE OR REPLACE MACRO place_natural(country, state, city) AS CASE WHEN country IS NULL AND state IS NULL AND city IS NULL THEN NULL ELSE 'place|' || coalesce(country, '') || '|' || coalesce(state, '') || '|' || coalesce(city, '') END",
    "CREATE OR REPLACE MACRO names_key(brand, fanciful) AS surrogate_key(coalesce(brand, '') || '|' || coalesce(fanciful, ''))",
    "CREATE OR REPLACE MACRO product_natural(company, brand, fanciful) AS CASE WHEN brand IS NULL AND fanciful IS NULL THEN NULL ELSE company::VARCHAR || '|' || coalesce(brand, '') || '|' || coalesce(fanciful, '') END",
  ]
}
