import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PageKind, Reading } from '@ttb/utils'
import { extractPage } from '@ttb/utils/pages'
import { parseAddress } from '../src/values/addresses.ts'
import { cleanAlcoholPercent } from '../src/values/alcohol.ts'
import { parseAppellation } from '../src/values/appellations.ts'
import { classifyCode, classifyDescription } from '../src/values/beverages.ts'
import { cleanNetContents } from '../src/values/net-contents.ts'
import { parsePermit } from '../src/values/permits.ts'
import { parsePhone } from '../src/values/phones.ts'
import { parseVarietals } from '../src/values/varietals.ts'
import { cleanVintage } from '../src/values/vintages.ts'

/** The registry's pages as captured; no part of this project. `TTB_CAPTURES` names the folder. */
export const CAPTURES =
  process.env['TTB_CAPTURES'] ?? new URL('../../../../shared/registry-captures', import.meta.url).pathname

export const hasCaptures = existsSync(join(CAPTURES, 'certificate'))

export interface CapturedRow {
  readonly kind: PageKind
  readonly values: Readonly<Record<string, unknown>>
}

/** Every row of every captured page that is a record. */
export function readCapturedRows(): readonly CapturedRow[] {
  return (['cola-detail', 'certificate', 'search'] as const).flatMap((kind) =>
    readdirSync(join(CAPTURES, kind)).flatMap((file): CapturedRow[] => {
      const page = extractPage(readFileSync(join(CAPTURES, kind, file)), { kind })
      if (page.outcome !== 'found') return []
      return page.kind === 'search'
        ? page.values.rows.map((values) => ({ kind, values }))
        : [{ kind, values: page.values }]
    }),
  )
}

type Read = (text: string) => Reading<unknown>

/** Which fields a subject reads, and how. A field of lines that make one value together is given as one text. */
const SUBJECTS: Readonly<Record<string, { readonly fields: readonly string[]; readonly read: Read }>> = {
  'net contents': { fields: ['net_contents'], read: cleanNetContents },
  alcohol: { fields: ['alcohol_content'], read: cleanAlcoholPercent },
  phones: { fields: ['contact_phone', 'contact_fax', 'phone', 'fax'], read: (text) => parsePhone(text) },
  permits: { fields: ['permit_number', 'permit_numbers', 'permits.permit_number'], read: parsePermit },
  addresses: {
    fields: ['applicant_address_lines', 'mailing_address_lines', 'permits.address_lines'],
    read: parseAddress,
  },
  varietals: { fields: ['grape_varietals'], read: parseVarietals },
  vintages: { fields: ['wine_vintage'], read: (text) => cleanVintage(text) },
  appellations: { fields: ['wine_appellation'], read: parseAppellation },
  'class codes': { fields: ['class_type_code'], read: classifyCode },
  'class descriptions': { fields: ['class_type_description'], read: classifyDescription },
}

export interface Understood {
  readonly subject: string
  /** Texts that are there. */
  readonly texts: number
  /** Those that gave a value without an issue. */
  readonly clean: number
  /** Those that gave a value with an issue, or null with one. */
  readonly withIssue: readonly { readonly text: string; readonly codes: string }[]
  /** Those that gave neither a value nor a reason. There must be none. */
  readonly silent: readonly string[]
}

export function measureUnderstood(rows: readonly CapturedRow[]): readonly Understood[] {
  return Object.entries(SUBJECTS).map(([subject, { fields, read }]) => {
    const texts = rows.flatMap(({ values }) => fields.flatMap((field) => textsOf(values, field)))
    const readings = texts.map((text) => ({ text, reading: read(text) }))
    return {
      subject,
      texts: texts.length,
      clean: readings.filter(({ reading }) => reading.value !== null && reading.issues.length === 0).length,
      withIssue: readings
        .filter(({ reading }) => reading.issues.length > 0)
        .map(({ text, reading }) => ({
          text,
          codes: `${reading.value === null ? 'null: ' : ''}${reading.issues.map(({ code }) => code).join(', ')}`,
        })),
      silent: readings
        .filter(({ reading }) => reading.value === null && reading.issues.length === 0)
        .map(({ text }) => text),
    }
  })
}

function textsOf(values: Readonly<Record<string, unknown>>, field: string): string[] {
  const [name = '', part] = field.split('.')
  const value = values[name]
  if (part !== undefined && Array.isArray(value)) return value.flatMap((group) => textsOf(group, part))
  if (Array.isArray(value)) return value.length === 0 ? [] : name.endsWith('_lines') ? [value.join('\n')] : value
  return typeof value === 'string' ? [value] : []
}
