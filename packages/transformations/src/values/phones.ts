import type { Issue, Reading } from '@ttb/utils'
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { issue, mapReading, readText, refused, type SourceText, understood } from './reading.ts'

export interface PhoneOptions {
  /** ISO 3166-1 code of the country that a number without a country code is in. Default: `US`. */
  readonly country?: string
}

export interface Phone {
  /** E.164: `+14155551212`. Without the extension. */
  readonly e164: string
  /** Digits to dial after the call is answered; null when there are none. */
  readonly extension: string | null
  /** ISO 3166-1 code; null for numbers of no country (toll-free of many) and where several share a code and it is not told. */
  readonly country: string | null
}

/** A plus sign and fifteen digits (ITU-T E.164); the plans of some countries would have more. Characters. */
const LONGEST_NUMBER = 16
/** Digits. */
const LONGEST_EXTENSION = 7
/** Words for an extension that the library does not know. */
const EXTENSION = /(?:[,;] ?| )?(?:extension|extn?|x|#)[.:=]? ?(\d{1,7})$/i

const LABEL_BEFORE = /^(?:(?:tel|phone|ph|fax|cell|mobile|office)\b[.:]?|[tfmpc][.:]) ?/i
const LABEL_AFTER = / ?\(?\b(?:tel|phone|ph|fax|cell|mobile|office|home|work)\)?$/i

/**
 * A phone or fax number: its country, its digits, its extension. A number without a country code is one of the country
 * given. Issues: `not_understood` when no number can be made of the text; `invalid` when it is too short or too long
 * for its country (no value), or the numbering plan has no such number (value kept: plans change); `ambiguous` for
 * several numbers; `not_applicable`.
 * Source of the plans: libphonenumber (Google), full metadata.
 */
export function parsePhone(text: SourceText, { country = 'US' }: PhoneOptions = {}): Reading<Phone> {
  return readText(text, (typed) => {
    const extension = EXTENSION.exec(typed)?.[1]
    const plain = typed
      .replace(EXTENSION, '')
      .replace(LABEL_BEFORE, '')
      .replace(LABEL_AFTER, '')
      .replace(/^00 ?(?=[1-9])/, '+')
    if (hasTwoNumbers(plain)) return refused('ambiguous', typed)
    if (!isSupportedCountry(country)) return refused('not_understood', typed)
    const number = parsePhoneNumberFromString(plain, { defaultCountry: country as CountryCode, extract: false })
    if (!number) return refused('not_understood', typed)
    // "510-843-9463, 9464" is a second number of the same exchange as likely as an extension.
    if (number.ext && /[,/] ?\d+$/.test(plain)) return refused('ambiguous', typed)
    if (!number.isPossible() || number.number.length > LONGEST_NUMBER) return refused('invalid', typed)
    const issues: readonly Issue[] = number.isValid() ? [] : [issue('invalid', typed)]
    const dialled = extension ?? number.ext ?? null
    if (dialled !== null && dialled.length > LONGEST_EXTENSION) return refused('invalid', typed)
    return understood({ e164: number.number, extension: dialled, country: number.country ?? null }, issues)
  })
}

function hasTwoNumbers(text: string): boolean {
  const numbers = text.split(/[,;/|]|\bor\b|\band\b/i).filter((part) => part.replace(/\D/g, '').length >= 7)
  return numbers.length > 1
}

/** A phone number as one text: E.164, with `;ext=` and the extension where there is one (RFC 3966). Issues as {@link parsePhone}. */
export function cleanPhone(text: SourceText, options?: PhoneOptions): Reading<string> {
  return mapReading(parsePhone(text, options), ({ e164, extension }) =>
    extension === null ? e164 : `${e164};ext=${extension}`,
  )
}
