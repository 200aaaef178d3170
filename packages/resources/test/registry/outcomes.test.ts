import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Reply, startRegistry } from './fake-registry.ts'
import { blockPage, codeList, detailPage, maintenancePage, PNG, sessionTimeout, unknownId } from './registry-pages.ts'

const ID = '24002001000001'
const page = detailPage(ID)
const later = (status: number): Reply => ({ status, body: '<html><body>later</body></html>' })
const cut: Reply = { body: page.slice(0, 300), missingBytes: 500 }
const redirect = (location: string): Reply => ({ status: 302, headers: { location } })

describe('an answer is what came, after the attempts that can help', () => {
  // [what comes, one answer after the other; the outcomes of the attempts; the error of the last]
  const cases: readonly [string, readonly Reply[], readonly string[], (string | RegExp | null)?][] = [
    ['a record', [page], ['found']],
    ['no such record', [unknownId()], ['not_found']],
    ['a server that fails once', [later(503), page], ['transient', 'found']],
    ['a server that fails for good', [later(500)], ['transient', 'transient', 'transient'], 'HTTP 500'],
    ['a gateway that times out', [later(504), later(408), page], ['transient', 'transient', 'found']],
    ['a connection that is reset', ['RESET', page], ['transient', 'found']],
    ['connections that are reset', ['RESET'], ['transient', 'transient', 'transient'], /ECONNRESET|other side closed/],
    ['an answer that never comes', ['HANG', page], ['transient', 'found']],
    ['nothing ever', ['HANG'], ['transient', 'transient', 'transient'], 'no answer within 1000 ms'],
    ['a body that breaks off', [cut, page], ['truncated', 'found']],
    ['bodies that break off', [cut], ['truncated', 'truncated', 'truncated'], /^the body broke off: /],
    ['a whole page of fewer bytes than announced', [{ body: page, missingBytes: 9 }, page], ['truncated', 'found']],
    ['a page without its end', [page.slice(0, 200), page], ['truncated', 'found']],
    ['an empty page', ['', page], ['truncated', 'found']],
    ['the record of another', [detailPage('24002001000002'), page], ['wrong_record', 'found']],
    [
      'always the record of another',
      [detailPage('24002001000002')],
      ['wrong_record', 'wrong_record'],
      `24002001000002 where ${ID} was asked for`,
    ],
    ['a session that is over', [sessionTimeout(), page], ['session_expired', 'found']],
    [
      'sessions that are always over',
      [sessionTimeout()],
      ['session_expired', 'session_expired', 'session_expired', 'session_expired'],
      /timeout has occurred/,
    ],
    [
      'sessions and servers that fail in turn',
      [later(502), sessionTimeout(), 'RESET', page],
      ['transient', 'session_expired', 'transient', 'found'],
    ],
    ['a page of something else', ['<html><title>Shop</title><body>Buy!</body></html>'], ['unexpected'], 'Shop'],
    ['a list in place of a record', [codeList({ '902': 'ALE' })], ['unexpected']],
    ['an image in place of a record', [PNG], ['unexpected']],
    ['a page that is not there', [later(404)], ['unexpected'], 'HTTP 404'],
    [
      'a way to another host',
      [redirect('https://elsewhere.test/')],
      ['unexpected'],
      'HTTP 302 to https://elsewhere.test/',
    ],
    ['a way to a login', [redirect('/error/ttb-login-page')], ['unexpected'], 'HTTP 302 to /error/ttb-login-page'],
    ['a way within the registry', [redirect('/colasonline/x.do?a=1'), page], ['unexpected', 'found']],
    ['a way in circles', [redirect('/a')], ['unexpected', 'unexpected', 'unexpected', 'unexpected'], 'HTTP 302 to /a'],
    ['a way to nowhere', [redirect('http://')], ['unexpected'], 'HTTP 302 to http://'],
  ]
  it.each(cases)('%s', async (_, replies, outcomes, error = undefined) => {
    const { client, attempts, seen } = await startRegistry(replies)
    const requestTimeoutMs = replies.includes('HANG') ? 1000 : 20_000
    const answer = await client({ requestTimeoutMs }).page('cola-detail', ID)
    expect(answer.attempts.map(({ outcome }) => outcome)).toEqual(outcomes)
    expect(answer.outcome).toBe(outcomes.at(-1))
    expect(attempts).toEqual(answer.attempts)
    expect(seen).toHaveLength(outcomes.length)
    expect(answer.attempts.map(({ attempt }) => attempt)).toEqual(outcomes.map((_, at) => at + 1))
    if (answer.outcome === 'found' || answer.outcome === 'not_found') expect(answer.error).toBeNull()
    else expect(answer.error).toEqual(expect.any(String))
    if (typeof error === 'string') expect(answer.error).toBe(error)
    else if (error) expect(answer.error).toMatch(error)
  })

  it.each([
    ['blocked', blockPage()],
    ['blocked', { status: 403, body: 'no' }],
    ['blocked', later(429)],
    ['blocked', { status: 503, body: blockPage() }],
    ['maintenance', maintenancePage()],
    ['maintenance', { status: 503, body: maintenancePage() }],
  ] satisfies readonly (readonly [string, Reply])[])('%s is thrown, and told before', async (reason, reply) => {
    const { client, attempts, seen } = await startRegistry([reply])
    await expect(client().page('cola-detail', ID)).rejects.toMatchObject({ code: 'blocked', retryable: true, reason })
    expect(attempts.map(({ outcome }) => outcome)).toEqual([reason])
    expect(seen).toHaveLength(1)
  })

  it('holds the bytes, their hash, and what they say', async () => {
    const bytes = Buffer.from(detailPage(ID, 'CUVÉE'), 'latin1')
    const { client, clock, url } = await startRegistry([bytes])
    const atMs = clock.now()
    const answer = await client().page('cola-detail', ID)
    expect(answer.attempts[0]).toEqual({
      url: `${url}/colasonline/viewColaDetails.do?action=publicDisplaySearchBasic&ttbid=${ID}`,
      method: 'GET',
      requestedAt: new Date(atMs).toISOString(),
      durationMs: 0,
      httpStatus: 200,
      outcome: 'found',
      sizeBytes: bytes.length,
      contentSha256: createHash('sha256').update(bytes).digest('hex'),
      error: null,
      attempt: 1,
    })
    expect(Buffer.from(answer.body).equals(bytes)).toBe(true)
    expect(answer.contentType).toBe('text/html; charset=iso-8859-1')
    expect(answer.extracted?.values).toMatchObject({ ttb_id: ID, brand_name: 'CUVÉE' })
  })

  it('holds nothing when nothing came', async () => {
    const { client } = await startRegistry(['RESET'])
    const answer = await client({ maxAttempts: 1 }).page('cola-detail', ID)
    expect(answer).toMatchObject({ httpStatus: null, sizeBytes: 0, contentSha256: null, extracted: null })
    expect([answer.body.length, answer.contentType, answer.attempts.length]).toEqual([0, null, 1])
  })

  it('takes a giant body for unexpected, and does not ask for it again', async () => {
    const { client, seen } = await startRegistry(['x'.repeat(2000)])
    const answer = await client({ maxBodyBytes: 1000 }).page('cola-detail', ID)
    expect([answer.outcome, answer.error]).toEqual(['unexpected', 'the body is larger than 1000 bytes'])
    expect(seen).toHaveLength(1)
  })

  it('asks again in a session of its own when the session is what is wrong', async () => {
    const { client, seen } = await startRegistry((_, number) => ({
      headers: { 'set-cookie': `JSESSIONID=${number}; Path=/` },
      body: number === 2 ? detailPage('24002001000002') : page,
    }))
    const registry = client()
    for (let index = 0; index < 3; index++) expect((await registry.page('cola-detail', ID)).outcome).toBe('found')
    expect(seen.map(({ cookie }) => cookie)).toEqual([undefined, 'JSESSIONID=1', undefined, 'JSESSIONID=3'])
  })

  it('gives scans by their first bytes, whatever they are called', async () => {
    const { client, seen } = await startRegistry([PNG, unknownId()])
    const registry = client()
    const scan = await registry.scan('24002002000001')
    expect([scan.outcome, scan.mediaType, scan.filename]).toEqual(['found', 'image/png', null])
    expect(seen[0]?.path).toBe('/colasonline/publicViewImage.do?id=24002002000001')
    expect(await registry.scan('24002002000001')).toMatchObject({ mediaType: null })
  })

  it('gives lists of codes', async () => {
    const { client, seen } = await startRegistry([codeList({ '0': 'NONE', '902': 'ALE' }), later(500)])
    const registry = client({ maxAttempts: 1 })
    const list = await registry.codeList('class-type')
    expect([list.outcome, list.codes]).toEqual([
      'found',
      [
        { code: '0', description: 'NONE' },
        { code: '902', description: 'ALE' },
      ],
    ])
    expect(seen[0]?.path).toBe('/colasonline/lookupProductClassTypeCode.do?action=search&display=all')
    expect(await registry.codeList('origin')).toMatchObject({ outcome: 'transient', codes: [] })
  })

  it('asks nothing for what is no TTB ID', async () => {
    const { client, seen } = await startRegistry([page])
    const registry = client()
    const calls = [registry.page('certificate', '../x'), registry.scan('1'), registry.labelImages('24', [])]
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'invalid_ttb_id' })
    expect(seen).toEqual([])
  })
})

describe('telling of attempts', () => {
  it('comes before the answer, to the client and to the call, and is waited for', async () => {
    const { client } = await startRegistry(['RESET', page])
    const told: string[] = []
    const tell = (who: string) => async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      told.push(who)
    }
    await client({ onAttempt: tell('client') }).page('cola-detail', ID, { onAttempt: tell('call') })
    expect(told).toEqual(['client', 'call', 'client', 'call'])
  })

  it('ends the call when it fails: what cannot be noted is not done', async () => {
    const { client, seen } = await startRegistry(['RESET', page])
    const full = new Error('disk full')
    const failing = client({ onAttempt: () => Promise.reject(full) })
    await expect(failing.page('cola-detail', ID)).rejects.toBe(full)
    expect(seen).toHaveLength(1)
  })

  it('comes of a request that was given up too', async () => {
    const { client, attempts, seen } = await startRegistry(['HANG'])
    const controller = new AbortController()
    const call = client().page('cola-detail', ID, { signal: controller.signal })
    await expect.poll(() => seen.length).toBe(1)
    controller.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
    expect(attempts.map(({ outcome, error, httpStatus }) => [outcome, error, httpStatus])).toEqual([
      ['transient', 'enough', null],
    ])
  })
})
