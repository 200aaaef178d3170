import { Parser } from 'htmlparser2'
import { decodePage, MAX_PAGE_BYTES } from './decode-page.ts'
import { MAX_DEPTH, squash } from './page-tree.ts'

/** Elements that show nothing of a record and change from one answer to the next, with all that is in them. */
const DROPPED = new Set(['script', 'style', 'apm_do_not_touch'])
/** Elements that flow in a line of text; white space beside all others shows nothing. */
const INLINE = new Set('a b em font i img input label small span strong sub sup u'.split(' '))
/** Elements without an end tag. */
const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta'])
/** Attributes with a path in which a server without cookies carries its session. */
const ADDRESSES = new Set(['action', 'href', 'src'])

const CHUNK_CHARACTERS = 64 * 1024

class Canon {
  readonly parts: string[] = []
  tooDeep = false
  #depth = 0
  #dropping = 0
  #text = ''
  #afterBlock = true

  onopentag(name: string, attributes: { readonly [name: string]: string }): void {
    this.tooDeep ||= ++this.#depth > MAX_DEPTH
    if (this.#dropping > 0 || DROPPED.has(name)) this.#dropping++
    // What a form sends back unseen: tokens of the session, and the like.
    else if (name === 'input' && attributes['type']?.toLowerCase() === 'hidden') this.#dropping++
    else this.#tag(name, openTag(name, attributes))
  }

  onclosetag(name: string, isImplied: boolean): void {
    this.#depth--
    if (this.#dropping > 0) this.#dropping--
    // An end that is only implied is not there: a page cut before it is another page.
    else this.#tag(name, isImplied || VOID.has(name) ? '' : `</${name}>`)
  }

  ontext(text: string): void {
    if (this.#dropping === 0) this.#text += text
  }

  onend(): void {
    this.#tag('', '')
  }

  #tag(name: string, tag: string): void {
    const inline = INLINE.has(name)
    const inner = squash(this.#text)
    if (inner !== '') {
      const before = !this.#afterBlock && /^\s/.test(this.#text) ? ' ' : ''
      const after = inline && /\s$/.test(this.#text) ? ' ' : ''
      this.parts.push(before, inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), after)
    } else if (this.#text !== '' && inline && !this.#afterBlock) this.parts.push(' ')
    this.#text = ''
    this.#afterBlock = !inline
    this.parts.push(tag)
  }
}

function openTag(name: string, attributes: { readonly [name: string]: string }): string {
  const names = Object.keys(attributes).sort()
  return `<${name}${names.map((key) => attributeText(key, attributes[key] as string)).join('')}>`
}

function attributeText(name: string, value: string): string {
  // Handlers are scripts, and a nonce is new with every answer.
  if (name.startsWith('on') || name === 'nonce') return ''
  const bare = ADDRESSES.has(name) ? value.replace(/^([^?#]*?);jsessionid=[^;?#]*/i, '$1') : value
  return ` ${name}="${bare.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`
}

/**
 * A page without what changes from one fetch to the next though the record does not: scripts (also those that the bot
 * defence puts in), comments, session ids in addresses, hidden tokens, white space and letter case that show nothing. Two
 * pages that say different things differ. For comparing, not for reading; what is no page of the registry (oversized, or
 * nested absurdly deep) is given back as it stands.
 *
 * @param page the page as bytes (its character set is worked out) or as text
 */
export function canonicalPage(
  page: Uint8Array | string,
  { contentType }: { readonly contentType?: string | null } = {},
): string {
  const html = typeof page === 'string' ? page : decodePage(page, contentType).text
  if (html.length > MAX_PAGE_BYTES) return html
  const canon = new Canon()
  const parser = new Parser(canon, { decodeEntities: true })
  for (let at = 0; at < html.length && !canon.tooDeep; at += CHUNK_CHARACTERS)
    parser.write(html.slice(at, at + CHUNK_CHARACTERS))
  if (canon.tooDeep) return html
  parser.end()
  return canon.parts.join('')
}
