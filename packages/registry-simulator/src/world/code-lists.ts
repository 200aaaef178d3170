import { classTypeOf, listClassTypes, listOrigins, originOf } from '@ttb/transformations/codes'
import { TtbError } from '@ttb/utils'
import type { CodeListName } from '@ttb/utils/pages'

export type ProductType = 'wine' | 'distilled_spirits' | 'malt_beverage'

export interface ClassType {
  readonly code: string
  readonly description: string
  readonly product: ProductType
  /** Whether a domestic or an imported product may be of it. */
  readonly source: 'domestic' | 'imported' | 'either'
  /** How often it is filed, relative to the others. */
  readonly weight: number
}

export interface Origin {
  readonly code: string
  readonly description: string
  /** The state's abbreviation; null for a country. */
  readonly state: string | null
  /** How often it is filed, relative to the others. */
  readonly weight: number
}

export interface ListedCode {
  readonly code: string
  /** Null where nobody knows what the code means. */
  readonly description: string | null
}

/** Every code that the registry lists, by code: many more than made-up records use. */
export function listedCodes(list: CodeListName): readonly ListedCode[] {
  const codes: readonly ListedCode[] = list === 'origin' ? listOrigins() : listClassTypes()
  return codes
    .map(({ code, description }) => ({ code, description }))
    .sort((one, other) => (one.code < other.code ? -1 : 1))
}

type WeightedCode = readonly [code: string, weight: number]

const rows = (product: ProductType, source: ClassType['source'], list: readonly WeightedCode[]): ClassType[] =>
  list.map(([code, weight]) => ({ code, description: known(code, classTypeOf(code)), product, source, weight }))

const origin = ([code, weight]: WeightedCode): Origin => {
  const found = originOf(code)
  return { code, description: known(code, found), state: found?.state ?? null, weight }
}

function known(code: string, found: ListedCode | null): string {
  if (found?.description) return found.description
  throw new TtbError(`code ${JSON.stringify(code)}: expected one that the lists of the registry describe`, {
    code: 'invalid_definition',
  })
}

/** The class and type codes that made-up records use. Codes are text. */
export const CLASS_TYPES: readonly ClassType[] = [
  ...rows('wine', 'either', [
    ['80', 200],
    ['80A', 40],
    ['81', 130],
    ['82', 10],
    ['82C', 4],
    ['82M', 3],
    ['83', 8],
    ['83C', 8],
    ['84', 40],
    ['84C', 2],
    ['85', 6],
    ['86', 4],
    ['87', 5],
    ['88', 14],
    ['89', 3],
    ['89C', 1],
  ]),
  ...rows('wine', 'imported', [['981', 6]]),
  ...rows('wine', 'domestic', [['931', 1]]),
  ...rows('distilled_spirits', 'domestic', [
    ['100', 4],
    ['101', 26],
    ['102', 9],
    ['103', 1],
    ['111', 4],
    ['121', 3],
    ['137', 2],
    ['140', 4],
    ['141', 10],
    ['142', 3],
    ['166', 2],
    ['200', 6],
    ['210', 3],
    ['301', 12],
    ['311', 1],
    ['339', 5],
    ['400', 3],
    ['439', 1],
    ['500', 1],
    ['541', 1],
    ['612', 2],
    ['641', 8],
    ['643', 6],
    ['649', 10],
    ['724', 3],
    ['739', 4],
    ['943', 1],
  ]),
  ...rows('distilled_spirits', 'imported', [
    ['150', 2],
    ['151', 4],
    ['153', 14],
    ['161', 2],
    ['171', 4],
    ['191', 5],
    ['251', 3],
    ['351', 5],
    ['450', 2],
    ['491', 3],
    ['551', 7],
    ['588', 3],
    ['669', 4],
    ['699', 5],
    ['977', 30],
    ['978', 3],
    ['980', 9],
  ]),
  ...rows('malt_beverage', 'domestic', [
    ['901', 70],
    ['902', 60],
    ['903', 2],
    ['904', 7],
    ['905', 3],
    ['906', 50],
    ['907', 2],
  ]),
  ...rows('malt_beverage', 'imported', [
    ['951', 14],
    ['952', 6],
    ['954', 1],
    ['956', 4],
  ]),
]

/** The origin codes that made-up records use. Codes are text. */
export const ORIGINS: readonly Origin[] = (
  [
    ['01', 40],
    ['02', 14],
    ['03', 3],
    ['04', 5],
    ['05', 4],
    ['06', 6],
    ['07', 12],
    ['09', 5],
    ['13', 6],
    ['16', 7],
    ['22', 9],
    ['26', 4],
    ['29', 3],
    ['35', 5],
    ['38', 11],
    ['39', 6],
    ['43', 4],
    ['44', 9],
    ['48', 4],
    ['4H', 1],
    ['50', 26],
    ['51', 30],
    ['52', 14],
    ['53', 5],
    ['54', 6],
    ['59', 5],
    ['5E', 4],
    ['5K', 12],
    ['62', 5],
    ['63', 5],
    ['64', 2],
    ['69', 4],
    ['70', 5],
    ['81', 26],
    ['84', 3],
  ] as const
).map(origin)
