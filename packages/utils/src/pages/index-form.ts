import { labelKey } from './label-key.ts'
import { type CheckboxOnPage, type ImageOnPage, type LabelOnPage, newLabel, type PageIndex } from './page-index.ts'
import { type PageNode, squash, textOf } from './page-tree.ts'

/** A numbered item whose label is a sentence of its own, in the place of a value: `15. SHOW ANY INFORMATION ...`. */
const SENTENCE_LABEL = /^(?:\d{1,2}[a-z]?\.\s|SHOW ANY\b)/
const EDITION = /TTB F 5100\.31\s*\(([^)]+)\)/
const IMAGE_TYPE = /^Image Type:\s*(.*)$/
const DIMENSIONS = /^Actual Dimensions:\s*(.*)$/
const BREAKS_LINE = new Set(['br', 'div', 'p', 'td', 'tr', 'table', 'hr'])

/**
 * The DOM habit of form pages: `<div class="label">` and the value after it in the same cell. A value belongs to the
 * last label before it in its cell or, in a cell without one, to the label that was open around the cell.
 */
export function indexForm(root: PageNode): PageIndex {
  const labels: LabelOnPage[] = []
  const images: ImageOnPage[] = []
  let formEdition: string | null = null
  let current: LabelOnPage | null = null
  let checkbox: CheckboxOnPage | null = null
  let line = ''
  // An image is announced by its type and its dimensions, each a line of its own outside of any label.
  let imageType: string | null = null
  let dimensions: string | null = null
  let announced = false

  const endLine = (): void => {
    if (line === '' && current === null) return
    const text = squash(line)
    line = ''
    if (current) current.cell.push(text)
    else if (text !== '') looseLine(text)
  }

  const looseLine = (text: string): void => {
    const type = IMAGE_TYPE.exec(text)
    const size = DIMENSIONS.exec(text)
    if (type) {
      if (announced) endImage(null)
      announced = true
      imageType = type[1] === '' ? null : (type[1] as string)
    } else if (size) dimensions = size[1] as string
    else if (announced && imageType === null && dimensions === null) imageType = text
    else formEdition ??= EDITION.exec(text)?.[1] ?? null
  }

  const endImage = (node: PageNode | null): void => {
    const alt = node?.attributes['alt'] ?? ''
    images.push({
      type: imageType ?? /^Label Image:\s*(.+)$/.exec(squash(alt))?.[1] ?? null,
      dimensions,
      width: node?.attributes['width'] ?? null,
      height: node?.attributes['height'] ?? null,
      url: node?.attributes['src'] ?? null,
    })
    imageType = null
    dimensions = null
    announced = false
  }

  const openLabel = (text: string): void => {
    current = newLabel(labelKey(text, { dropHint: true }), text)
    checkbox = null
    labels.push(current)
  }

  const visitText = (text: string): void => {
    line += text
    if (checkbox) checkbox.text += text
  }

  const visitElement = (node: PageNode): void => {
    const { name, attributes } = node
    if (name === 'td') return visitCell(node)
    if (name === 'img') return visitImage(node)
    if (name === 'input') return visitInput(node)
    if (name === 'title' || name === 'hr') return endLine()
    if (name === 'div') {
      const kind = attributes['class']
      if (kind === 'label' || kind === 'boldlabel') {
        endLine()
        openLabel(textOf(node))
        return
      }
      if (kind === 'sectionhead' || kind === 'medhead' || kind === 'smhead' || kind === 'lghead') return
      if (kind === 'data' && current === null) return visitLooseData(node)
    }
    const breaks = BREAKS_LINE.has(name)
    if (breaks) endLine()
    if (name === 'strong' && checkbox) checkbox.blank += textOf(node)
    visitChildren(node)
    if (breaks && name !== 'br') endLine()
  }

  const visitChildren = (node: PageNode): void => {
    for (const child of node.children) {
      if (typeof child === 'string') visitText(child)
      else visitElement(child)
    }
  }

  const visitCell = (cell: PageNode): void => {
    endLine()
    const outer = current
    visitChildren(cell)
    endLine()
    if (current !== outer) {
      current = outer
      checkbox = null
    }
  }

  /** A `data` block without a label: a sentence label with its value, the edition at the foot, or printed prose. */
  const visitLooseData = (node: PageNode): void => {
    endLine()
    const lines = blockLines(node)
    const first = lines.findIndex((text) => text !== '')
    if (first < 0 || !SENTENCE_LABEL.test(lines[first] as string)) {
      looseLine(squash(lines.join(' ')))
      return
    }
    let last = first
    while (last < lines.length - 1 && !/\.$/.test(lines[last] as string)) last++
    const whole = lines[last]?.endsWith('.') ? last : first
    openLabel(lines.slice(first, whole + 1).join(' '))
    current?.cell.push(...lines.slice(whole + 1))
    current = null
  }

  const visitInput = (node: PageNode): void => {
    if (node.attributes['type']?.toLowerCase() !== 'checkbox') return
    checkbox = { checked: 'checked' in node.attributes, alt: squash(node.attributes['alt'] ?? ''), text: '', blank: '' }
    current?.checkboxes.push(checkbox)
  }

  const visitImage = (node: PageNode): void => {
    const source = node.attributes['src'] ?? ''
    if (current) current.hasImage = true
    else if (source.includes('publicViewAttachment')) {
      endLine()
      endImage(node)
    }
  }

  visitChildren(root)
  endLine()
  if (announced) endImage(null)
  return { labels, images, formEdition }
}

function blockLines(node: PageNode): string[] {
  const lines = ['']
  const visit = (element: PageNode): void => {
    for (const child of element.children) {
      if (typeof child === 'string') lines[lines.length - 1] += child
      else if (BREAKS_LINE.has(child.name)) {
        lines.push('')
        visit(child)
      } else visit(child)
    }
  }
  visit(node)
  return lines.map(squash)
}
