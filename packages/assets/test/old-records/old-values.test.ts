import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { samplePages } from '@ttb/registry-simulator'
import { cleanPage } from '@ttb/transformations'
import { extractPage } from '@ttb/utils/pages'
import { COLA, pageFieldNames } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { RECORD_PAGE_KINDS, type RecordPageKind } from '../../src/index.ts'
import { OLD_FAULTS } from '../../src/old-records/old-faults.ts'
import { isBookkeeping, OLD_ALIASES, OLD_FIELDS } from '../../src/old-records/old-fields.ts'
import { readOldValues } from '../../src/old-records/old-values.ts'
import { parseAsBefore } from './old-parser.ts'

const FORM = { application_date: '01/02/2024' }

const CASES: readonly {
  readonly name: string
  readonly kind: RecordPageKind
  readonly given: Record<string, unknown>
  readonly want: Record<string, unknown>
  readonly issues?: readonly string[]
}[] = [
  {
    name: 'descriptions that were called codes become descriptions (P6)',
    kind: 'cola-detail',
    given: { class_type_code: 'TABLE RED WINE', origin_code: 'CALIFORNIA' },
    want: { class_type_description: 'TABLE RED WINE', origin_description: 'CALIFORNIA' },
  },
  {
    name: 'a status loses the sentence around it (P11)',
    kind: 'certificate',
    given: { status: 'THE STATUS IS APPROVED.' },
    want: { status: 'APPROVED' },
  },
  {
    name: 'what was one text becomes a list (P14)',
    kind: 'cola-detail',
    given: { grape_varietals: 'Syrah, Grenache ,Mourvedre' },
    want: { grape_varietals: ['Syrah', 'Grenache', 'Mourvedre'] },
  },
  {
    name: 'several permits in one text become a list',
    kind: 'certificate',
    given: { plant_registry_number: 'BR-CA-SIE-1 BR-NC-21029' },
    want: { permit_numbers: ['BR-CA-SIE-1', 'BR-NC-21029'] },
  },
  {
    name: 'a group is read by its parts',
    kind: 'certificate',
    given: { ttb_codes: { ct_code: '80', or_code: '01' }, signatures: { authorized_signature_present: true } },
    want: { class_type_code: '80', origin_code: '01', authorized_signature_present: true },
  },
  {
    name: 'items that have one number in every edition are taken from any form, the others are not (P7)',
    kind: 'certificate',
    given: { serial_number: '14-1', applicant_phone: '750 MILLILITERS', application_date: '(510) 843-9463' },
    want: { serial_number: '14-1' },
    issues: [
      'untrusted phone: applicant_phone: 750 MILLILITERS',
      'untrusted application_date: application_date: (510)',
    ],
  },
  {
    name: 'of the edition the old parser knew, they are taken too',
    kind: 'certificate',
    given: { ...FORM, applicant_phone: '(510) 843-9463', grape_varietals: 'Syrah', approval_date: '01/09/2024' },
    want: {
      application_date: '01/02/2024',
      phone: '(510) 843-9463',
      grape_varietals: ['Syrah'],
      approval_date: '01/09/2024',
    },
  },
  {
    name: 'images lose the inches, which all had from the first (P4)',
    kind: 'certificate',
    given: {
      label_images: [
        {
          original_url: '/x?filename=a  b.jpg&filetype=l',
          alt_text: 'Label Image: Back',
          type: 'Back',
          display_dimensions: { width_pixels: 10, height_pixels: 20 },
          physical_dimensions: { width_inches: 1, height_inches: 2 },
          source_filename: 'a  b.jpg',
        },
      ],
    },
    want: {
      label_images: [
        {
          type: 'Back',
          width_inches: null,
          height_inches: null,
          width_pixels: 10,
          height_pixels: 20,
          filename: 'a  b.jpg',
          url: '/x?filename=a  b.jpg&filetype=l',
        },
      ],
    },
    issues: ['untrusted label_images: physical_dimensions: {"width_inches":1'],
  },
  {
    name: 'values known to be wrong are named and not taken',
    kind: 'certificate',
    given: {
      class_type_code: 'DISTILLED SPIRITS',
      product_type: { wine: true },
      applicant_business_name: '(Required)',
    },
    want: {},
    issues: [
      'untrusted class_type_description: class_type_code: DISTILLED SPIRITS (P5',
      'untrusted product_type: product_type: {"wine":true} (P1',
      'untrusted applicant_name: applicant_business_name: (Required) (P2',
    ],
  },
  {
    name: 'a name that repeats another says nothing of its own',
    kind: 'cola-detail',
    given: { applicant_phone: '(510) 843-9463', contact_phone_raw: '(510) 843-9463', contact_phone_area_code: '510' },
    want: {},
    issues: ['untrusted contact_phone: applicant_phone: (510) 843-9463 (P10'],
  },
  {
    name: 'a name that repeats another stands for it where that is empty',
    kind: 'certificate',
    given: { ...FORM, applicant_phone: null, contact_phone: '(510) 843-9463' },
    want: { application_date: '01/02/2024', phone: '(510) 843-9463' },
  },
  {
    name: 'a name that nobody knows is an issue',
    kind: 'cola-detail',
    given: { bottler: 'ACME' },
    want: {},
    issues: ['unclaimed_label undefined: bottler: ACME'],
  },
  {
    name: 'how it was processed, and what was computed, is no issue',
    kind: 'cola-detail',
    given: { field_count: 12, ttb_id_valid: true, brand_name_transformed: true, beverage_type: 'WINE' },
    want: {},
  },
  {
    name: 'what pandas writes for nothing is nothing',
    kind: 'cola-detail',
    given: { brand_name: 'nan', fanciful_name: 'None', formula: Number.NaN, vendor_code: '', qualifications: 'NaT' },
    want: {},
  },
  {
    name: 'N/A is nothing, as it is on a page',
    kind: 'cola-detail',
    given: { grape_varietals: 'N/A', fanciful_name: 'n.a.' },
    want: { grape_varietals: [], fanciful_name: null },
    issues: ['not_applicable grape_varietals: N/A', 'not_applicable fanciful_name: n.a.'],
  },
  {
    name: 'years in a list, days of a table',
    kind: 'cola-detail',
    given: { wine_vintage: '[2019]', approval_date: '2024-01-15' },
    want: { wine_vintage: '2019', approval_date: '2024-01-15' },
  },
  {
    name: 'shapes that were never made are not understood',
    kind: 'certificate',
    given: { serial_number: { a: 1 }, brand_name: ['A', 'B'], label_images: 'none' },
    want: {},
    issues: [
      'not_understood serial_number: serial_number: {"a":1}',
      'not_understood brand_name: brand_name: ["A","B"]',
    ],
  },
]

