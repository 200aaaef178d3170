import { extractPage } from '@ttb/utils/pages'
import { describe, expect, it } from 'vitest'
import {
  createRandom,
  createRecordMaker,
  FORM_EDITIONS,
  renderCertificate,
  renderColaDetail,
  renderSearchMessage,
  renderSearchResults,
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
