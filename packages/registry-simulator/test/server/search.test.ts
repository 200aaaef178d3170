import { readAnswer } from '@ttb/utils/pages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnswerKey, SCENARIOS } from '../../src/index.ts'
import { EXPORT, NEXT_PAGE, startVisit, type Visitor } from './visit.ts'

let visitor: Visitor
let key: AnswerKey
beforeAll(async () => {
  visitor = await startVisit({ scenario: SCENARIOS.ci })
  key = visitor.simulator.answerKey()
})
afterAll(() => visitor.close())

const us = (date: string) => `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`
const between = (from: string, to: string) =>
  [...key.completions.keys()].filter((date) => date >= from && date <= to).flatMap((date) => key.completedOn(date))
const BULK_DAY = '2025-03-18'

describe('a search', () => {
  it('finds what was completed within its dates, both included, in order of ID, 20 rows a page', async () => {
    const wanted = between('2025-03-10', '2025-03-14').sort()
    const first = visitor.results(await visitor.search('03/10/2025', '03/14/2025'))
    expect(first).toEqual({
      total_matching: wanted.length,
      reachable: wanted.length,
      row_from: 1,
      ids: wanted.slice(0, 20),
    })
    const ids = [...first.ids]
    while (ids.length < wanted.length) ids.push(...visitor.results(await visitor.get(NEXT_PAGE)).ids)
    expect(ids).toEqual(wanted)
    const last = visitor.results(await visitor.get(NEXT_PAGE))
    expect([last, visitor.results(await visitor.get(NEXT_PAGE))]).toEqual([last, last])
    expect(last.ids).toEqual(wanted.slice(Math.floor((wanted.length - 1) / 20) * 20))
  })

  it('shows of every record what the answer key says', async () => {
    const page = readAnswer(await visitor.search('03/10/2025', '03/14/2025'), { as: 'search' })
    expect(page).toMatchObject({ outcome: 'found', kind: 'search', issues: [] })
    if (page.kind !== 'search') return
    expect(page.values.rows).toEqual(page.values.rows.map(({ ttb_id }) => key.get(ttb_id)?.search_row))
  })

  it('lets 1,000 rows through, and says how many match', async () => {
    const wanted = key.completedOn(BULK_DAY)
    expect(wanted.length).toBeGreaterThan(1000)
    const answer = visitor.results(await visitor.search(us(BULK_DAY), us(BULK_DAY)))
    expect(answer).toMatchObject({ total_matching: wanted.length, reachable: 1000 })
    const file = readAnswer(await visitor.get(EXPORT), { as: 'search-csv' })
    expect(file.rows.map(({ ttb_id }) => ttb_id)).toEqual(wanted.slice(0, 1000))
    let page = answer
    for (let turned = 1; turned < 50; turned++) page = visitor.results(await visitor.get(NEXT_PAGE))
    expect(page.row_from).toBe(981)
    expect(visitor.results(await visitor.get(NEXT_PAGE))).toEqual(page)
  })

  it('can be split by class range and then by origin until all is reached', async () => {
    const found: string[] = []
    const collect = async (more: Record<string, string>) => {
      const { total_matching, reachable } = visitor.results(await visitor.search(us(BULK_DAY), us(BULK_DAY), more))
      expect(total_matching).toBe(reachable)
      if (total_matching > 0)
        found.push(...readAnswer(await visitor.get(EXPORT), { as: 'search-csv' }).rows.map(({ ttb_id }) => ttb_id))
    }
    await collect({ classTypeFrom: '0', classTypeTo: '900' })
    await collect({ classTypeFrom: '902', classTypeTo: 'ZZZ' })
    const { total_matching } = visitor.results(
      await visitor.search(us(BULK_DAY), us(BULK_DAY), { classTypeFrom: '901', classTypeTo: '901' }),
    )
    expect(total_matching).toBeGreaterThan(1000)
    const origins = readAnswer(await visitor.get('lookupOriginCode.do?action=search&display=all'), { as: 'origin' })
    for (const { code } of origins.rows) await collect({ classTypeFrom: '901', classTypeTo: '901', originCode: code })
    expect(found.sort()).toEqual(key.completedOn(BULK_DAY))
  })

  it('is sorted on demand, all of it, from the first page', async () => {
    const wanted = [...key.completedOn(BULK_DAY)].reverse()
    await visitor.search(us(BULK_DAY), us(BULK_DAY))
    await visitor.get(NEXT_PAGE)
    const sorted = await visitor.get('publicPageBasicCola.do?action=sort&sortcol=ttbId&order=desc')
    expect(visitor.results(sorted)).toMatchObject({ row_from: 1, ids: wanted.slice(0, 20) })
    const byBrand = readAnswer(await visitor.get('publicPageBasicCola.do?action=sort&sortcol=brandName&order=asc'), {
      as: 'search',
    })
    if (byBrand.kind !== 'search') throw new Error('no results')
    const brands = byBrand.values.rows.map(({ brand_name }) => brand_name ?? '')
    expect(brands).toEqual([...brands].sort())
  })

  it('takes names with wildcards, in the brand, the fanciful name or either', async () => {
    const records = [...key.records()].filter(
      ({ completed_date: date }) => date >= '2025-03-03' && date <= '2025-04-01',
    )
    const search = (productOrFancifulName: string, productNameSearchType: string) =>
      visitor.search('03/03/2025', '04/01/2025', { productOrFancifulName, productNameSearchType })
    const cases = [
      ['copper%', 'B', (brand: string) => brand.startsWith('COPPER')],
      ['%RIDGE', 'B', (brand: string) => brand.endsWith('RIDGE')],
      ['HAZY', 'F', (_: string, fanciful: string) => fanciful === 'HAZY'],
      ['%A%E%', 'E', (brand: string, fanciful: string) => /A.*E/.test(brand) || /A.*E/.test(fanciful)],
    ] as const
    for (const [pattern, way, wanted] of cases) {
      const count = records.filter(({ detail }) => wanted(detail.brand_name ?? '', detail.fanciful_name ?? '')).length
      expect([pattern, visitor.results(await search(pattern, way)).total_matching]).toEqual([pattern, count])
      expect(count).toBeGreaterThan(0)
    }
  })

  it('finds nothing in a day without completions, and exports nothing', async () => {
    const answer = await visitor.search('01/01/1991', '01/02/1991')
    expect(readAnswer(answer, { as: 'search' })).toMatchObject({ outcome: 'found', values: { total_matching: 0 } })
    const file = await visitor.get(EXPORT)
    expect([file.body.length, file.contentType]).toEqual([0, 'application/csv'])
    expect(readAnswer(file, { as: 'search-csv' })).toMatchObject({ outcome: 'found', rows: [] })
  })

  it.each([
    ['03/01/2010', '03/02/2025', /greater than 15 year\(s\), please select a range less than or equal to 15/],
    ['2025-03-01', '03/02/2025', /Date Completed \(From\) must be a valid date in MM\/DD\/YYYY/],
    ['02/30/2025', '03/02/2025', /Date Completed \(From\) must be a valid date/],
    ['', '', /Date Completed \(From\) is required\..*Date Completed \(To\) is required\./],
    ['03/02/2025', '03/01/2025', /must not be earlier/],
  ])('from %j to %j is answered by a message', async (from, to, message) => {
    const answer = await visitor.search(from, to)
    const page = readAnswer(answer, { as: 'search' })
    expect([answer.status, page.outcome]).toEqual([200, 'unexpected'])
    expect(page.issues.map(({ text }) => text).join(' ')).toMatch(message)
  })

  it('may span 15 years to the day', async () => {
    expect(visitor.results(await visitor.search('03/02/2010', '03/02/2025')).total_matching).toBeGreaterThan(500)
  })
})

