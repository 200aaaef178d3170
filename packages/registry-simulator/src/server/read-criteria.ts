import { isoDate } from '@ttb/utils'
import { dayNumber } from '../calendar.ts'
import type { SearchWay } from '../pages/search-form-page.ts'
import type { SearchCriteria } from '../world/search-criteria.ts'

const LONGEST_YEARS = 15
const NAME_TYPES = { B: 'brand', F: 'fanciful', E: 'either' } as const
const LABELS = { From: 'Date Completed (From)', To: 'Date Completed (To)' } as const
const TOO_LONG = `The current ${LABELS.From} thru ${LABELS.To} is greater than ${LONGEST_YEARS} year(s), please select a range less than or equal to ${LONGEST_YEARS} year(s).`

/** What a filled-in search form asks for, or the messages that the registry answers with. */
export function readCriteria(form: URLSearchParams, way: SearchWay): SearchCriteria | { readonly messages: string[] } {
  const field = (name: string) => form.get(`searchCriteria.${name}`)?.trim() ?? ''
  const several = (name: string) => form.getAll(`searchCriteria.${name}`).filter((code) => code !== '')
  const [ttbIdFrom, ttbIdTo] = way === 'Advanced' ? [field('ttbIdFrom'), field('ttbIdTo')] : ['', '']
  const dates = readDates(field('dateCompletedFrom'), field('dateCompletedTo'))
  // Whoever knows the ID needs no dates.
  if ('messages' in dates && ttbIdFrom === '') return dates

  const pattern = field('productOrFancifulName')
  const nameType = NAME_TYPES[field('productNameSearchType') as keyof typeof NAME_TYPES] ?? 'brand'
  const classCodes = field('classTypeDesired') === 'code' ? several('classTypeCodeArrayByCode') : []
  const origins = way === 'Advanced' ? several('originCodeArray') : [field('originCode')].filter((code) => code !== '')
  const permitNumber = way === 'Advanced' ? field('permitId') : ''
  return {
    ...('messages' in dates ? {} : { completed: dates }),
    ...(pattern && { productName: { pattern, in: nameType } }),
    ...(way === 'Basic' &&
      field('classTypeFrom') && { classType: range(field('classTypeFrom'), field('classTypeTo')) }),
    ...(way === 'Advanced' && classCodes.length > 0 && { classTypeCodes: classCodes }),
    ...(origins.length > 0 && { originCodes: origins }),
    ...(ttbIdFrom && { ttbId: range(ttbIdFrom, ttbIdTo) }),
    ...(permitNumber && { permitNumber }),
  }
}

function range(from: string, to: string): { from: string; to?: string } {
  return to === '' ? { from } : { from, to }
}

type Dates = { readonly from: number; readonly to: number }

function readDates(fromText: string, toText: string): Dates | { readonly messages: string[] } {
  const [from, to] = [readDate(fromText), readDate(toText)]
  const messages = (
    [
      ['From', fromText, from],
      ['To', toText, to],
    ] as const
  ).flatMap(([name, text, date]) => {
    if (date !== null) return []
    return [text === '' ? `${LABELS[name]} is required.` : `${LABELS[name]} must be a valid date in MM/DD/YYYY format.`]
  })
  if (from === null || to === null) return { messages }
  if (to < from) return { messages: [`${LABELS.To} must not be earlier than ${LABELS.From}.`] }
  const [year, rest] = [Number(from.slice(0, 4)), from.slice(4)]
  if (to > `${year + LONGEST_YEARS}${rest}`) return { messages: [TOO_LONG] }
  return { from: dayNumber(from), to: dayNumber(to) }
}

function readDate(text: string): string | null {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  return match && isoDate(Number(match[3]), Number(match[1]), Number(match[2]))
}
