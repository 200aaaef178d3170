import { type COLA, type Cola, type Field, type FieldType, type Reading, readTtbId } from '@ttb/utils'
import { cleanAlcoholPercent } from '../values/alcohol.ts'
import { daysBetween } from '../values/dates.ts'
import { cleanNetContents } from '../values/net-contents.ts'
import { blank, refused, understood } from '../values/reading.ts'

type ColaFields = (typeof COLA)['fields']

/** The fields of a COLA that no page shows. */
export type DerivedFieldName = {
  [N in keyof ColaFields]: ColaFields[N] extends Field<FieldType, infer _C, infer _V, infer P>
    ? [P] extends [never]
      ? N
      : never
    : never
}[keyof ColaFields]

/** What a derivation may look at: the cleaned fields of one page or of a merged record; a field that is not there is undefined. */
export type CleanedFields = Partial<Cola>

/**
 * How the fields that no page shows follow from those that one does. A derived row of the field table without a rule here
 * does not compile. Lists are null when nothing could be understood, as any other value.
 */
export const DERIVATIONS: { readonly [N in DerivedFieldName]: (row: CleanedFields) => Reading<NonNullable<Cola[N]>> } =
  {
    received_date: ({ ttb_id }) => present(ttb_id && readTtbId(ttb_id)?.receivedDate),
    receipt_method: ({ ttb_id }) => present(ttb_id && readTtbId(ttb_id)?.receiptMethod),
    days_to_approval: ({ application_date, approval_date }) => {
      if (!application_date || !approval_date) return blank()
      const days = daysBetween(application_date, approval_date)
      return days >= 0 ? understood(days) : refused('invalid', `${application_date} to ${approval_date}`)
    },
    net_contents_ml: ({ net_contents }) => {
      const readings = (net_contents ?? []).map((line) => cleanNetContents(line))
      return {
        value: [...new Set(readings.flatMap(({ value }) => value ?? []))],
        issues: readings.flatMap(({ issues }) => issues),
      }
    },
    alcohol_percent: ({ alcohol_content }) => cleanAlcoholPercent(alcohol_content),
  }

function present<T extends string>(value: T | '' | null | undefined): Reading<T> {
  return value ? understood(value) : blank()
}
