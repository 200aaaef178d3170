export type ProductType = 'wine' | 'distilled_spirits' | 'malt_beverage'

export interface ClassType {
  readonly code: string
  readonly description: string
  readonly product: ProductType
  /** Whether a domestic or an imported product may be of it. */
  readonly source: 'domestic' | 'imported' | 'either'
  /** How often it is filed, relative to the others; 0: in the list only. */
  readonly weight: number
}

export interface Origin {
  readonly code: string
  readonly description: string
  /** The state's abbreviation; null for a country. */
  readonly state: string | null
  readonly weight: number
}

type ClassRow = readonly [code: string, description: string, weight: number]

const rows = (product: ProductType, source: ClassType['source'], list: readonly ClassRow[]): ClassType[] =>
  list.map(([code, description, weight]) => ({ code, description, product, source, weight }))

/** The class and type codes the simulated registry knows: those in use and some that nobody files. Codes are text. */
export const CLASS_TYPES: readonly ClassType[] = [
  ...rows('wine', 'either', [
    ['80', 'TABLE RED WINE', 200],
    ['80A', 'ROSE WINE', 40],
    ['81', 'TABLE WHITE WINE', 130],
    ['82', 'TABLE FLAVORED WINE', 10],
    ['82C', 'APPLE BASED FLAVORED WINE', 4],
    ['82M', 'HONEY BASED TABLE WINE', 3],
    ['83', 'TABLE FRUIT WINE', 8],
    ['83C', 'APPLE TABLE WINE/CIDER', 8],
    ['84', 'SPARKLING WINE/CHAMPAGNE', 40],
    ['84C', 'SPARKLING WINE/CIDER', 2],
    ['85', 'CARBONATED WINE', 6],
    ['86', 'VERMOUTH/MIXED TYPES', 4],
    ['87', 'DESSERT FLAVORED WINE', 5],
    ['88', 'DESSERT /PORT/SHERRY/(COOKING) WINE', 14],
    ['89', 'DESSERT FRUIT WINE', 3],
    ['89C', 'APPLE DESSERT WINE/CIDER', 1],
  ]),
  ...rows('wine', 'imported', [['981', 'SAKE - IMPORTED', 6]]),
  ...rows('wine', 'domestic', [['931', 'SAKE', 1]]),
  ...rows('distilled_spirits', 'domestic', [
    ['100', 'STRAIGHT WHISKY', 4],
    ['101', 'STRAIGHT BOURBON WHISKY', 26],
    ['102', 'STRAIGHT RYE WHISKY', 9],
    ['103', 'STRAIGHT CORN WHISKY', 1],
    ['111', 'BOURBON WHISKY BIB', 4],
    ['121', 'STRAIGHT BOURBON WHISKY BLENDS', 3],
    ['137', 'BLENDED WHISKY', 2],
    ['140', 'WHISKY', 4],
    ['141', 'BOURBON WHISKY', 10],
    ['142', 'RYE WHISKY', 3],
    ['166', 'AMERICAN SINGLE MALT WHISKEY', 2],
    ['200', 'DISTILLED GIN', 6],
    ['210', 'GIN', 3],
    ['301', 'VODKA 80-89 PROOF', 12],
    ['311', 'VODKA 90-99 PROOF', 1],
    ['339', 'VODKA - OTHER FLAVORED', 5],
    ['400', 'U.S. RUM (WHITE)', 3],
    ['439', 'RUM OTHER FLAVORED', 1],
    ['500', 'CALIFORNIA GRAPE BRANDY', 1],
    ['541', 'APPLE BRANDY', 1],
    ['612', 'COFFEE (CAFE) LIQUEUR', 2],
    ['641', 'WHISKY SPECIALTIES', 8],
    ['643', 'VODKA SPECIALTIES', 6],
    ['649', 'OTHER SPECIALTIES & PROPRIETARIES', 10],
    ['724', 'MARGARITA (UNDER 48 PROOF)', 3],
    ['739', 'OTHER COCKTAILS (UNDER 48 PROOF)', 4],
    ['943', 'AGAVE SPIRITS', 1],
  ]),
  ...rows('distilled_spirits', 'imported', [
    ['150', 'SCOTCH WHISKY', 2],
    ['151', 'SCOTCH WHISKY FB', 4],
    ['153', 'SINGLE MALT SCOTCH WHISKY', 14],
    ['161', 'CANADIAN WHISKY FB', 2],
    ['171', 'IRISH WHISKY FB', 4],
    ['191', 'OTHER IMPORTED WHISKY FB', 5],
    ['251', 'LONDON DRY DISTILLED GIN FB', 3],
    ['351', 'VODKA 80-89 PROOF FB', 5],
    ['450', 'FOREIGN RUM', 2],
    ['491', 'OTHER RUM WHITE FB', 3],
    ['551', 'COGNAC (BRANDY) FB', 7],
    ['588', 'OTHER GRAPE BRANDY (PISCO, GRAPPA) FB', 3],
    ['669', 'OTHER HERB & SEED CORDIALS/LIQUEURS', 4],
    ['699', 'OTHER SPECIALTIES & PROPRIETARIES', 5],
    ['977', 'TEQUILA FB', 30],
    ['978', 'TEQUILA USB', 3],
    ['980', 'MEZCAL FB', 9],
  ]),
  ...rows('malt_beverage', 'domestic', [
    ['901', 'BEER', 70],
    ['902', 'ALE', 60],
    ['903', 'MALT LIQUOR', 2],
    ['904', 'STOUT', 7],
    ['905', 'PORTER', 3],
    ['906', 'MALT BEVERAGES SPECIALITIES - FLAVORED', 50],
    ['907', 'CEREAL BEVERAGES - NEAR BEER (NON ALCOHOLIC)', 2],
  ]),
  ...rows('malt_beverage', 'imported', [
    ['951', 'BEER', 14],
    ['952', 'ALE', 6],
    ['954', 'STOUT', 1],
    ['956', 'MALT BEVERAGES SPECIALITIES', 4],
  ]),
  ...rows('distilled_spirits', 'either', [
    ['0', 'ADMINISTRATIVE WITHDRAWAL', 0],
    ['109', 'OTHER STRAIGHT WHISKY', 0],
    ['122', 'STRAIGHT RYE WHISKY BLENDS', 0],
    ['219', 'OTHER GIN', 0],
    ['334', 'VODKA - LEMON FLAVORED', 0],
    ['403', 'HAWAIIAN RUM (WHITE)', 0],
    ['521', 'BRANDY', 0],
    ['553', 'ARMAGNAC (BRANDY) FB', 0],
    ['604', 'TRIPLE SEC', 0],
    ['616', 'AMARETTO', 0],
    ['702', 'WHISKY OLD FASHIONED (48 PROOF UP)', 0],
    ['743', 'BLOODY MARY', 0],
    ['921', 'NEUTRAL SPIRITS - GRAIN', 0],
    ['990', 'NON ALCOHOL MIXES', 0],
  ]),
]

