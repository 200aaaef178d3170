import type { Reading } from '@ttb/utils'
import { classTypesDescribed, cleanClassType, cleanOrigin, originsDescribed } from '../../src/codes/index.ts'
import * as addresses from '../../src/values/addresses.ts'
import { cleanAlcoholPercent, parseAlcohol } from '../../src/values/alcohol.ts'
import { cleanAppellation, parseAppellation } from '../../src/values/appellations.ts'
import { classifyCode, classifyDescription } from '../../src/values/beverages.ts'
import { cleanDate } from '../../src/values/dates.ts'
import { cleanEmail } from '../../src/values/email.ts'
import { parseFiscalPeriod } from '../../src/values/fiscal-calendar.ts'
import { cleanNetContents, parseNetContents } from '../../src/values/net-contents.ts'
import * as numbers from '../../src/values/numbers.ts'
import * as permits from '../../src/values/permits.ts'
import { cleanPhone, parsePhone } from '../../src/values/phones.ts'
import type { SourceText } from '../../src/values/reading.ts'
import { cleanState, parseState } from '../../src/values/states.ts'
import { cleanText } from '../../src/values/text.ts'
import { cleanTtbId, parseTtbIdText } from '../../src/values/ttb-ids.ts'
import { cleanUrl } from '../../src/values/url.ts'
import { cleanVarietal, parseVarietals } from '../../src/values/varietals.ts'
import { cleanVintage } from '../../src/values/vintages.ts'

type Cleaner = (text: SourceText) => Reading<unknown>

/** Functions from text to text: what they give, given to them again, stays as it is. */
export const TEXT_CLEANERS: Readonly<Record<string, (text: SourceText) => Reading<string>>> = {
  cleanText,
  cleanDate,
  cleanPhone,
  cleanEmail,
  cleanUrl,
  cleanZip: addresses.cleanZip,
  normalizeAddress: addresses.normalizeAddress,
  cleanState,
  cleanPermitNumber: permits.cleanPermitNumber,
  cleanTtbId,
  cleanVarietal,
  cleanAppellation,
}

/** Functions from text to a number: what they give, printed, is read as the same. */
export const NUMBER_CLEANERS: Readonly<Record<string, (text: SourceText) => Reading<number>>> = {
  cleanDecimal: (text) => numbers.cleanDecimal(text),
  cleanInteger: numbers.cleanInteger,
  cleanAmount: (text) => numbers.cleanAmount(text),
  cleanVintage: (text) => cleanVintage(text),
}

/** Every function that takes a text and gives a reading. */
export const ALL_CLEANERS: Readonly<Record<string, Cleaner>> = {
  ...TEXT_CLEANERS,
  ...NUMBER_CLEANERS,
  cleanPercent: numbers.cleanPercent,
  findNumbers: (text) => numbers.findNumbers(text),
  parsePhone,
  parseAddress: addresses.parseAddress,
  parseState,
  parsePermit: permits.parsePermit,
  parsePermits: permits.parsePermits,
  parseTtbIdText,
  parseNetContents,
  cleanNetContents,
  parseAlcohol,
  cleanAlcoholPercent,
  parseVarietals,
  parseAppellation,
  classifyCode,
  classifyDescription,
  cleanClassType,
  classTypesDescribed,
  cleanOrigin,
  originsDescribed,
  parseFiscalPeriod,
}
