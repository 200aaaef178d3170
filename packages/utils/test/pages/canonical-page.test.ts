import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalPage, extractPage, MAX_PAGE_BYTES } from '../../src/pages/index.ts'

const FOLDER = new URL('./', import.meta.url).pathname
const pages = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => [file, readFileSync(FOLDER + file)] as const)
const form = readFileSync(`${FOLDER}certificate/label-divs/14301001000001.html`, 'latin1')
const detail = readFileSync(`${FOLDER}cola-detail/strong-labels/14301001000001.html`, 'latin1')

/** What the bot defence and the server put into pages, as captures show it and as servers are known to. */
const hexadecimal = fc.stringMatching(/^[0-9a-f]{8,64}$/)
const injection = fc.oneof(
  hexadecimal.map((token) => `<script type="text/javascript">\n(function(){\nwindow["loaderConfig"] = "/TSPD/?type=${token}";\n})();\n\n</script>\n\n`),
  hexadecimal.map((token) => `<script type="text/javascript" src="/TSPD/${token}?type=17"></script>\n`),
  hexadecimal.map((token) => `<APM_DO_NOT_TOUCH>\n\n<script type="text/javascript">\nwindow.So="${token}<td>&"; if (1 < 2) {}\n</script>\n</APM_DO_NOT_TOUCH>\n`),
  hexadecimal.map((token) => `<!-- made by ${token} -->`),
  hexadecimal.map((token) => `<input type="hidden" name="org.apache.struts.taglib.html.TOKEN" value="${token}">`),
  fc.constant('<script>var a = "</td>"</script>'),
)
/** Places between two elements that are not in a line of text. */
const places = ['<head>', '<body', '</head>', '<table', '</table>', '<tr', '</body>'] as const

function inject(page: string, text: string, place: (typeof places)[number], at: number): string {
  const found = [...page.matchAll(new RegExp(place, 'gi'))]
  const index = found[at % found.length]?.index as number
  const where = place === '<head>' ? index + place.length : index
  return page.slice(0, where) + text + page.slice(where)
}

describe('two fetches of one page are one page', () => {
  it('with whatever the bot defence and the server put in', () => {
    fc.assert(
      fc.property(fc.constantFrom(form, detail), fc.array(fc.tuple(injection, fc.constantFrom(...places), fc.nat()), { minLength: 1, maxLength: 5 }), (page, injections) => {
        const changed = injections.reduce((html, [text, place, at]) => inject(html, text, place, at), page)
        expect(canonicalPage(changed)).toBe(canonicalPage(page))
      }),
    )
  })
  it('with a session in its addresses', () => {
    fc.assert(
      fc.property(hexadecimal, (session) => {
        const changed = form.replaceAll(/\b(src|href|action)="([^"?]*)/g, (_, name, path) => `${name}="${path};jsessionid=${session.toUpperCase()}.node1`)
        expect(changed).not.toBe(form)
        expect(canonicalPage(changed)).toBe(canonicalPage(form))
      }),
    )
  })
  it('with other white space, letter case and quotes of its markup, other handlers, and other bytes for the same characters', () => {
    expect(canonicalPage(form.replaceAll('\n', '\r\n\t '))).toBe(canonicalPage(form))
    expect(canonicalPage(form.replaceAll('<td', '<TD').replaceAll('</td>', '</TD>'))).toBe(canonicalPage(form))
    expect(canonicalPage(`${'\n'.repeat(20)}${detail.replace('<body', '<body onload="go(1)"')}`)).toBe(canonicalPage(detail))
    expect(canonicalPage(detail.replaceAll('RED BARN', 'R&Eacute;D&#x20;BARN'))).toBe(canonicalPage(Buffer.from(detail.replaceAll('RED BARN', 'R\u00c9D BARN'), 'latin1')))
  })
})

