import { Parser } from 'htmlparser2'

/** A run of text on a page: neighbouring runs are joined. */
export class PageText {
  text: string
  next: PageChild | null = null

  constructor(text: string) {
    this.text = text
  }
}

/**
 * An element of a page. Its children are a chain and not an array: V8 watches where arrays are made, and when it has once seen
 * those of a page outlive a collection it puts all later ones where they outlive every one, and what they hold with them.
 */
export class PageNode {
  readonly name: string
  readonly parent: PageNode | null
  readonly text = null
  attributes: { [name: string]: string } = NO_ATTRIBUTES
  first: PageChild | null = null
  last: PageChild | null = null
  next: PageChild | null = null

  constructor(name: string, parent: PageNode | null) {
    this.name = name
    this.parent = parent
  }

  append(child: PageChild): void {
    if (this.last) this.last.next = child
    else this.first = child
    this.last = child
  }
}

export type PageChild = PageNode | PageText

/** Registry pages nest about 30 deep. Beyond this a page is hostile, and the parser's stack would make it slow. */
export const MAX_DEPTH = 256
const CHUNK_CHARACTERS = 64 * 1024
const NO_ATTRIBUTES: { [name: string]: string } = Object.freeze(Object.create(null))

class TooDeep extends Error {}

/** Keeps the attributes that a reader asks for; building the others would cost a fifth of the time. */
const KEPT_ATTRIBUTES = new Set(['class', 'checked', 'alt', 'src', 'href', 'width', 'height', 'type'])

class TreeBuilder {
  readonly root = new PageNode('', null)
  #open: PageNode = this.root
  #depth = 0
  #raw = false

  onopentagname(name: string): void {
    if (++this.#depth > MAX_DEPTH) throw new TooDeep()
    const node = new PageNode(name, this.#open)
    this.#open.append(node)
    this.#open = node
    this.#raw = name === 'script' || name === 'style'
  }

  onattribute(name: string, value: string): void {
    if (!KEPT_ATTRIBUTES.has(name)) return
    const node = this.#open
    if (node.attributes === NO_ATTRIBUTES) node.attributes = Object.create(null)
    node.attributes[name] ??= value
  }

  onclosetag(): void {
    this.#depth--
    this.#open = this.#open.parent ?? this.root
    this.#raw = false
  }

  ontext(text: string): void {
    if (this.#raw) return
    const { last } = this.#open
    if (last && last.text !== null) last.text += text
    // Half of a page is the white space of its source; one blank says as much.
    else this.#open.append(new PageText(isBlank(text) ? ' ' : text))
  }
}

/** The tree of a page, built in one pass. Broken markup gives a tree as browsers read it; null when it nests absurdly deep. */
export function parsePageTree(html: string): PageNode | null {
  const builder = new TreeBuilder()
  const parser = new Parser(builder, { decodeEntities: true })
  try {
    for (let at = 0; at < html.length; at += CHUNK_CHARACTERS) parser.write(html.slice(at, at + CHUNK_CHARACTERS))
    parser.end()
  } catch (error) {
    if (error instanceof TooDeep) return null
    throw error
  }
  return builder.root
}

/** The first element with this name, in document order. */
export function findElement(node: PageNode, name: string): PageNode | null {
  for (let child = node.first; child; child = child.next) {
    if (child.text !== null) continue
    if (child.name === name) return child
    const found = findElement(child, name)
    if (found) return found
  }
  return null
}

/** All elements with this name, in document order. */
export function findElements(node: PageNode, name: string, found: PageNode[] = []): PageNode[] {
  for (let child = node.first; child; child = child.next) {
    if (child.text !== null) continue
    if (child.name === name) found.push(child)
    findElements(child, name, found)
  }
  return found
}

/** The children of an element with this name. */
export function childrenNamed(node: PageNode, name: string): PageNode[] {
  const found: PageNode[] = []
  for (let child = node.first; child; child = child.next)
    if (child.text === null && child.name === name) found.push(child)
  return found
}

/** The rows below the heading row of the first table with just these headings, in any case; null when there is none. */
export function findTable(root: PageNode, headings: readonly string[]): PageNode[] | null {
  const wanted = headings.join('\n').toUpperCase()
  for (const row of findElements(root, 'tr')) {
    const found = childrenNamed(row, 'th').map(textOf).join('\n').toUpperCase()
    if (found !== wanted || !row.parent) continue
    const table = row.parent.name === 'thead' && row.parent.parent ? row.parent.parent : row.parent
    return [table, ...childrenNamed(table, 'tbody')]
      .flatMap((part) => childrenNamed(part, 'tr'))
      .filter((other) => other !== row)
  }
  return null
}

/** All text below an element, as it stands. */
export function rawText(node: PageNode): string {
  let text = ''
  for (let child = node.first; child; child = child.next) text += child.text ?? rawText(child as PageNode)
  return text
}

/** All text below an element, white space squashed. */
export function textOf(node: PageNode): string {
  return squash(rawText(node))
}

/** The text of a page without its title, words of neighbouring elements apart. */
export function shownText(root: PageNode): string {
  const texts: string[] = []
  const visit = (node: PageNode): void => {
    for (let child = node.first; child; child = child.next) {
      if (child.text !== null) texts.push(child.text)
      else if (child.name !== 'title') visit(child)
    }
  }
  visit(root)
  return squash(texts.join(' '))
}

function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== 32 && (code < 9 || code > 13)) return false
  }
  return true
}

// Only what differs from a single blank is replaced: most blanks already are one, and this runs for every line of a page.
const UNSQUASHED = /(?:[^\S ]| (?=\s))\s*/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const NON_ASCII = /[^\x00-\x7f]/

/** White space (also non-breaking) squashed to single spaces, ends trimmed, Unicode NFC. */
export function squash(text: string): string {
  if (text === '' || text === ' ') return ''
  const squashed = text.trim().replace(UNSQUASHED, ' ')
  return NON_ASCII.test(squashed) ? squashed.normalize('NFC') : squashed
}
