import { PAGE_KINDS, type PageKind } from '@ttb/utils'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPage, createCleaningMemory } from '../../src/index.ts'
import { certificate, detail, searchRow } from './pages.ts'

const PAGES: { readonly [K in PageKind]: Readonly<Record<string, unknown>> } = {
  'cola-detail': detail,
  certificate,
  search: searchRow,
}

describe('a memory of cleaning', () => {
  it('changes no value and no issue, whatever was cleaned before', () => {
    const memory = createCleaningMemory()
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'N/A',
        '',
        ' ',
        '01/02/2024',
        '13/13/2024',
        'DSPKY89',
        '750 ML',
        'x'.repeat(201),
        'x'.repeat(2001),
      ),
    )
    const change = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.constant(null), fc.integer())
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(PAGE_KINDS) as PageKind[])),
        fc.func(fc.option(change, { nil: undefined })),
        (kind, changed) => {
          const values = Object.fromEntries(
            Object.entries(PAGES[kind]).map(([name, value]) => [name, changed(name) ?? value]),
          )
          expect(cleanPage(kind, values, { memory })).toEqual(cleanPage(kind, values))
        },
      ),
    )
  })

  it('names the field of each doubt, though the text was doubted in another field before', () => {
    const memory = createCleaningMemory()
    const bad = { ...certificate, application_date: '13/13/2024', approval_date: '13/13/2024' }
    const doubted = cleanPage('certificate', bad, { memory }).issues.map(({ field, code }) => [field, code])
    expect(doubted).toEqual([
      ['application_date', 'invalid'],
      ['approval_date', 'invalid'],
    ])
  })

  it('works out a text once for each kind of value', () => {
    const memory = createCleaningMemory()
    const asked: string[] = []
    const clean = (text: string) => {
      asked.push(text)
      return { value: text.toUpperCase(), issues: [] }
    }
    const read = () => memory.read('text', 'bourbon', clean)
    expect([read(), read()]).toEqual([
      { value: 'BOURBON', issues: [] },
      { value: 'BOURBON', issues: [] },
    ])
    memory.read('code', 'bourbon', clean)
    expect(asked).toEqual(['bourbon', 'bourbon'])
  })
})
