import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { CookieJar } from 'tough-cookie'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
} from '../../src/http/http-client.ts'
import { createTlsTrust } from '../../src/http/tls-trust.ts'
import { serve } from './test-server.ts'

const trust = createTlsTrust({ clock: systemClock, cacheFolder: null })
const clients: HttpClient[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

const newJar = () => new CookieJar(undefined, { allowSpecialUseDomain: true, rejectPublicSuffixes: false })

async function start(handler: RequestListener, options: Partial<HttpClientOptions> = {}) {
  const port = await serve(handler)
  const origin = `http://127.0.0.1:${port}`
  const settings = {
    origin,
    trust,
    userAgent: 'ttb-cola-data/1 (+me@example.org)',
    timeoutMs: 20_000,
    maxBodyBytes: 50_000,
  }
  const client = createHttpClient({ ...settings, ...options })
  clients.push(client)
  const send = (
    request: Partial<Omit<HttpRequest, 'url'>> & { path?: string } = {},
    jar = newJar(),
    signal?: AbortSignal,
  ) => {
    const { path = '/a', ...rest } = request
    return client.send({ method: 'GET', ...rest, url: new URL(path, origin) }, { jar, signal })
  }
  return { origin, client, send }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const text = (body: Uint8Array) => Buffer.from(body).toString()

describe('HTTP client', () => {
  it('says who it is, and asks as a browser does', async () => {
    let headers: IncomingMessage['headers'] = {}
    const { send } = await start((request, response) => {
      headers = request.headers
      response.end('x')
    })
    await send({ referer: 'https://registry.test/form' })
    expect(headers).toMatchObject({
      'user-agent': 'ttb-cola-data/1 (+me@example.org)',
      accept: expect.stringContaining('text/html'),
      'accept-language': expect.any(String),
      referer: 'https://registry.test/form',
    })
  })

  it('gives what was answered, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
    const { send } = await start((_, response) =>
      response.writeHead(404, { 'content-type': 'application/csv', 'retry-after': '7' }).end(bytes),
    )
    expect(await send()).toEqual({
      status: 404,
      contentType: 'application/csv',
      location: null,
      retryAfter: '7',
      body: Buffer.from(bytes),
      fault: null,
      reason: null,
    })
  })

  it('keeps the cookies of a session, and no other', async () => {
    const seen: (string | undefined)[] = []
    const { send } = await start((request, response) => {
      seen.push(request.headers.cookie)
      const cookies = seen.length === 1 ? ['JSESSIONID=abc; Path=/; HttpOnly', 'TS01=1; Path=/'] : ['TS01=2; Path=/']
      response.writeHead(200, { 'set-cookie': cookies }).end()
    })
    const jar = newJar()
    await send({}, jar)
    await send({}, jar)
    await send({}, jar)
    await send()
    expect(seen).toEqual([undefined, 'JSESSIONID=abc; TS01=1', 'JSESSIONID=abc; TS01=2', undefined])
  })

  it('keeps nothing of a cookie that no browser would keep', async () => {
    let cookie: string | undefined
    const { send } = await start((request, response) => {
      cookie = request.headers.cookie
      response.writeHead(200, { 'set-cookie': ['id=1; Domain=elsewhere.test', '', 'plain=2'] }).end()
    })
    const jar = newJar()
    await send({}, jar)
    await send({}, jar)
    expect(cookie).toBe('plain=2')
  })

  it('sends forms, and encodes what a URL may not hold', async () => {
    let [url, body]: (string | undefined)[] = []
    const { send } = await start(async (request, response) => {
      url = request.url
      body = `${request.method} ${request.headers['content-type']} ${await bodyOf(request)}`
      response.end()
    })
    await send({
      method: 'POST',
      path: '/a b.do?filename=label 1é.jpg',
      form: { from: '01/02/2024', code: ['1', '2 3'] },
    })
    expect(url).toBe('/a%20b.do?filename=label%201%C3%A9.jpg')
    expect(body).toBe('POST application/x-www-form-urlencoded from=01%2F02%2F2024&code=1&code=2+3')
  })

  it('uses a connection again at the pace of one request after the other', async () => {
    const ports = new Set<number | undefined>()
    const { send } = await start((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('x')
    })
    for (let index = 0; index < 3; index++) {
      await send()
      await systemClock.sleep(20)
    }
    expect(ports.size).toBe(1)
  })

  it('follows nothing', async () => {
    const { send } = await start((_, response) => response.writeHead(302, { location: 'http://elsewhere.test/' }).end())
    expect(await send()).toMatchObject({ status: 302, location: 'http://elsewhere.test/', fault: null })
  })

  it('sends to no other host', async () => {
    const { client, origin } = await start((_, response) => response.end())
    const url = new URL(`http://127.0.0.2:${new URL(origin).port}/`)
    await expect(client.send({ method: 'GET', url }, { jar: newJar() })).rejects.toMatchObject({
      code: 'invalid_argument',
      message: `not an address of ${origin}: ${url.href}`,
    })
  })

  const page = '<html>'.padEnd(2000, 'x')
  it.each([
    ['gzip', gzipSync(page)],
    ['x-gzip', gzipSync(page)],
    ['deflate', deflateSync(page)],
    ['br', brotliCompressSync(page)],
    ['deflate, gzip', gzipSync(deflateSync(page))],
    ['identity', Buffer.from(page)],
  ])('undoes the compression %s', async (encoding, body) => {
    const { send } = await start((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body))
    const answer = await send()
    expect([text(answer.body), answer.fault]).toEqual([page, null])
  })

  const hang = () => undefined
  const send1000of2000 = (response: ServerResponse) => {
    response.writeHead(200, { 'content-length': 2000 })
    response.write('x'.repeat(1000))
  }
  const faults: readonly [string, RequestListener, object, number?][] = [
    ['no answer at all', hang, { status: null, fault: 'unanswered', reason: 'no answer within 500 ms' }, 500],
    [
      'a reset before the answer',
      (request) => request.socket.resetAndDestroy(),
      { status: null, fault: 'unanswered', reason: expect.stringMatching(/ECONNRESET|other side closed/) },
    ],
    [
      'a closed connection before the answer',
      (request) => request.socket.destroy(),
      { status: null, fault: 'unanswered', reason: expect.stringMatching(/ECONNRESET|other side closed/) },
    ],
    [
      'something that is not HTTP',
      (request) => request.socket.end('hello\r\n\r\n'),
      { status: null, fault: 'unanswered', reason: expect.stringMatching(/HTTP|Parse/) },
    ],
    [
      'a body that does not end',
      (_, response) => send1000of2000(response),
      { status: 200, fault: 'cut', reason: 'the body did not end within 500 ms' },
      500,
    ],
    [
      'a reset within the body',
      (request, response) => {
        send1000of2000(response)
        setTimeout(() => request.socket.resetAndDestroy(), 50)
      },
      { status: 200, fault: 'cut', reason: expect.stringMatching(/^the body broke off: /) },
    ],
    [
      'a body that is shorter than announced',
      (request, response) => {
        send1000of2000(response)
        setTimeout(() => request.socket.end(), 50)
      },
      { status: 200, fault: 'cut', reason: expect.stringMatching(/^the body broke off: /) },
    ],
    [
      'a body in chunks without the last one',
      (request, response) => {
        response.writeHead(200)
        response.write('x'.repeat(1000))
        setTimeout(() => request.socket.destroy(), 50)
      },
      { status: 200, fault: 'cut', reason: expect.stringMatching(/^the body broke off: /) },
    ],
    [
      'a compressed body without its end',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(page).subarray(0, 20)),
      { status: 200, fault: 'cut', reason: expect.stringMatching(/^the body broke off: .*unexpected end/) },
    ],
    [
      'a compression that nobody asked for',
      (_, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('abc'),
      { status: 200, fault: 'cut', reason: 'the body broke off: it is compressed by "zstd", which was not asked for' },
    ],
    [
      'a giant body',
      (_, response) => response.writeHead(200).end('x'.repeat(60_000)),
      { status: 200, fault: 'oversized', reason: 'the body is larger than 50000 bytes' },
    ],
    [
      'a small body that is giant when decompressed',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(10_000_000))),
      { status: 200, fault: 'oversized', reason: 'the body is larger than 50000 bytes' },
    ],
  ]
  it.each(faults)('takes %s for what it is', async (_, handler, want, timeoutMs = 20_000) => {
    const { send } = await start(handler, { timeoutMs })
    expect(await send()).toMatchObject(want)
  })

  it('gives what came of a body that broke off', async () => {
    const { send } = await start((request, response) => {
      send1000of2000(response)
      setTimeout(() => request.socket.destroy(), 50)
    })
    expect((await send()).body).toHaveLength(1000)
  })

  it('takes a host that refuses connections for no answer', async () => {
    const { send } = await start(hang, { origin: 'http://127.0.0.1:1' })
    await expect(send({ path: 'http://127.0.0.1:1/' })).resolves.toMatchObject({
      fault: 'unanswered',
      reason: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('stops at once when aborted, with the reason given, before and during a request', async () => {
    let closed = 0
    const { send } = await start((request) => request.socket.once('close', () => closed++))
    const reason = new Error('enough')
    await expect(send({}, newJar(), AbortSignal.abort(reason))).rejects.toBe(reason)
    const controller = new AbortController()
    setTimeout(() => controller.abort(reason), 50)
    await expect(send({}, newJar(), controller.signal)).rejects.toBe(reason)
    await expect.poll(() => closed).toBe(1)
  })
})
