import { addresses } from './addresses.ts'
import { alcohol } from './alcohol.ts'
import { appellations } from './appellations.ts'
import { beverages } from './beverages.ts'
import type { Subject } from './case.ts'
import { codes } from './codes.ts'
import { dates } from './dates.ts'
import { email } from './email.ts'
import { fiscalCalendar } from './fiscal-calendar.ts'
import { netContents } from './net-contents.ts'
import { numbers } from './numbers.ts'
import { permits } from './permits.ts'
import { phones } from './phones.ts'
import { states } from './states.ts'
import { text } from './text.ts'
import { ttbIds } from './ttb-ids.ts'
import { url } from './url.ts'
import { varietals } from './varietals.ts'
import { vintages } from './vintages.ts'

export const subjects: readonly Subject[] = [
  text,
  numbers,
  dates,
  phones,
  email,
  url,
  addresses,
  states,
  permits,
  ttbIds,
  netContents,
  alcohol,
  vintages,
  varietals,
  appellations,
  beverages,
  codes,
  fiscalCalendar,
]
