import type { Issue } from '@ttb/utils'
import type { RecordPageKind } from '../raw/due-pages.ts'
import { OLD_FAULTS } from './old-faults.ts'
import { isBookkeeping, OLD_ALIASES, OLD_FIELDS, OLD_GROUPS, type OldField, type OldReading } from './old-fields.ts'

export interface OldValues {
  /** Source text by field, as extraction gives it from a page: cleaning and the contract come after. */
  readonly values: Readonly<Record<string, unknown>>
  /** What was not taken over, and why. */
  readonly issues: readonly Issue[]
}

const ROWS = Object.fromEntries(
  Object.entries(OLD_FIELDS).map(([kind, fields]) => [kind, new Map(fields.map((field) => [field.old, field]))]),
) as unknown as Readonly<Record<RecordPageKind, ReadonlyMap<string, OldField>>>

/** What of an old record can be taken over, by the fields of today. Nothing is dropped without an issue that names it. */
export function readOldValues(kind: RecordPageKind, record: Readonly<Record<string, unknown>>): OldValues {
  const values: Record<string, unknown> = {}
  const issues: Issue[] = []
  const flat = flatten(record)
  const isEdition2016 = isDay(flat.get('application_date'))
  for (const [name, value] of flat) {
    if (isEmpty(value) || isBookkeeping(name)) continue
    const alias = OLD_ALIASES[name]
    if (alias !== undefined && !isEmpty(flat.get(alias))) continue
    const row = ROWS[kind].get(alias ?? name)
    if (!row) {
      issues.push({ code: 'unclaimed_label', text: quote(name, value) })
      continue
    }
    const about = row.field === null ? {} : { field: row.field }
    if (row.trust === 'edition_2016' && !isEdition2016) {
      issues.push({ code: 'untrusted', ...about, text: `${quote(name, value)} (P7: ${OLD_FAULTS.P7})` })
    } else if (typeof row.trust === 'object') {
      const fault = row.trust.not
      issues.push({ code: 'untrusted', ...about, text: `${quote(name, value)} (${fault}: ${OLD_FAULTS[fault]})` })
    } else if (row.field !== null && isEmpty(values[row.field])) {
      const read = READERS[row.read](value, issues, row.field)
      if (read === undefined) issues.push({ code: 'not_understood', field: row.field, text: quote(name, value) })
      else values[row.field] = dropNotApplicable(read, issues, row.field)
    }
  }
  return { values, issues }
}

/** Old names to values; those of a group with the name of the group before them. */
function flatten(record: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const flat = new Map<string, unknown>()
  for (const [name, value] of Object.entries(record)) {
    if (!OLD_GROUPS.has(name) || !isGroup(value)) flat.set(name, value)
    else for (const [part, inner] of Object.entries(value)) flat.set(`${name}.${part}`, inner)
  }
  return flat
}

/** Undefined when the value is of another shape than the old system ever gave it. */
type Reader = (value: unknown, issues: Issue[], field: string) => unknown

const READERS: { readonly [R in OldReading]: Reader } = {
  text: textOf,
  sentence: (value) =>
    textOf(value)
      ?.replace(/^.*\bTHE STATUS IS\s+/is, '')
      .replace(/\.\s*$/, ''),
  commas: (value) => listOf(value, /\s*,\s*/),
  words: (value) => listOf(value, /\s+/),
  year: (value) => textOf(value)?.replace(/^\[\s*(\d{4})\s*\]$/, '$1'),
  boolean: (value) => (typeof value === 'boolean' ? value : textOf(value)),
  images: readImages,
}

/** "N/A" and its spellings, which applicants type into fields that do not concern them. */
const NOT_APPLICABLE = /^\s*(?:n\s?\/\s?a|n\.\s?a)\.?\s*$/i

/** Extraction does the same for pages; the old parser took the words. */
function dropNotApplicable(read: unknown, issues: Issue[], field: string): unknown {
  if (Array.isArray(read)) return read.filter((entry) => dropNotApplicable(entry, issues, field) !== null)
  if (typeof read !== 'string' || !NOT_APPLICABLE.test(read)) return read
  issues.push({ code: 'not_applicable', field, text: read })
  return null
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 1 ? textOf(value[0]) : undefined
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function listOf(value: unknown, separator: RegExp): readonly string[] | undefined {
  if (Array.isArray(value)) {
    const entries = value.map(textOf)
    return entries.some((entry) => entry === undefined) ? undefined : (entries as string[])
  }
  return textOf(value)
    ?.split(separator)
    .filter((entry) => entry !== '')
}

interface OldImage {
  readonly original_url?: unknown
  readonly type?: unknown
  readonly source_filename?: unknown
  readonly display_dimensions?: { readonly width_pixels?: unknown; readonly height_pixels?: unknown } | null
  readonly physical_dimensions?: unknown
}

function readImages(value: unknown, issues: Issue[], field: string): readonly unknown[] | undefined {
  const list = typeof value === 'string' ? parseList(value) : value
  if (!Array.isArray(list) || !list.every(isGroup)) return undefined
  return (list as readonly OldImage[]).map((image) => {
    if (!isEmpty(image.physical_dimensions)) {
      const text = quote('physical_dimensions', image.physical_dimensions)
      issues.push({ code: 'untrusted', field, text: `${text} (P4: that of the first image of the page)` })
    }
    const url = textOf(image.original_url)
    return {
      type: textOf(image.type) ?? null,
      width_inches: null,
      height_inches: null,
      width_pixels: image.display_dimensions?.width_pixels ?? null,
      height_pixels: image.display_dimensions?.height_pixels ?? null,
      filename: fileNameOf(url) ?? textOf(image.source_filename) ?? null,
      url: url ?? null,
    }
  })
}

/** The old parser cut file names at the first `&`; the address has them whole. */
function fileNameOf(url: string | undefined): string | undefined {
  return /[?&]filename=(.+?)(?:&filetype=[^&]*)?$/s.exec(url ?? '')?.[1]
}

function parseList(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not understood; the caller says so, with the text
  }
}

/** Item 16 of the form is a date in one edition only; in the others it is a phone number. */
function isDay(value: unknown): boolean {
  return /^(?:\d{1,2}\/\d{1,2}\/\d{4}|\d{4}-\d{2}-\d{2}(?:[T ].*)?)$/.test(textOf(value)?.trim() ?? '')
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What pandas writes for nothing counts as nothing. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || Number.isNaN(value)) return true
  if (typeof value === 'string') return /^(?:nan|none|nat|null)?$/i.test(value.trim())
  if (Array.isArray(value)) return value.every(isEmpty)
  return isGroup(value) && Object.values(value).every(isEmpty)
}

const MAX_QUOTED = 200

function quote(name: string, value: unknown): string {
  const text = textOf(value) ?? JSON.stringify(value)
  return `${name}: ${text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text}`
}
