import type { TokenPattern } from './tokens.ts'

/**
 * Units of volume, in millilitres, exactly. The barrel is the US beer barrel of 31 gallons (26 U.S.C. 5051), of which kegs
 * are fractions. Imperial units count only where the text says imperial. Source: NIST Handbook 44, appendix C.
 */
export const VOLUME_UNITS = {
  mL: { millilitres: 1, system: 'metric' },
  cL: { millilitres: 10, system: 'metric' },
  dL: { millilitres: 100, system: 'metric' },
  hL: { millilitres: 100_000, system: 'metric' },
  L: { millilitres: 1_000, system: 'metric' },
  'fl oz': { millilitres: 29.5735295625, system: 'US' },
  oz: { millilitres: 29.5735295625, system: 'US' },
  pint: { millilitres: 473.176473, system: 'US' },
  quart: { millilitres: 946.352946, system: 'US' },
  gallon: { millilitres: 3_785.411784, system: 'US' },
  barrel: { millilitres: 117_347.765304, system: 'US' },
  'imperial fl oz': { millilitres: 28.4130625, system: 'imperial' },
  'imperial pint': { millilitres: 568.26125, system: 'imperial' },
  'imperial quart': { millilitres: 1_136.5225, system: 'imperial' },
  'imperial gallon': { millilitres: 4_546.09, system: 'imperial' },
} as const satisfies Record<string, { readonly millilitres: number; readonly system: 'metric' | 'US' | 'imperial' }>

export type VolumeUnit = keyof typeof VOLUME_UNITS

/** How units are written, in the order in which they must be tried. An imperial unit is written as the US one after `imp.`. */
export const UNIT_PATTERNS: readonly TokenPattern<VolumeUnit>[] = [
  ['imperial fl oz', /imp(?:erial|\.)? ?(?:fl\.? ?oz|fl(?:uid)? ?ounces?|oz|ounces?)(?![a-z])(?:\.(?!\d))?/iy],
  ['imperial pint', /imp(?:erial|\.)? ?(?:pints?|pts?)(?![a-z])(?:\.(?!\d))?/iy],
  ['imperial quart', /imp(?:erial|\.)? ?(?:quarts?|qts?)(?![a-z])(?:\.(?!\d))?/iy],
  ['imperial gallon', /imp(?:erial|\.)? ?(?:gallons?|gals?)(?![a-z])(?:\.(?!\d))?/iy],
  ['mL', /(?:m\.?l|mls|milli-?lit(?:er|re)s?|millitters?|mililit(?:er|re)s?|cc)(?![a-z])(?:\.(?!\d))?/iy],
  ['cL', /(?:c\.?l|cls|centilit(?:er|re)s?)(?![a-z])(?:\.(?!\d))?/iy],
  ['dL', /(?:d\.?l|decilit(?:er|re)s?)(?![a-z])(?:\.(?!\d))?/iy],
  ['hL', /(?:h\.?l|hectolit(?:er|re)s?)(?![a-z])(?:\.(?!\d))?/iy],
  ['L', /(?:lit(?:er|re|ro)s?|ltrs?|lts?|l)(?![a-z])(?:\.(?!\d))?/iy],
  ['fl oz', /(?:fl|fld|fluid)[. /]{0,2}(?:ozs?|ounces?)\b\.?|(?:oz|ounces?)[. ]{0,2}fl(?![a-z])(?:\.(?!\d))?/iy],
  ['oz', /(?:ozs?|ounces?)(?![a-z])(?:\.(?!\d))?/iy],
  ['pint', /(?:pints?|pts?)(?![a-z])(?:\.(?!\d))?/iy],
  ['quart', /(?:quarts?|qts?)(?![a-z])(?:\.(?!\d))?/iy],
  ['gallon', /(?:u\.?s\.? )?(?:gallons?|gals?|gl)(?![a-z])(?:\.(?!\d))?/iy],
  ['barrel', /(?:barrels?|bbls?)(?![a-z])(?:\.(?!\d))?/iy],
]