const state = (code: string, description: string, abbreviation: string, weight: number): Origin => ({
  code,
  description,
  state: abbreviation,
  weight,
})
const country = (code: string, description: string, weight: number): Origin => ({
  code,
  description,
  state: null,
  weight,
})

/** The origin codes the simulated registry knows: those in use and some that nobody files. Codes are text. */
export const ORIGINS: readonly Origin[] = [
  country('00', 'AMERICAN', 0),
  state('01', 'CALIFORNIA', 'CA', 40),
  state('02', 'NEW YORK', 'NY', 14),
  state('03', 'NEW JERSEY', 'NJ', 3),
  state('04', 'ILLINOIS', 'IL', 5),
  state('05', 'VIRGINIA', 'VA', 4),
  state('06', 'MICHIGAN', 'MI', 6),
  state('07', 'WASHINGTON', 'WA', 12),
  state('09', 'OHIO', 'OH', 5),
  state('13', 'COLORADO', 'CO', 6),
  state('16', 'FLORIDA', 'FL', 7),
  state('22', 'KENTUCKY', 'KY', 9),
  state('26', 'MASSACHUSETTS', 'MA', 4),
  state('29', 'MISSOURI', 'MO', 3),
  state('35', 'NORTH CAROLINA', 'NC', 5),
  state('38', 'OREGON', 'OR', 11),
  state('39', 'PENNSYLVANIA', 'PA', 6),
  state('43', 'TENNESSEE', 'TN', 4),
  state('44', 'TEXAS', 'TX', 9),
  state('48', 'WISCONSIN', 'WI', 4),
  country('4H', 'BARBADOS', 1),
  country('50', 'ITALY', 26),
  country('51', 'FRANCE', 30),
  country('52', 'SPAIN', 14),
  country('53', 'GERMANY', 5),
  country('54', 'PORTUGAL', 6),
  country('59', 'JAPAN', 5),
  country('5E', 'IRELAND', 4),
  country('5K', 'SCOTLAND', 12),
  country('62', 'ARGENTINA', 5),
  country('63', 'AUSTRALIA', 5),
  country('64', 'AUSTRIA', 2),
  country('69', 'CANADA', 4),
  country('70', 'CHILE', 5),
  country('81', 'MEXICO', 26),
  country('84', 'NEW ZEALAND', 3),
  country('6E', 'GEORGIA', 0),
  country('6P', 'ENGLAND', 0),
  country('91', 'SOUTH AFRICA (UNION OF)', 0),
  country('99', 'POLAND', 0),
  state('08', 'GEORGIA', 'GA', 0),
  state('4A', 'PUERTO RICO', 'PR', 0),
  country('MC', 'MULTIPLE COUNTRIES', 0),
]