describe('an old record', () => {
  for (const { name, kind, given, want, issues = [] } of CASES) {
    it(name, () => {
      const read = readOldValues(kind, given)
      expect(read.values).toEqual(want)
      const said = read.issues.map(({ code, field, text }) => `${code} ${field}: ${text}`)
      expect(said.map((line, at) => line.startsWith(issues[at] ?? '?'))).toEqual(issues.map(() => true))
    })
  }

  it('of any shape is read without an error, and every value is taken, known or named', () => {
    const odd = [null, undefined, '', 'x', 0, -1.5, true, [], {}, [null], [[1]], { a: { b: [1] } }, ['a', 1], '[', '{}']
    for (const kind of RECORD_PAGE_KINDS)
      for (const value of odd)
        for (const { old } of OLD_FIELDS[kind]) {
          const [group, part] = old.split('.') as [string, string?]
          const { values, issues } = readOldValues(kind, { [group]: part ? { [part]: value } : value, extra: value })
          const isEmpty =
            [null, undefined, ''].includes(value as never) ||
            /^(?:\[\]|\{\}|\[null\])$/.test(String(JSON.stringify(value)))
          const named = issues.filter(({ text }) => text?.startsWith('extra: ')).length
          expect([old, value, named]).toEqual([old, value, isEmpty ? 0 : 1])
          if (!isEmpty && !isBookkeeping(old) && issues.length === 1) expect(Object.keys(values)).toHaveLength(1)
        }
  })
})

describe('the table of old fields', () => {
  for (const kind of RECORD_PAGE_KINDS) {
    it(`leads to fields that ${kind} pages show, from each old name once`, () => {
      const shown = pageFieldNames(COLA, kind)
      for (const { field } of OLD_FIELDS[kind]) if (field !== null) expect(shown).toContain(field)
      const names = OLD_FIELDS[kind].map(({ old }) => old)
      expect(new Set(names).size).toBe(names.length)
      expect(names.filter((name) => isBookkeeping(name) || Object.hasOwn(OLD_ALIASES, name))).toEqual([])
    })
  }
  it('uses every fault it names', () => {
    const used = Object.values(OLD_FIELDS).flatMap((fields) =>
      fields.flatMap(({ trust }) => (typeof trust === 'object' ? [trust.not] : trust === 'edition_2016' ? ['P7'] : [])),
    )
    expect(new Set(used)).toEqual(new Set(Object.keys(OLD_FAULTS)))
  })
})

const CAPTURES =
  process.env['TTB_CAPTURES'] ?? new URL('../../../../../shared/registry-captures/', import.meta.url).pathname

function* capturedPages(kind: RecordPageKind): Generator<{ html: string }> {
  const folder = join(CAPTURES, kind)
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    yield { html: readFileSync(join(folder, name), 'utf8') }
}

describe('what is taken over from an old record is what its page says', () => {
  for (const kind of RECORD_PAGE_KINDS) {
    for (const [source, pages] of [
      ['the sample', samplePages({ recordsPerDay: 20 }).filter(({ path }) => path.includes(`-${kind}/`))],
      ['the captures', [...capturedPages(kind)]],
    ] as const) {
      it.skipIf(pages.length === 0)(`${kind} pages of ${source}`, () => {
        let compared = 0
        for (const { html } of pages) {
          const page = extractPage(html)
          if (page.outcome !== 'found') continue
          const ours = cleanPage(kind, page.values as Record<string, unknown>).values
          const old = readOldValues(kind, parseAsBefore(kind, html, page.ttb_id as string)).values
          const cleaned = cleanPage(kind, { ...old, ttb_id: page.ttb_id }).values
          for (const name of Object.keys(old)) {
            const [want, got] = [ours[name], cleaned[name]]
            // Of a size in pixels the old parser took both numbers or none.
            const asBefore = (images: unknown) =>
              (images as { width_pixels: number | null; height_pixels: number | null }[]).map((image) => ({
                ...image,
                ...((image.width_pixels === null || image.height_pixels === null) && {
                  width_pixels: null,
                  height_pixels: null,
                }),
                width_inches: null,
                height_inches: null,
              }))
            expect([page.ttb_id, name, got]).toEqual([
              page.ttb_id,
              name,
              name === 'label_images' ? asBefore(want) : want,
            ])
            compared++
          }
        }
        expect(compared).toBeGreaterThan(100)
      })
    }
  }
})