describe('another page is another', () => {
  it('whatever value of it differs', () => {
    const words = [...new Set([...form.matchAll(/<div class="data">\s*([A-Z0-9][^<\n]{2,})/g)].map((match) => match[1] as string))]
    expect(words.length).toBeGreaterThan(10)
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.stringMatching(/^[A-Z0-9 ]*[A-Z0-9]$/), (word, other) => {
        fc.pre(word.trim() !== other.trim().replace(/ +/g, ' '))
        expect(canonicalPage(form.replace(`${word}`, other))).not.toBe(canonicalPage(form))
      }),
    )
  })
  it('whenever extraction reads something else from it', () => {
    const texts = fc.constantFrom('X', ' ', '<br>', '<td>', '</td>', '<b>', '&amp;', '&lt;td&gt;', '<input type=checkbox checked>', '<script>1</script>', '</div>', '\u00e9', '"')
    fc.assert(
      fc.property(fc.constantFrom(form, detail), fc.nat(), texts, (page, at, text) => {
        const where = at % page.length
        const changed = page.slice(0, where) + text + page.slice(where)
        const [before, after] = [extractPage(page), extractPage(changed)]
        if (JSON.stringify(before.values) !== JSON.stringify(after.values)) expect(canonicalPage(changed)).not.toBe(canonicalPage(page))
      }),
      { numRuns: 500 },
    )
  })
  it('also by a box that is ticked, a name of a file that looks like a session, and space within a file name', () => {
    expect(canonicalPage(form.replace(/ checked(?:="checked")?/i, ''))).not.toBe(canonicalPage(form))
    const image = (name: string) => canonicalPage(`<html><img src="publicViewAttachment.do?filename=${name}&filetype=l"></html>`)
    expect(image('a;jsessionid=1.jpg')).not.toBe(image('a.jpg'))
    expect(image('a  b.jpg')).not.toBe(image('a b.jpg'))
  })
  it('and a text that looks like markup is not markup', () => {
    expect(canonicalPage('<html><p>&lt;b&gt;A&lt;/b&gt;</p></html>')).not.toBe(canonicalPage('<html><p><b>A</b></p></html>'))
    expect(canonicalPage('<html><p title="a&quot; b=&quot;c">A</p></html>')).not.toBe(canonicalPage('<html><p title="a" b="c">A</p></html>'))
  })
  it('no two fixtures are the same, but those that only differ in what is put in', () => {
    const seen = new Map<string, string[]>()
    for (const [file, bytes] of pages) seen.set(canonicalPage(bytes), [...(seen.get(canonicalPage(bytes)) ?? []), file])
    for (const files of seen.values()) expect(new Set(files.map((file) => JSON.stringify(extractPage(readFileSync(FOLDER + file)).values))).size).toBe(1)
    expect([...seen.values()].filter((files) => files.length > 1).map((files) => files.sort()).sort()).toEqual([
      ['certificate/label-divs/14301001000001.html', 'odd/form-with-injected-scripts.html'],
      ['cola-detail/strong-labels/14301001000001.html', 'odd/detail-with-injected-scripts.html'],
    ])
  })
})

describe('anything has a canonical text', () => {
  it('and it is its own', () => {
    for (const [file, bytes] of pages) expect([file, canonicalPage(canonicalPage(bytes))]).toEqual([file, canonicalPage(bytes)])
  })
  it('also any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => typeof canonicalPage(bytes) === 'string'))
    fc.assert(fc.property(fc.string(), (html) => typeof canonicalPage(html) === 'string'))
  })
  it('what is no page stays as it is, and soon', () => {
    const deep = '<b>'.repeat(100_000)
    expect(canonicalPage(deep)).toBe(deep)
    const large = 'x'.repeat(MAX_PAGE_BYTES + 1)
    expect(canonicalPage(large)).toBe(large)
    for (const hostile of ['<a '.padEnd(200_000, 'x=1 '), '&'.repeat(200_000), ' \n\u00a0'.repeat(70_000), '<!-'.repeat(70_000)]) expect(typeof canonicalPage(hostile)).toBe('string')
  }, 10_000)
})
