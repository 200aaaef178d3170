import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Expected, type HttpAnswer, type Outcome, readAnswer } from '../../src/pages/index.ts'

const FOLDER = new URL('./', import.meta.url).pathname
const page = (name: string): Uint8Array => readFileSync(`${FOLDER}${name}.html`)
const text = (body: string): Uint8Array => new TextEncoder().encode(body)
const CSV = text("TTB ID,Brand Name\n'24045001000976',QUILCEDA CREEK\n")
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 1, 0xff, 0xd9])
const SEARCH_FORM = text('<html><title>TTB Online - COLAs Online - Public COLA Registry Search</title><h1>Search for COLAs</h1><form></form></html>')

const CERTIFICATE: Expected = { as: 'certificate', ttbId: '14301001000001' }
const ALL: readonly Expected[] = [CERTIFICATE, { as: 'cola-detail' }, { as: 'search' }, { as: 'search-form' }, { as: 'search-csv' }, { as: 'class-type' }, { as: 'origin' }, { as: 'image' }]

describe('an answer with what was asked for is found, whatever its declared type', () => {
  const found: readonly [Expected, Uint8Array][] = [
    [CERTIFICATE, page('certificate/label-divs/14301001000001')],
    [{ as: 'cola-detail' }, page('cola-detail/strong-labels/14301001000001')],
    [{ as: 'search' }, page('search/results/three-of-1000')],
    [{ as: 'search-form' }, SEARCH_FORM],
    [{ as: 'search-csv' }, CSV],
    [{ as: 'class-type' }, page('code-list/class-type/seven-codes')],
    [{ as: 'origin' }, page('code-list/origin/three-codes')],
    [{ as: 'image' }, JPEG],
  ]
  for (const [expected, body] of found) {
    it(expected.as, () => {
      for (const contentType of [undefined, null, 'text/html', 'image/jpeg']) expect(readAnswer({ status: 200, body, contentType: contentType ?? null }, expected).outcome).toBe('found')
      for (const other of ALL) if (other.as !== expected.as) expect([other.as, readAnswer({ status: 200, body }, other).outcome]).toEqual([other.as, 'unexpected'])
    })
  }
  it('and typed by it', () => {
    expect(readAnswer({ status: 200, body: CSV }, { as: 'search-csv' }).rows[0]?.brand_name).toBe('QUILCEDA CREEK')
    expect(readAnswer({ status: 200, body: JPEG }, { as: 'image' }).image?.extension).toBe('jpg')
    expect(readAnswer({ status: 200, body: page('code-list/origin/three-codes') }, { as: 'origin' }).rows).toHaveLength(3)
    expect(readAnswer({ status: 200, body: page('certificate/label-divs/14301001000001') }, CERTIFICATE).ttb_id).toBe('14301001000001')
  })
})

describe('an answer that refuses does so whatever was asked for', () => {
  const refused: readonly [what: string, answer: HttpAnswer, outcome: Outcome][] = [
    ['a page of the bot defence', { status: 200, body: page('block/bot-defence/challenge') }, 'blocked'],
    ['one with a status that says so', { status: 403, body: page('block/bot-defence/request-rejected') }, 'blocked'],
    ['one with a status of the server', { status: 503, body: page('block/bot-defence/captcha') }, 'blocked'],
    ['a notice of maintenance', { status: 200, body: page('maintenance/notice/scheduled') }, 'maintenance'],
    ['one with a status', { status: 503, body: page('maintenance/notice/scheduled') }, 'maintenance'],
    ['one in the frame of the search', { status: 200, body: page('search/message/maintenance') }, 'maintenance'],
    ['an expired session', { status: 200, body: page('search/message/session-timeout') }, 'session_expired'],
    ['an attachment that the session does not hold', { status: 200, body: page('attachment/error/without-a-session') }, 'session_expired'],
    ['a frame for scripts', { status: 200, body: page('shell/no-text/frame-for-scripts') }, 'unexpected'],
    ['500', { status: 500, body: text('<html><title>Error 500</title></html>') }, 'transient'],
    ['500 with the page of an unknown ID', { status: 500, body: page('error/message/unknown-ttb-id') }, 'transient'],
    ['502 with nothing', { status: 502, body: new Uint8Array() }, 'transient'],
    ['408', { status: 408, body: new Uint8Array() }, 'transient'],
    ['429', { status: 429, body: new Uint8Array() }, 'blocked'],
    ['403', { status: 403, body: text('Forbidden') }, 'blocked'],
    ['404', { status: 404, body: text('<html><title>Not Found</title></html>') }, 'unexpected'],
    ['404 with what looks like a record', { status: 404, body: page('certificate/label-divs/14301001000001') }, 'unexpected'],
    ['a redirect', { status: 302, body: new Uint8Array() }, 'unexpected'],
    ['204', { status: 204, body: new Uint8Array() }, 'unexpected'],
  ]
  for (const [what, answer, outcome] of refused) {
    it(`${what} is ${outcome}`, () => {
      for (const expected of ALL) {
        const got = readAnswer(answer, expected)
        expect([expected.as, got.outcome]).toEqual([expected.as, outcome])
        expect(got.issues.length).toBeGreaterThan(0)
        expect(got).toMatchObject('values' in got ? { values: {}, ttb_id: null } : 'rows' in got ? { rows: [] } : 'image' in got ? { image: null } : {})
        if (answer.status !== 200) expect(got.issues[0]).toEqual({ code: 'page_message', text: `HTTP ${answer.status}` })
      }
    })
  }
})

it('only a record can be unknown to the registry', () => {
  const body = page('error/message/unknown-ttb-id')
  for (const expected of ALL) expect([expected.as, readAnswer({ status: 200, body }, expected).outcome]).toEqual([expected.as, expected.as === 'certificate' || expected.as === 'cola-detail' ? 'not_found' : 'unexpected'])
})

it('a record of another ID is that of another', () => {
  const body = page('certificate/label-divs/14301001000001')
  expect(readAnswer({ status: 200, body }, { as: 'certificate', ttbId: '24002001000001' }).outcome).toBe('wrong_record')
})

it('an empty answer is an export without rows, and cut short for all else', () => {
  for (const expected of ALL) expect([expected.as, readAnswer({ status: 200, body: new Uint8Array() }, expected).outcome]).toEqual([expected.as, expected.as === 'search-csv' ? 'found' : 'truncated'])
})

it('any answer has an outcome, and an issue when it is not what was asked for', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ALL), fc.constantFrom(200, 200, 200, 404, 500), fc.uint8Array({ maxLength: 400 }), fc.option(fc.string()), (expected, status, body, contentType) => {
      const got = readAnswer({ status, body, contentType }, expected)
      expect(got.outcome === 'found' || got.issues.length > 0).toBe(true)
    }),
  )
})
