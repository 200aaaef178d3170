import type { Row } from '@ttb/resources'
import {
  CLASS_TYPE_FAMILIES,
  type ClassType,
  classTypeOf,
  listClassTypes,
  listOrigins,
  type Origin,
  originOf,
  parsePermit,
} from '@ttb/transformations'
import { UNKNOWN_KEY } from '@ttb/utils/records'
import { STANDARD_QUALIFICATIONS } from '../consolidated/qualification-table.ts'
import { regionOf } from './regions.ts'
import { surrogateKey } from './surrogate-key.ts'

/** Members of dim_product_types: every code of the list, and these that occur on records and are in no list. */
export function productTypeRows(
  occurring: readonly { readonly code: string; readonly description: string | null }[],
): Row[] {
  const unlisted = occurring
    .filter(({ code }) => classTypeOf(code) === null)
    .map(({ code, description }) =>
      productTypeRow({ code, description, family: null, commodity: null, spirit: null }, false),
    )
  return [
    {
      ...productTypeRow({ code: '', description: null, family: null, commodity: null, spirit: null }, false),
      product_type_key: UNKNOWN_KEY,
      class_type_code: null,
    },
    ...[...listClassTypes().map((classType) => productTypeRow(classType, true)), ...unlisted].sort(
      byField('class_type_code'),
    ),
  ]
}

function productTypeRow({ code, description, family, commodity, spirit }: ClassType, isListed: boolean): Row {
  return {
    product_type_key: surrogateKey(code),
    class_type_code: code,
    description,
    family,
    family_doc: family && CLASS_TYPE_FAMILIES[family].doc,
    commodity,
    spirit,
    is_alcoholic: commodity === null ? null : commodity !== 'non_alcoholic' && family !== 'cereal_beverage',
    is_listed: isListed,
  }
}

export interface OccurringPlace {
  readonly country: string | null
  readonly state: string | null
  readonly city: string | null
}

/** Members of dim_locations: every origin code of the list, origins that occur and are in no list, and the places of holders. */
export function locationRows(
  origins: readonly { readonly code: string; readonly description: string | null }[],
  places: readonly OccurringPlace[],
): Row[] {
  const unlisted = origins
    .filter(({ code }) => originOf(code) === null)
    .map(({ code, description }) =>
      originRow({ code, description: description ?? '', kind: 'not_a_place', country: null, state: null }, false),
    )
  return [
    {
      location_key: UNKNOWN_KEY,
      natural_key: 'unknown',
      location_kind: 'unknown',
      origin_code: null,
      description: null,
      place_kind: null,
      country: null,
      state: null,
      city: null,
      region: null,
      is_domestic: null,
      is_listed: false,
    },
    ...[...listOrigins().map((origin) => originRow(origin, true)), ...unlisted, ...places.map(placeRow)].sort(
      byField('natural_key'),
    ),
  ]
}

function originRow({ code, description, kind, country, state }: Origin, isListed: boolean): Row {
  const naturalKey = `origin|${code}`
  const isPlace = kind !== 'administrative' && kind !== 'not_a_place'
  return {
    location_key: surrogateKey(naturalKey),
    natural_key: naturalKey,
    location_kind: 'origin',
    origin_code: code,
    description: description || null,
    place_kind: isListed ? kind : null,
    country,
    state,
    city: null,
    region: regionOf(country, state),
    is_domestic: isListed && isPlace ? country === 'US' : null,
    is_listed: isListed,
  }
}

function placeRow({ country, state, city }: OccurringPlace): Row {
  const naturalKey = `place|${country ?? ''}|${state ?? ''}|${city ?? ''}`
  return {
    location_key: surrogateKey(naturalKey),
    natural_key: naturalKey,
    location_kind: 'place',
    origin_code: null,
    description: [city, state, country].filter(Boolean).join(', ') || null,
    place_kind: null,
    country,
    state,
    city,
    region: regionOf(country, state),
    is_domestic: country === null ? null : country === 'US',
    is_listed: true,
  }
}

/** Members of dim_qualifications. */
export function qualificationRows(): Row[] {
  return [
    {
      qualification_key: UNKNOWN_KEY,
      qualification_code: 'not_standard',
      sentence: 'No standard sentence: what is said stands in the comment.',
      is_usual: false,
    },
    ...STANDARD_QUALIFICATIONS.map(({ code, sentence, isUsual }) => ({
      qualification_key: surrogateKey(code),
      qualification_code: code,
      sentence,
      is_usual: isUsual ?? false,
    })),
  ]
}

/** The parts of a permit number, for dim_permits; a number that cannot be taken apart has none. */
export function permitParts(permitNumber: string): Row {
  const permit = parsePermit(permitNumber).value
  return {
    permit_type: permit?.type ?? null,
    permit_type_doc: permit?.meaning ?? null,
    state: permit?.state ?? null,
    suffix: permit?.suffix ?? null,
    number: permit?.number ?? null,
  }
}

function byField(name: string): (one: Row, other: Row) => number {
  return (one, other) => (String(one[name]) < String(other[name]) ? -1 : 1)
}
