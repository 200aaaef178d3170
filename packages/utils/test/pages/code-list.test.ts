import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCodeList } from '../../src/pages/index.ts'

const FOLDER = new URL('./', import.meta.url).pathname
const page = (name: string) => readFileSync(`${FOLDER}${name}.html`)
const classTypes = page('code-list/class-type/seven-codes')
const origins = page('code-list/origin/three-codes')

describe('a code list', () => {
  it('is read as printed, in its order; codes are text, and a code without a meaning has none', () => {
    expect(readCodeList(classTypes, 'class-type')).toEqual({
      outcome: 'found',
      list: 'class-type',
      rows: [
        { code: '0', description: 'ADMINISTRATIVE WITHDRAWAL' },
        { code: '00', description: 'ADMINISTRATIVE WITHDRAWAL' },
        { code: '000', description: 'ADMINISTRATIVE WITHDRAWAL' },
        { code: '199', description: null },
        { code: '80A', description: 'ROSÉ WINE' },
        { code: '88', description: 'DESSERT /PORT/SHERRY/(COOKING) WINE' },
        { code: '649', description: 'OTHER SPECIALTIES & PROPRIETARIES' },
      ],
      issues: [],
    })
    expect(readCodeList(origins, 'origin')).toMatchObject({ outcome: 'found', rows: [{ code: '00', description: 'AMERICAN' }, { code: '4B', description: 'VIRGIN ISLANDS, US' }, { code: '5E', description: 'IRELAND' }], issues: [] })
  })
  it('with an issue for a row that is none, and for a code with two meanings, of which both stay', () => {
    const got = readCodeList(page('odd/code-list-with-doubtful-rows'), 'origin')
    expect(got.rows.map(({ code, description }) => `${code} ${description}`)).toEqual(['4B VIRGIN ISLANDS, US', '6E GEORGIA', '6E GEORGIA, REPUBLIC OF', '4B VIRGIN ISLANDS, US'])
    expect(got.issues).toEqual([
      { code: 'ambiguous', text: ' | NOWHERE' },
      { code: 'ambiguous', text: '2 codes were withdrawn.' },
      { code: 'ambiguous', field: 'rows[2]', text: '6E: GEORGIA | GEORGIA, REPUBLIC OF' },
    ])
  })
  it('is also found within a head and body of the table, and under a title of the registry', () => {
    const html = origins.toString().replace('<tr>', '<thead><tr>').replace('</tr>', '</tr></thead><tbody>').replace('Lookup Origin Code', 'Public COLA Registry Search')
    expect(readCodeList(html, 'origin')).toMatchObject({ outcome: 'found', rows: { length: 3 }, issues: [] })
  })
})

describe('what is no whole list of this kind has no rows', () => {
  const others: readonly [what: string, page: Uint8Array | string, outcome: string][] = [
    ['the other list', classTypes, 'unexpected'],
    ['a list without codes', page('odd/code-list-without-codes'), 'unexpected'],
    ['a list cut short', origins.subarray(0, -20), 'truncated'],
    ['a record', page('certificate/label-divs/14301001000001'), 'unexpected'],
    ['search results', page('search/results/three-of-1000'), 'unexpected'],
    ['the error page', page('error/message/unknown-ttb-id'), 'unexpected'],
    ['an expired session', page('search/message/session-timeout'), 'session_expired'],
    ['a page of the bot defence', page('block/bot-defence/challenge'), 'blocked'],
    ['a notice of maintenance', page('maintenance/notice/scheduled'), 'maintenance'],
    ['nothing', '', 'truncated'],
  ]
  for (const [what, html, outcome] of others) {
    it(`${what} is ${outcome}`, () => {
      const got = readCodeList(html, 'origin')
      expect(got).toMatchObject({ outcome, list: 'origin', rows: [] })
      expect(got.issues.length).toBeGreaterThan(0)
    })
  }
  it('any bytes are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1000 }), (bytes) => readCodeList(bytes, 'origin').outcome !== 'found'))
  })
})
