/** US Census Bureau regions by USPS code; territories belong to none. */
const CENSUS_REGIONS = {
  Northeast: 'CT ME MA NH RI VT NJ NY PA',
  Midwest: 'IL IN MI OH WI IA KS MN MO NE ND SD',
  South: 'DE DC FL GA MD NC SC VA WV AL KY MS TN AR LA OK TX',
  West: 'AZ CO ID MT NV NM UT WY AK CA HI OR WA',
  'US territories': 'AS GU MP PR VI UM FM MH PW',
} as const

/** Continents by ISO 3166-1 code: the regions of UN M49, for the countries that origin codes name. */
const CONTINENTS = {
  Africa: 'BJ BW CD CI CM CV DZ EG ER ET GA GH KE LR MA MG MU NA NG RE RW SC SN SZ TG TN TZ UG ZA ZM ZW',
  Americas:
    'AG AI AR AW BB BM BO BR BS BZ CA CL CO CR CU CW DM DO EC GD GP GT GY HN HT JM KN KY LC MF MQ MX NI PA PE PY SR SV SX TT US UY VC VE VG',
  Asia: 'AE AM AZ BD BH BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KR KZ LA LB LK MM MN MO MY NP OM PH PK PS QA SA SG SY TH TJ TM TR TW UZ VN YE',
  Europe:
    'AD AL AT BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM UA VA XK',
  Oceania: 'AU CK FJ FM GU KI MH NC NR NZ PF PG PW SB TO TV VU WS',
} as const

function invert(groups: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(groups).flatMap(([group, codes]) => codes.split(' ').map((code) => [code, group] as const)),
  )
}

let regions: { readonly states: ReadonlyMap<string, string>; readonly countries: ReadonlyMap<string, string> } | null =
  null

/** The Census region of a US state, or the continent of a country; null where neither is known. */
export function regionOf(country: string | null, state: string | null): string | null {
  regions ??= { states: invert(CENSUS_REGIONS), countries: invert(CONTINENTS) }
  return (state && regions.states.get(state)) || (country && regions.countries.get(country)) || null
}
