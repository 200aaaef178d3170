import { labelKey } from './label-key.ts'
import { type LabelOnPage, newLabel, type PageIndex } from './page-index.ts'
import { type PageNode, squash, textOf } from './page-tree.ts'

const CONTACT = 'CONTACT INFORMATION'
/** Within the contact rows a label is plain text: `Phone Number: (212) 390-0806`. */
const PLAIN_LABEL = /^([A-Z][A-Za-z .-]{2,30}):\s*(.*)$/

/** The DOM habit of detail pages: `<strong>Label:</strong>` and the value in one cell, or in the rows below it. */
export function indexDetail(root: PageNode): PageIndex {
  const labels: LabelOnPage[] = []
  let current: LabelOnPage | null = null
  let inContact = false

  const visitBox = (node: PageNode): void => {
    for (const child of node.children) {
      if (typeof child === 'string') continue
      if (child.name === 'td' && !child.children.some(holdsCells)) visitCell(child)
      else visitBox(child)
    }
  }

  const visitCell = (cell: PageNode): void => {
    let found = false
    let line = ''
    const endLine = () => {
      if (found) current?.cell.push(squash(line))
      else if (inContact) contactLine(squash(line))
      else current?.below.push(squash(line))
      line = ''
    }
    const visit = (node: PageNode): void => {
      for (const child of node.children) {
        if (typeof child === 'string') line += child
        else if (child.name === 'br') endLine()
        else if (child.name === 'strong') {
          if (found || squash(line) !== '') endLine()
          const text = textOf(child)
          current = newLabel(labelKey(text), text)
          inContact = current.key === CONTACT
          labels.push(current)
          found = true
          line = ''
        } else visit(child)
      }
    }
    visit(cell)
    endLine()
  }

  const contactLine = (text: string): void => {
    const match = PLAIN_LABEL.exec(text)
    if (match) {
      const plain = newLabel(labelKey(match[1] as string), match[1] as string)
      plain.cell.push(match[2] as string)
      labels.push(plain)
    } else current?.below.push(text)
  }

  for (const box of boxesOf(root)) {
    current = null
    inContact = false
    visitBox(box)
  }
  return { labels, images: [], formEdition: null }
}

function holdsCells(node: PageNode | string): boolean {
  return typeof node !== 'string' && (node.name === 'td' || node.name === 'table' || node.children.some(holdsCells))
}

function boxesOf(node: PageNode, found: PageNode[] = []): PageNode[] {
  for (const child of node.children) {
    if (typeof child === 'string') continue
    if (child.name === 'div' && child.attributes['class'] === 'box') found.push(child)
    else boxesOf(child, found)
  }
  return found
}
