import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_PAGE_BYTES, readSearchCsv } from '../../src/pages/index.ts'

const HEADER = 'TTB ID,Permit No.,Serial Number,Completed Date,Fanciful Name,Brand Name,Origin,Origin Desc,Class/Type,Class/Type Desc'
const WHOLE = "'24045001000976',BW-WA-68,24CABS,02/15/2024,,QUILCEDA CREEK,07,WASHINGTON,88,DESSERT /PORT/SHERRY/(COOKING) WINE"
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`
const row = (fanciful: string, brand: string, rest = '07,WASHINGTON,80,TABLE RED WINE', id = '24045001000988') => `'${id}',BW-WA-68,24PALE,02/15/2024,${fanciful},${brand},${rest}`

describe('a row is read as on a page of search results', () => {
  it('with its ID out of quotes, its day as ISO, and nothing for an empty cell', () => {
    expect(readSearchCsv(file(WHOLE))).toEqual({
      outcome: 'found',
      rows: [
        {
          ttb_id: '24045001000976', permit_number: 'BW-WA-68', serial_number: '24CABS', completed_date: '2024-02-15', fanciful_name: null, brand_name: 'QUILCEDA CREEK',
          origin_code: '07', origin_description: 'WASHINGTON', class_type_code: '88', class_type_description: 'DESSERT /PORT/SHERRY/(COOKING) WINE',
        },
      ],
      refused: 0,
      issues: [],
    })
  })

  const names: readonly [what: string, fanciful: string, brand: string, want: readonly [fanciful: string | null, brand: string | null], issues?: readonly string[]][] = [
    ['plain', 'PALENGAT', 'QUILCEDA CREEK', ['PALENGAT', 'QUILCEDA CREEK']],
    ['a comma in quotes', '"RED, WHITE"', 'QUILCEDA', ['RED, WHITE', 'QUILCEDA']],
    ['a quote in quotes', '"THE ""BEST"""', 'QUILCEDA', ['THE "BEST"', 'QUILCEDA']],
    ['quotes that are the name itself', '"BEST"', '"THE BEST" WINE', ['"BEST"', '"THE BEST" WINE']],
    ['a quote that closes nowhere', '12" RECORD', '"OPEN', ['12" RECORD', '"OPEN']],
    ['single quotes', "'TIS", "O'NEILL'S", ["'TIS", "O'NEILL'S"]],
    ['a line break', 'PALEN\nGAT', 'QUILCEDA', ['PALEN GAT', 'QUILCEDA']],
    ['many line breaks, one of them an empty line', 'PALEN\r\n\r\nGAT', 'QUIL\rCEDA', ['PALEN GAT', 'QUIL CEDA']],
    ['a line break in quotes', '"PALEN\nGAT, RED"', 'QUILCEDA', ['PALEN GAT, RED', 'QUILCEDA']],
    ['a line that looks like another row, but for the quotes', 'PALEN\n24045001000976,GAT'.replace(',', ' '), 'QUILCEDA', ['PALEN 24045001000976 GAT', 'QUILCEDA']],
    ['blanks', '  PALEN  GAT ', 'QUILCEDA\u00a0', ['PALEN GAT', 'QUILCEDA']],
    ['N/A', 'N/A', 'QUILCEDA', [null, 'QUILCEDA'], ['not_applicable']],
    ['a bare comma with a blank after it, which no cell starts with', 'RED, WHITE', 'QUILCEDA', ['RED, WHITE', 'QUILCEDA'], ['assumed']],
    ['a bare comma in the only name', '', 'OLD, FINE', [null, 'OLD, FINE'], ['assumed']],
    ['a bare comma and a line break', 'RED,\nWHITE', 'QUILCEDA', ['RED, WHITE', 'QUILCEDA'], ['assumed']],
  ]
  for (const [what, fanciful, brand, want, issues = []] of names) {
    it(`names with ${what}`, () => {
      const got = readSearchCsv(file(row(fanciful, brand), WHOLE))
      expect([got.outcome, got.refused, got.rows.length]).toEqual(['found', 0, 2])
      expect([got.rows[0]?.fanciful_name, got.rows[0]?.brand_name, got.rows[0]?.class_type_code]).toEqual([...want, '80'])
      expect(got.issues.map(({ code }) => code)).toEqual(issues)
      expect(got.issues.every(({ field }) => field?.startsWith('rows[0]'))).toBe(true)
    })
  }

  it('descriptions with a bare comma, since the code after them shows where they end', () => {
    const got = readSearchCsv(file(row('', 'CRUZAN', '4B,VIRGIN ISLANDS, US,450,RUM'), row('', 'RIDO', '51,FRANCE,652,ANISETTE, OUZO, OJEN')))
    expect(got.rows.map((one) => [one.origin_description, one.class_type_code, one.class_type_description])).toEqual([['VIRGIN ISLANDS, US', '450', 'RUM'], ['FRANCE', '652', 'ANISETTE, OUZO, OJEN']])
    expect(got.issues.map(({ code, field }) => [code, field])).toEqual([['assumed', 'rows[0]'], ['assumed', 'rows[1]']])
  })

  it('also with lines that end in CR LF, with a mark of the byte order, with IDs of before 1997, and with bare IDs', () => {
    const text = `\ufeff${file(WHOLE, WHOLE.replace('24045001000976', '91033600'))}`.replaceAll('\n', '\r\n')
    expect(readSearchCsv(text).rows.map((one) => one.ttb_id)).toEqual(['24045001000976', '91033600'])
    expect(readSearchCsv(file(WHOLE.replaceAll("'", ''), WHOLE.replaceAll("'", ''))).rows.map((one) => one.ttb_id)).toEqual(['24045001000976', '24045001000976'])
  })

  it('a value that is none is an issue, as on a page', () => {
    const got = readSearchCsv(file(WHOLE.replace('02/15/2024', '02/30/2024')))
    expect([got.rows[0]?.completed_date, got.issues]).toEqual([null, [{ code: 'invalid', field: 'rows[0].completed_date', text: '02/30/2024' }]])
  })

  it('windows-1252 bytes, which are what the registry sends', () => {
    const bytes = Uint8Array.from(file(row('', 'CH\u00c2TEAU \u0093X\u0094')), (character) => character.charCodeAt(0))
    expect(readSearchCsv(bytes, { contentType: 'application/csv' }).rows[0]?.brand_name).toBe('CHÂTEAU “X”')
    expect(readSearchCsv(new TextEncoder().encode(file(row('', 'CHÂTEAU')))).rows[0]?.brand_name).toBe('CHÂTEAU')
  })
})

describe('what is not certain is refused, with its text, and counted', () => {
  const doubtful: readonly [what: string, text: string][] = [
    ['a bare comma without a blank', row('RED,WHITE', 'QUILCEDA')],
    ['too few cells', "'24045001000988',BW-WA-68,24PALE"],
    ['far too many cells', row('A,B,C,D,E,F,G,H,I,J', 'QUILCEDA')],
    ['a line after a whole row', `${row('', 'QUILCEDA')}\nTotal: 2`],
    ['more lines than a name can have', row('X\n'.repeat(40), 'QUILCEDA')],
  ]
  for (const [what, text] of doubtful) {
    it(what, () => {
      const got = readSearchCsv(file(text, WHOLE))
      expect([got.outcome, got.refused, got.rows.map((one) => one.ttb_id)]).toEqual(['found', 1, ['24045001000976']])
      expect(got.issues).toEqual([{ code: 'ambiguous', text: text.trim() }])
    })
  }

  it('and issues about values name the row they are in', () => {
    const got = readSearchCsv(file(row('A,B', 'C'), row('N/A', 'D')))
    expect([got.rows.length, got.issues[1]]).toEqual([1, { code: 'not_applicable', field: 'rows[0].fanciful_name', text: 'N/A' }])
  })

  it('a line before the first row is a row that could not be read', () => {
    expect(readSearchCsv(`${HEADER}\nfragment\n${WHOLE}\n`)).toMatchObject({ refused: 1, issues: [{ code: 'ambiguous', text: 'fragment' }] })
  })
})

describe('the header decides which column is which', () => {
  it('whatever their order and case, but for the ID, which starts a row', () => {
    expect(readSearchCsv("Brand Name,TTB ID\nQUILCEDA CREEK,'24045001000976'\n")).toMatchObject({ outcome: 'unexpected', rows: [] })
    const got = readSearchCsv("ttb id,BRAND NAME\n'24045001000976',QUILCEDA CREEK\n")
    expect(got.rows[0]).toMatchObject({ ttb_id: '24045001000976', brand_name: 'QUILCEDA CREEK', permit_number: null })
    expect(got.issues.filter(({ code }) => code === 'missing').map(({ field }) => field)).toContain('permit_number')
  })
  it('a column that no field claims is an issue, and a field without a column too', () => {
    const got = readSearchCsv(file(WHOLE).replace('Brand Name', 'Brand'))
    expect(got.issues).toEqual([{ code: 'unclaimed_label', text: 'Brand' }, { code: 'missing', field: 'brand_name' }])
    expect(got.rows[0]).toMatchObject({ brand_name: null, fanciful_name: null, origin_code: '07' })
  })
})

describe('a file that is not whole, or none', () => {
  it('an empty one has no rows', () => {
    for (const empty of ['', '\r\n', ' ']) expect(readSearchCsv(empty)).toEqual({ outcome: 'found', rows: [], refused: 0, issues: [] })
    expect(readSearchCsv(`${HEADER}\n`)).toEqual({ outcome: 'found', rows: [], refused: 0, issues: [] })
  })
  it('cut anywhere, it is truncated or has the rows before the cut; never a part of one', () => {
    const rows = [row('PALEN\nGAT', 'QUILCEDA'), WHOLE, row('', 'LEONETTI', undefined, '26012001000650')]
    const whole = file(...rows)
    const all = readSearchCsv(whole).rows
    for (let end = 1; end < whole.length; end++) {
      const got = readSearchCsv(whole.slice(0, end))
      const atRowEnd = rows.some((_, at) => end === file(...rows.slice(0, at)).length)
      expect([end, got.outcome]).toEqual([end, atRowEnd ? 'found' : 'truncated'])
      expect(got.rows).toEqual(all.slice(0, got.rows.length))
      expect(got.refused).toBe(0)
    }
  })
  it('with quotes that can be read in two ways in its last row, it is whole, and that row refused', () => {
    const got = readSearchCsv(file(WHOLE, row('"', '"')))
    expect([got.outcome, got.rows.length, got.refused]).toEqual(['found', 1, 1])
    expect(got.issues).toMatchObject([{ code: 'ambiguous' }])
  })
  const others: readonly [what: string, text: string, outcome: string][] = [
    ['a page of the bot defence', '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Your support ID is: 1</body></html>', 'blocked'],
    ['the same as plain text', 'The requested URL was rejected. Your support ID is: 1', 'blocked'],
    ['an expired session', '<html><title>Public COLA Registry Search</title><div class="errortext">A 20 minute timeout has occurred.</div></html>', 'session_expired'],
    ['a notice of maintenance', '<html><body>The system is down for maintenance.</body></html>', 'maintenance'],
    ['an error page, which says nothing about any record here', '<html><title>Error Message</title><div class="errortext">Unable to process request.</div></html>', 'unexpected'],
    ['a page of search results', '<html><title>Search Results</title>No results were found</html>', 'unexpected'],
    ['a page cut short', '<html><title>Search Results</title>', 'truncated'],
    ['something else', 'hello, world\n', 'unexpected'],
    ['a file of other columns', 'name,value\na,1\n', 'unexpected'],
    ['more than any export', 'x'.repeat(MAX_PAGE_BYTES + 1), 'unexpected'],
  ]
  for (const [what, text, outcome] of others) {
    it(`${what} is ${outcome}`, () => {
      const got = readSearchCsv(text)
      expect(got).toMatchObject({ outcome, rows: [], refused: 0 })
      expect(got.issues.length).toBeGreaterThan(0)
    })
  }
})

describe('properties', () => {
  const name = fc.stringMatching(/^[A-Z0-9&' ."-]{0,30}$/)
  const quoted = (value: string) => (/[,"\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  it('what a careful writer writes is read back, commas, quotes and all', () => {
    const anyName = fc.stringMatching(/^[A-Z0-9&'",. ]{0,30}$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, anyName), { minLength: 1, maxLength: 8 }), (names) => {
        const got = readSearchCsv(file(...names.map(([fanciful, brand]) => row(quoted(fanciful), quoted(brand)))))
        const want = (text: string) => (/^\s*n(?:\s?\/\s?a|\.\s?a)\.?\s*$/i.test(text) ? null : text.trim().replace(/ +/g, ' ') || null)
        expect(got.rows.map((one) => [one.fanciful_name, one.brand_name])).toEqual(names.map((pair) => pair.map(want)))
      }),
    )
  })
  it('a file is as many rows as were written, read or refused, wherever line breaks fall in names', () => {
    const broken = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n'))
    fc.assert(
      fc.property(fc.array(fc.tuple(broken, broken), { maxLength: 8 }), (names) => {
        const got = readSearchCsv(file(...names.map(([fanciful, brand]) => row(fanciful, brand))))
        expect([got.outcome, got.rows.length + got.refused]).toEqual(['found', names.length])
      }),
    )
  })
  it('any bytes after a header end in an outcome', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => ['found', 'truncated'].includes(readSearchCsv(new Uint8Array([...new TextEncoder().encode(`${HEADER}\n`), ...bytes])).outcome)))
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => typeof readSearchCsv(text).outcome === 'string'))
  })
  it('hostile files end soon', () => {
    const size = 400_000
    for (const body of ['"'.repeat(size), ','.repeat(size), '"a,'.repeat(size / 3), '\n'.repeat(size), 'x\n'.repeat(size / 2), "'24045001000976',\n".repeat(20_000), `${WHOLE}\n`.padEnd(size, 'y\n'), '""'.repeat(size / 2)])
      expect(typeof readSearchCsv(`${HEADER}\n${body}`).outcome).toBe('string')
  }, 10_000)
})
