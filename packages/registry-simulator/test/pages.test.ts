import { extractPage, readAnswer, readSearchCsv } from '@ttb/utils/pages'
import { describe, expect, it } from 'vitest'
import {
  createRandom,
  createRecordMaker,
  encodePage,
  FORM_EDITIONS,
  renderAttachmentError,
  renderBlockPage,
  renderCaptchaPage,
  renderCertificate,
  renderCodeList,
  renderColaDetail,
  renderCsv,
  renderMaintenancePage,
  renderSearchForm,
  renderSearchMessage,
  renderSearchResults,
  renderServerError,
  renderShell,
  renderUnknownId,
  samplePages,
} from '../src/index.ts'

const DAY_OF_EDITION = {
  '6/2006': '2008-03-17',
  '5/2011': '2011-12-30',
  '07/2012': '2014-10-28',
  '06-2016': '2025-03-17',
}

describe('what a page is made from is what is read from it', () => {
  const makeRecord = createRecordMaker(createRandom(7))

  for (const edition of FORM_EDITIONS) {
    it(`form page, edition ${edition}`, () => {
      for (let sequence = 1; sequence <= 200; sequence++) {
        const { certificate } = makeRecord({ receivedDate: DAY_OF_EDITION[edition], sequence, edition })
        const page = extractPage(renderCertificate(certificate, { injectedScripts: sequence % 5 === 0 }), {
          kind: 'certificate',
        })
        expect({ outcome: page.outcome, issues: page.issues, values: page.values }).toEqual({
          outcome: 'found',
          issues: [],
          values: certificate,
        })
      }
    })
    it(`detail page of a record of edition ${edition}`, () => {
      for (let sequence = 1; sequence <= 200; sequence++) {
        const { detail } = makeRecord({ receivedDate: DAY_OF_EDITION[edition], sequence, edition })
        const page = extractPage(renderColaDetail(detail, { injectedScripts: sequence % 5 === 0 }), {
          kind: 'cola-detail',
        })
        expect({ outcome: page.outcome, issues: page.issues, values: page.values }).toEqual({
          outcome: 'found',
          issues: [],
          values: detail,
        })
      }
    })
  }

  it('search results', () => {
    const rows = Array.from(
      { length: 20 },
      (_, at) => makeRecord({ receivedDate: '2025-03-17', sequence: at + 1 }).searchRow,
    )
    const page = extractPage(renderSearchResults({ rows, rowFrom: 21, reachable: 1000, totalMatching: 6083 }))
    expect(page.issues).toEqual([])
    expect(page.values).toEqual({
      row_from: 21,
      row_to: 40,
      reachable: 1000,
      total_matching: 6083,
      rows,
      next_href: 'publicPageBasicCola.do?action=page&pgfcn=nextset',
    })
  })

  it('search without results', () => {
    const page = extractPage(renderSearchResults({ rows: [], rowFrom: 0, reachable: 0, totalMatching: 0 }))
    expect(page).toMatchObject({
      outcome: 'found',
      kind: 'search',
      values: { total_matching: 0, rows: [], row_from: null },
    })
  })
})

it('an export is read as it was written, whatever the names hold', () => {
  const makeRecord = createRecordMaker(createRandom(9))
  const names = ['PLAIN', 'COMMA, INC', 'SAYS "HI"', '"ALL"', 'TWO\r\nLINES', 'A "B", C', 'ÉTOILE ŒUVRE', null]
  const rows = names.map((brand_name, at) => ({
    ...makeRecord({ receivedDate: '2025-03-17', sequence: at + 1 }).searchRow,
    brand_name,
  }))
  const file = readSearchCsv(encodePage(renderCsv(rows)))
  expect([file.outcome, file.refused, file.issues]).toEqual(['found', 0, []])
  expect(file.rows).toEqual(rows.map((row) => ({ ...row, brand_name: row.brand_name?.replace('\r\n', ' ') ?? null })))
  expect(renderCsv([])).toBe('')
})

it('every other answer is known for what it is', () => {
  const body = (text: string) => ({ status: 200, body: encodePage(text) })
  const detail = { as: 'cola-detail' } as const
  const answers = {
    block: readAnswer(body(renderBlockPage('1')), detail),
    captcha: readAnswer(body(renderCaptchaPage('1')), detail),
    maintenance: readAnswer(body(renderMaintenancePage()), detail),
    'server error': readAnswer({ ...body(renderServerError(503)), status: 503 }, detail),
    shell: readAnswer(body(renderShell()), detail),
    attachment: readAnswer(body(renderAttachmentError()), { as: 'image' }),
    'search form': readAnswer(body(renderSearchForm('Basic')), { as: 'search-form' }),
    'advanced search form': readAnswer(body(renderSearchForm('Advanced')), { as: 'search-form' }),
    'class list': readAnswer(body(renderCodeList('class-type')), { as: 'class-type' }),
    'origin list': readAnswer(body(renderCodeList('origin')), { as: 'origin' }),
  }
  expect(Object.fromEntries(Object.entries(answers).map(([name, { outcome }]) => [name, outcome]))).toEqual({
    block: 'blocked',
    captcha: 'blocked',
    maintenance: 'maintenance',
    'server error': 'transient',
    shell: 'unexpected',
    attachment: 'session_expired',
    'search form': 'found',
    'advanced search form': 'found',
    'class list': 'found',
    'origin list': 'found',
  })
})

it('what windows-1252 lacks is lost as the registry loses it', () => {
  expect([...encodePage('É€™日😀')]).toEqual([0xc9, 0x80, 0x99, 0xbf, 0xbf])
})

it('a message is no record', () => {
  expect(extractPage(renderUnknownId())).toMatchObject({ outcome: 'not_found', kind: null, values: {} })
  expect(extractPage(renderSearchMessage('The 20 minute timeout has occurred.'))).toMatchObject({
    outcome: 'session_expired',
    kind: 'search',
    values: {},
  })
  expect(extractPage(renderSearchMessage('Something else.'))).toMatchObject({
    outcome: 'unexpected',
    kind: 'search',
    values: {},
  })
})

it('the sample is the same every time, and every page but two is found', () => {
  expect(samplePages()).toEqual(samplePages())
  const outcomes = samplePages().map((page) => extractPage(page.html).outcome)
  expect(outcomes.filter((outcome) => outcome !== 'found')).toEqual(['truncated', 'not_found'])
})
