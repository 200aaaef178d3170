import { describe, expect, it } from 'vitest'
import { type Reply, type Script, type SeenRequest, startRegistry } from './fake-registry.ts'
import { searchCsv, searchForm, searchResults, sessionTimeout } from './registry-pages.ts'

const IDS = ['24002001000001', '24002001000002', '24002002000001']
const QUERY = { completedFrom: '2024-01-05', completedTo: '2024-01-19' } as const
const OTHER = { ...QUERY, classTypeFrom: '900', classTypeTo: '999', originCode: '4H' } as const

const isForm = ({ path }: SeenRequest) => path.endsWith('/publicSearchColasBasic.do')
const isSearch = ({ path }: SeenRequest) => path.includes('publicSearchColasBasicProcess.do')

/** Answers as the registry does: the form gives a session, a search without one is refused, an export is of the last search. */
function registry(overrides: (request: SeenRequest, number: number) => Reply | undefined = () => undefined): Script {
  const searched = new Map<string | undefined, readonly string[]>()
  return (request, number) => {
    const other = overrides(request, number)
    if (other !== undefined) return other
    const { cookie, form } = request
    if (isForm(request)) return { headers: { 'set-cookie': `JSESSIONID=${number}; Path=/` }, body: searchForm() }
    if (cookie === undefined) return sessionTimeout()
    if (isSearch(request)) {
      const ids = form.includes('originCode=4H') ? IDS.slice(0, 1) : IDS
      searched.set(cookie, ids)
      return searchResults(ids)
    }
    const ids = searched.get(cookie)
    return ids ? { body: searchCsv(ids), headers: { 'content-type': 'application/csv' } } : sessionTimeout()
  }
}

const kinds = (seen: readonly SeenRequest[]) =>
  seen.map((request) => (isForm(request) ? 'form' : isSearch(request) ? 'search' : 'export'))

describe('a search', () => {
  it('opens a session and sends every field of the form', async () => {
    const { client, seen, url } = await startRegistry(registry())
    const answer = await client().search(OTHER)
    expect([answer.outcome, answer.page?.total_matching, answer.page?.rows.map(({ ttb_id }) => ttb_id)]).toEqual([
      'found',
      1,
      IDS.slice(0, 1),
    ])
    expect(kinds(seen)).toEqual(['form', 'search'])
    expect(seen[1]).toMatchObject({
      method: 'POST',
      path: '/colasonline/publicSearchColasBasicProcess.do?action=search',
      cookie: 'JSESSIONID=1',
      referer: `${url}/colasonline/publicSearchColasBasic.do`,
    })
    expect(Object.fromEntries(new URLSearchParams(seen[1]!.form))).toEqual({
      'searchCriteria.dateCompletedFrom': '01/05/2024',
      'searchCriteria.dateCompletedTo': '01/19/2024',
      'searchCriteria.productOrFancifulName': '',
      'searchCriteria.productNameSearchType': 'E',
      'searchCriteria.classTypeFrom': '900',
      'searchCriteria.classTypeTo': '999',
      'searchCriteria.originCode': '4H',
    })
    expect(answer.attempts.map(({ method, attempt }) => [method, attempt])).toEqual([
      ['GET', 1],
      ['POST', 2],
    ])
  })

  it('goes on in its session', async () => {
    const { client, seen } = await startRegistry(registry())
    const registryClient = client()
    await registryClient.search(QUERY)
    await registryClient.search(OTHER)
    expect(kinds(seen)).toEqual(['form', 'search', 'search'])
  })

  it('takes a new session rather than one that the registry has forgotten', async () => {
    const { client, clock, seen } = await startRegistry(registry())
    const registryClient = client()
    await registryClient.search(QUERY)
    clock.advance(19 * 60_000 + 1)
    await registryClient.search(QUERY)
    expect(kinds(seen)).toEqual(['form', 'search', 'form', 'search'])
    expect(seen.map(({ cookie }) => cookie)).toEqual([undefined, 'JSESSIONID=1', undefined, 'JSESSIONID=3'])
  })

  it('finds nothing where nothing is, which is an answer', async () => {
    const { client } = await startRegistry(registry((request) => (isSearch(request) ? searchResults([]) : undefined)))
    const { outcome, page } = await client().search(QUERY)
    expect([outcome, page?.total_matching, page?.rows]).toEqual(['found', 0, []])
  })

  it('asks in a new session when one is refused, also brand new ones', async () => {
    const { client, seen } = await startRegistry(registry((_, number) => (number <= 3 ? sessionTimeout() : undefined)))
    const answer = await client().search(QUERY)
    expect(answer.outcome).toBe('found')
    expect(answer.attempts.map(({ outcome }) => outcome)).toEqual([
      ...Array(3).fill('session_expired'),
      'found',
      'found',
    ])
    expect(kinds(seen)).toEqual(['form', 'form', 'form', 'form', 'search'])
  })

  it('says so when every session is refused', async () => {
    const { client } = await startRegistry([sessionTimeout()])
    const answer = await client().search(QUERY)
    expect([answer.outcome, answer.page, answer.attempts.length]).toEqual(['session_expired', null, 4])
    expect(answer.error).toMatch(/timeout has occurred/)
  })

  it('says what the registry says when it refuses the query', async () => {
    const refusal = searchForm().replace(
      '<form>',
      '<div class="errortext">The range is greater than 15 year(s).</div><form>',
    )
    const { client } = await startRegistry(registry((request) => (isSearch(request) ? refusal : undefined)))
    const { outcome, page, error } = await client().search(QUERY)
    expect([outcome, page, error]).toEqual(['unexpected', null, 'The range is greater than 15 year(s).'])
  })

  it('says so when the form does not come', async () => {
    const { client } = await startRegistry([{ status: 500 }])
    expect(await client().search(QUERY)).toMatchObject({ outcome: 'transient', page: null, httpStatus: 500 })
  })

  it.each([
    [
      { completedFrom: '2024-02-30', completedTo: '2024-03-01' },
      'not a day: completedFrom "2024-02-30"; expected YYYY-MM-DD',
    ],
    [
      { completedFrom: '2024-01-01', completedTo: '1/2/2024' },
      'not a day: completedTo "1/2/2024"; expected YYYY-MM-DD',
    ],
    [
      { completedFrom: '2024-01-02', completedTo: '2024-01-01' },
      'no days from 2024-01-02 to 2024-01-01; expected the earlier one first',
    ],
  ])('is refused before it is sent for %j', async (query, message) => {
    const { client, seen } = await startRegistry(registry())
    const registryClient = client()
    for (const call of [registryClient.search(query), registryClient.exportSearch(query)])
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument', message })
    expect(seen).toEqual([])
  })
})

