import { labelKey } from './label-key.ts'
import { LabelOnPage, type PageIndex } from './page-index.ts'
import { type PageNode, squash, textOf } from './page-tree.ts'

const CONTACT = 'CONTACT INFORMATION'
/** Within the contact rows a label is plain text: `Phone Number: (212) 390-0806`. */
const PLAIN_LABEL = /^([A-Z][A-Za-z .-]{2,30}):\s*(.*)$/

/** The DOM habit of detail pages: `<strong>Label:</strong>` and the value in one cell, or in the rows below it. */
export function indexDetail(root: PageNode): PageIndex {
  return new DetailWalk().walk(root)
}

/** One walk over a detail page. A class, as functions made for every page would lose their compiled code with it. */
class DetailWalk {
  readonly #labels: LabelOnPage[] = []
  #current: LabelOnPage | null = null
  #inContact = false
  /** Whether the cell had a label. */
  #found = false
  #line = ''

  walk(root: PageNode): PageIndex {
    for (const box of boxesOf(root)) {
      this.#current = null
      this.#inContact = false
      this.#visitBox(box)
    }
    return { labels: this.#labels, images: [], formEdition: null }
  }

  #visitBox(node: PageNode): void {
    for (let child = node.first; child; child = child.next) {
      if (child.text !== null) continue
      if (child.name === 'td' && !holdsCells(child)) this.#visitCell(child)
      else this.#visitBox(child)
    }
  }

  #visitCell(cell: PageNode): void {
    this.#found = false
    this.#line = ''
    this.#visitWithin(cell)
    this.#endLine()
  }

  #visitWithin(node: PageNode): void {
    for (let child = node.first; child; child = child.next) {
      if (child.text !== null) this.#line += child.text
      else if (child.name === 'br') this.#endLine()
      else if (child.name === 'strong') this.#openLabel(textOf(child))
      else this.#visitWithin(child)
    }
  }

  #openLabel(text: string): void {
    if (this.#found || squash(this.#line) !== '') this.#endLine()
    this.#current = new LabelOnPage(labelKey(text), text)
    this.#inContact = this.#current.key === CONTACT
    this.#labels.push(this.#current)
    this.#found = true
    this.#line = ''
  }

  #endLine(): void {
    const text = squash(this.#line)
    this.#line = ''
    if (this.#found) this.#current?.cell.push(text)
    else if (this.#inContact) this.#contactLine(text)
    else this.#current?.below.push(text)
  }

  #contactLine(text: string): void {
    const match = PLAIN_LABEL.exec(text)
    if (match) {
      const plain = new LabelOnPage(labelKey(match[1] as string), match[1] as string)
      plain.cell.push(match[2] as string)
      this.#labels.push(plain)
    } else this.#current?.below.push(text)
  }
}

function holdsCells(node: PageNode): boolean {
  for (let child = node.first; child; child = child.next)
    if (child.text === null && (child.name === 'td' || child.name === 'table' || holdsCells(child))) return true
  return false
}

function boxesOf(node: PageNode, found: PageNode[] = []): PageNode[] {
  for (let child = node.first; child; child = child.next) {
    if (child.text !== null) continue
    if (child.name === 'div' && child.attributes['class'] === 'box') found.push(child)
    else boxesOf(child, found)
  }
  return found
}
