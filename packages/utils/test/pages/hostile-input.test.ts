import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePage, extractPage, MAX_PAGE_BYTES } from '../../src/pages/index.ts'
import { COLA, PAGE_KINDS, type PageKind, pageTable } from '../../src/records/index.ts'

const FOLDER = new URL('./', import.meta.url).pathname
const form = readFileSync(`${FOLDER}certificate/label-divs/14301001000001.html`)
const detail = readFileSync(`${FOLDER}cola-detail/strong-labels/14301001000001.html`)

describe('extraction never throws, and takes nothing for data that is none', () => {
  it('for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => extractPage(bytes).outcome !== 'found'))
  })
  it('for any text between the tags of a page', () => {
    const snippets = fc.array(fc.oneof(fc.string(), fc.constantFrom('<td>', '</td>', '<div class="label">', '<strong>', '<br>', '<input type=checkbox checked>', '&#x', '&nbsp', '<!--', '</html>')))
    fc.assert(
      fc.property(snippets, (parts) => {
        const html = form.toString('latin1').replace('6. BRAND NAME', () => `${parts.join('')}6. BRAND NAME`)
        expect(typeof extractPage(html).outcome).toBe('string')
      }),
    )
  })
  it('for a page cut anywhere', () => {
    for (const page of [form, detail]) {
      for (let end = 0; end < page.length - 2; end += 97) expect(extractPage(page.subarray(0, end)).outcome).toBe('truncated')
    }
  })
  it('for a page with any one byte changed', () => {
    fc.assert(
      fc.property(fc.nat(form.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = Uint8Array.from(form)
        changed[at] = byte
        expect(typeof extractPage(changed).outcome).toBe('string')
      }),
    )
  })
})

describe('hostile pages end soon', () => {
  const size = 200_000
  const hostile = {
    'elements that nest without end': '<html>'.padEnd(size, '<b>'),
    'end tags without a start': `<html>${'<b>'.repeat(200)}`.padEnd(size, '</i>'),
    'one element with very many attributes': '<a '.padEnd(size, 'x=1 '),
    'ampersands': ''.padEnd(size, '&'),
    'open comments': ''.padEnd(size, '<!-'),
    'white space': `<html><title>OMB No. 1513-0020</title>${' \n\u00a0'.repeat(size / 3)}x</html>`,
    'a label of very many words': `<html><title>OMB No. 1513-0020</title><td><div class="label">${'a ('.repeat(size / 3)}</div></td></html>`,
    'item numbers': `<html><title>OMB No. 1513-0020</title><div class="data">${'1. '.repeat(size / 3)}</div></html>`,
  }
  for (const [name, html] of Object.entries(hostile)) it(name, () => expect(extractPage(html).outcome).not.toBe('found'), 10_000)

  it('more bytes than any page has', () => {
    expect(extractPage(new Uint8Array(MAX_PAGE_BYTES + 1))).toMatchObject({ outcome: 'unexpected', values: {}, issues: [{ code: 'oversized' }] })
  })
})

describe('marks of a block page', () => {
  it('are none within a record, wherever a value holds them', () => {
    const marks = fc.constantFrom('HUMAN VISITOR', 'YOUR SUPPORT ID IS', 'bobcmn', 'UiwV', 'PLEASE ENABLE JAVASCRIPT', 'UNDER MAINTENANCE', 'A 20 MINUTE TIMEOUT HAS OCCURRED')
    fc.assert(
      fc.property(marks, fc.constantFrom(form, detail), fc.nat(20), (mark, page, at) => {
        const values = [...page.toString('latin1').matchAll(/[A-Z][A-Z ]{3,}(?=\s*<)/g)]
        const value = values[at % values.length] as RegExpMatchArray
        const html = page.toString('latin1')
        const changed = `${html.slice(0, value.index)}${mark}${html.slice((value.index as number) + value[0].length)}`
        expect(['found', 'unexpected']).toContain(extractPage(changed).outcome)
      }),
    )
  })
  it('are none in a page of much text that is not known', () => {
    for (const mark of ['Your support ID is 1', '<script>window["bobcmn"]=1</script>', 'under maintenance'])
      expect(extractPage(`<html><title>News</title>${mark} ${'word '.repeat(300)}</html>`).outcome).toBe('unexpected')
  })
  it('count also in answer to another kind of page', () => {
    const rejected = readFileSync(`${FOLDER}block/bot-defence/request-rejected.html`)
    for (const kind of Object.keys(PAGE_KINDS) as PageKind[]) expect(extractPage(rejected, { kind }).outcome).toBe('blocked')
  })
})

describe('what was asked for counts', () => {
  it('another TTB ID is another record', () => {
    expect(extractPage(form, { ttbId: '24002001000001' })).toMatchObject({
      outcome: 'wrong_record', ttb_id: '14301001000001', values: {}, issues: [{ code: 'wrong_record', text: '14301001000001 where 24002001000001 was asked for' }],
    })
    expect(extractPage(form, { ttbId: '14301001000001' }).outcome).toBe('found')
  })
  it('another kind of page is unexpected', () => {
    expect(extractPage(form, { kind: 'cola-detail' })).toMatchObject({ outcome: 'unexpected', kind: 'certificate', values: {} })
  })
  it('an unknown ID is not found; a search cannot be unknown', () => {
    const unknown = readFileSync(`${FOLDER}error/message/unknown-ttb-id.html`)
    expect(extractPage(unknown, { kind: 'certificate' }).outcome).toBe('not_found')
    expect(extractPage(unknown, { kind: 'search' }).outcome).toBe('unexpected')
  })
  it('an expired session is one, whatever was asked for', () => {
    const expired = readFileSync(`${FOLDER}search/message/session-timeout.html`)
    for (const kind of Object.keys(PAGE_KINDS) as PageKind[]) expect(extractPage(expired, { kind }).outcome).toBe('session_expired')
  })
})

describe('character sets are decided from the bytes', () => {
  const TEXT = 'Gewürztraminer “€”'
  const windows1252 = Uint8Array.from([...'Gew'].map((c) => c.charCodeAt(0)).concat(0xfc, ...[...'rztraminer '].map((c) => c.charCodeAt(0)), 0x93, 0x80, 0x94))
  it('UTF-8 when they are', () => expect(decodePage(new TextEncoder().encode(TEXT), 'text/html;charset=ISO-8859-1')).toEqual({ text: TEXT, encoding: 'utf-8', issues: [] }))
  it('windows-1252 when they are not', () => expect(decodePage(windows1252)).toEqual({ text: TEXT, encoding: 'windows-1252', issues: [] }))
  it('with an issue when the header says UTF-8', () => expect(decodePage(windows1252, 'text/html; charset=utf-8').issues).toEqual([{ code: 'encoding', text: 'text/html; charset=utf-8' }]))
  it('UTF-8 also when cut within a character', () => expect(decodePage(new TextEncoder().encode(TEXT).subarray(0, -1)).text).toBe(TEXT.slice(0, -1)))
})

it('a page record has exactly the fields that its table shows', () => {
  const pages = { certificate: form, 'cola-detail': detail } as const
  for (const [kind, bytes] of Object.entries(pages)) {
    const table = pageTable(COLA, kind as PageKind)
    const shown = Object.keys(table.fields).filter((name) => !table.fields[name]?.derivedFrom)
    expect(Object.keys(extractPage(bytes).values)).toEqual(shown)
  }
  expect(Object.keys(PAGE_KINDS)).toEqual(['cola-detail', 'certificate', 'search'])
})