describe('an export', () => {
  it('is of the search before it, without another', async () => {
    const { client, seen, url } = await startRegistry(registry())
    const registryClient = client()
    await registryClient.search(QUERY)
    const answer = await registryClient.exportSearch(QUERY)
    expect([answer.outcome, answer.rows.map(({ ttb_id }) => ttb_id), answer.refused]).toEqual(['found', IDS, 0])
    expect(answer.contentType).toBe('application/csv')
    expect(kinds(seen)).toEqual(['form', 'search', 'export'])
    expect(seen[2]).toMatchObject({
      path: '/colasonline/publicSaveSearchResultsToFile.do?path=/publicSearchColasBasicProcess',
      referer: `${url}/colasonline/publicSearchColasBasicProcess.do?action=search`,
    })
  })

  it('searches first when the search before it was another', async () => {
    const { client, seen } = await startRegistry(registry())
    const registryClient = client()
    await registryClient.search(QUERY)
    expect((await registryClient.exportSearch(OTHER)).rows).toHaveLength(1)
    expect((await registryClient.exportSearch(QUERY)).rows).toHaveLength(3)
    expect(kinds(seen)).toEqual(['form', 'search', 'search', 'export', 'search', 'export'])
  })

  it('searches anew when the session is over by then', async () => {
    const { client, seen } = await startRegistry(
      registry((request, number) => (number === 3 && !isForm(request) ? sessionTimeout() : undefined)),
    )
    const registryClient = client()
    await registryClient.search(QUERY)
    const answer = await registryClient.exportSearch(QUERY)
    expect(answer.rows).toHaveLength(3)
    expect(kinds(seen)).toEqual(['form', 'search', 'export', 'form', 'search', 'export'])
    expect(answer.attempts).toHaveLength(4)
  })

  it('is never of the search of another call, however many there are at the same time', async () => {
    const { client, seen } = await startRegistry(registry())
    const registryClient = client()
    const queries = [QUERY, OTHER, QUERY, OTHER]
    const answers = await Promise.all(queries.map((query) => registryClient.exportSearch(query)))
    expect(answers.map(({ rows }) => rows.length)).toEqual([3, 1, 3, 1])
    expect(kinds(seen)).toEqual(['form', ...Array(4).fill(['search', 'export']).flat()])
  })

  it('has no rows when the search before it failed', async () => {
    const { client, seen } = await startRegistry(
      registry((request) => (isSearch(request) ? { status: 500 } : undefined)),
    )
    expect(await client({ maxAttempts: 1 }).exportSearch(QUERY)).toMatchObject({
      outcome: 'transient',
      rows: [],
      refused: 0,
    })
    expect(kinds(seen)).toEqual(['form', 'search'])
  })

  it('is asked for again when it is cut short', async () => {
    const whole = searchCsv(IDS)
    const isExport = (request: SeenRequest) => !isForm(request) && !isSearch(request)
    const { client, seen } = await startRegistry(
      registry((request, number) => (isExport(request) && number === 3 ? whole.slice(0, -20) : undefined)),
    )
    expect((await client().exportSearch(QUERY)).rows).toHaveLength(3)
    expect(kinds(seen)).toEqual(['form', 'search', 'export', 'export'])
  })

  it('lets the next call begin when one is aborted while it waits for its turn', async () => {
    const { client } = await startRegistry(registry())
    const registryClient = client()
    const controller = new AbortController()
    const first = registryClient.exportSearch(QUERY)
    const second = registryClient.exportSearch(OTHER, { signal: controller.signal })
    const third = registryClient.exportSearch(OTHER)
    controller.abort(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
    expect([(await first).rows.length, (await third).rows.length]).toEqual([3, 1])
  })
})