describe('an export', () => {
  it('has the rows of the search, line breaks within names and all, in windows-1252', async () => {
    visitor.results(await visitor.search('01/01/2024', '04/01/2025', { classTypeFrom: '1', classTypeTo: '89Z' }))
    const answer = await visitor.get(EXPORT)
    const file = readAnswer(answer, { as: 'search-csv' })
    expect([file.outcome, file.refused, file.issues]).toEqual(['found', 0, []])
    expect(file.rows.length).toBeGreaterThan(200)
    expect(file.rows).toEqual(file.rows.map(({ ttb_id }) => key.get(ttb_id)?.search_row))
    expect(answer.text).toMatch(/^TTB ID,Permit No\.,Serial Number,Completed Date,.*\n'\d+',/)
    expect(answer.text).toContain('\r\n')
    expect(answer.text).toContain('"')
    expect([...answer.body].includes(0x8c)).toBe(true)
  })
})

describe('an advanced search', () => {
  const advanced = (fields: readonly (readonly [string, string])[]) => {
    const query = new URLSearchParams()
    for (const [name, value] of fields) query.append(`searchCriteria.${name}`, value)
    return visitor.get(`publicSearchColasAdvancedProcess.do?action=search&${query}`)
  }
  it('takes several class codes', async () => {
    const answer = visitor.results(
      await advanced([
        ['dateCompletedFrom', '03/03/2025'],
        ['dateCompletedTo', '04/01/2025'],
        ['classTypeDesired', 'code'],
        ['classTypeCodeArrayByCode', '80'],
        ['classTypeCodeArrayByCode', '80A'],
      ]),
    )
    const wanted = between('2025-03-03', '2025-04-01').filter((id) => /^80A?$/.test(key.get(id)?.class_type_code ?? ''))
    expect(answer.total_matching).toBe(wanted.length)
    expect(wanted.length).toBeGreaterThan(20)
    const file = readAnswer(await visitor.get(EXPORT.replace('Basic', 'Advanced')), { as: 'search-csv' })
    expect(file.rows.map(({ ttb_id }) => ttb_id)).toEqual(wanted.sort())
    const next = await visitor.get(NEXT_PAGE.replace('Basic', 'Advanced'))
    expect(visitor.results(next).row_from).toBe(21)
  })
  it('by TTB ID needs no dates', async () => {
    const wanted = key.ids.filter((id) => id >= '25062001000001' && id <= '25062001999999')
    const answer = visitor.results(
      await advanced([
        ['ttbIdFrom', '25062001000001'],
        ['ttbIdTo', '25062001999999'],
      ]),
    )
    expect([answer.total_matching, answer.ids]).toEqual([wanted.length, wanted.slice(0, 20)])
    expect(wanted.length).toBeGreaterThan(10)
  })
})

describe('a session', () => {
  const timeoutOf = (answer: Awaited<ReturnType<Visitor['search']>>) => readAnswer(answer, { as: 'search' }).outcome
  it('begins with the search form, by two cookies', async () => {
    visitor.cookie = ''
    const form = await visitor.get('publicSearchColasBasic.do')
    expect(readAnswer(form, { as: 'search-form' }).outcome).toBe('found')
    expect(form.cookies.map((cookie) => /^(?:JSESSIONID|TS01)/.exec(cookie)?.[0])).toEqual(['JSESSIONID', 'TS01'])
    expect((await visitor.search('03/10/2025', '03/14/2025')).cookies).toEqual([])
  })
  it('is over after 20 idle minutes of simulated time, not before', async () => {
    await visitor.search('03/10/2025', '03/14/2025')
    await visitor.clock.sleep(1_199_700)
    expect(timeoutOf(await visitor.get(NEXT_PAGE))).toBe('found')
    await visitor.clock.sleep(1_200_000)
    for (const answer of [await visitor.get(NEXT_PAGE)]) expect(timeoutOf(answer)).toBe('session_expired')
  })
  it('that is over cannot be searched in, a new one can', async () => {
    const old = 'JSESSIONID=0123456789ABCDEF'
    visitor.cookie = old
    expect(timeoutOf(await visitor.search('03/10/2025', '03/14/2025'))).toBe('session_expired')
    visitor.cookie = old
    expect(readAnswer(await visitor.get(EXPORT), { as: 'search-csv' }).outcome).toBe('session_expired')
    visitor.cookie = ''
    expect(timeoutOf(await visitor.search('03/10/2025', '03/14/2025'))).toBe('found')
  })
  it('without a search has nothing to page through or to export', async () => {
    visitor.cookie = ''
    await visitor.get('publicSearchColasBasic.do')
    expect(timeoutOf(await visitor.get(NEXT_PAGE))).toBe('session_expired')
    expect(readAnswer(await visitor.get(EXPORT), { as: 'search-csv' }).outcome).toBe('session_expired')
  })
})
