import { labelKey } from './label-key.ts'
import { CheckboxOnPage, type ImageOnPage, LabelOnPage, type PageIndex } from './page-index.ts'
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
  return new FormWalk().walk(root)
}

/** One walk over a form. A class, as functions made for every page would lose their compiled code with it. */
class FormWalk {
  readonly #labels: LabelOnPage[] = []
  readonly #images: ImageOnPage[] = []
  #formEdition: string | null = null
  #current: LabelOnPage | null = null
  #checkbox: CheckboxOnPage | null = null
  #line = ''
  // An image is announced by its type and its dimensions, each a line of its own outside of any label.
  #imageType: string | null = null
  #dimensions: string | null = null
  #announced = false

  walk(root: PageNode): PageIndex {
    this.#visitChildren(root)
    this.#endLine()
    if (this.#announced) this.#endImage(null)
    return { labels: this.#labels, images: this.#images, formEdition: this.#formEdition }
  }

  #endLine(): void {
    if (this.#line === '' && this.#current === null) return
    const text = squash(this.#line)
    this.#line = ''
    if (this.#current) this.#current.cell.push(text)
    else if (text !== '') this.#looseLine(text)
  }

  #looseLine(text: string): void {
    const type = IMAGE_TYPE.exec(text)
    const size = DIMENSIONS.exec(text)
    if (type) {
      if (this.#announced) this.#endImage(null)
      this.#announced = true
      this.#imageType = type[1] === '' ? null : (type[1] as string)
    } else if (size) this.#dimensions = size[1] as string
    else if (this.#announced && this.#imageType === null && this.#dimensions === null) this.#imageType = text
    else this.#formEdition ??= EDITION.exec(text)?.[1] ?? null
  }

  #endImage(node: PageNode | null): void {
    const alt = node?.attributes['alt'] ?? ''
    this.#images.push({
      type: this.#imageType ?? /^Label Image:\s*(.+)$/.exec(squash(alt))?.[1] ?? null,
      dimensions: this.#dimensions,
      width: node?.attributes['width'] ?? null,
      height: node?.attributes['height'] ?? null,
      url: node?.attributes['src'] ?? null,
    })
    this.#imageType = null
    this.#dimensions = null
    this.#announced = false
  }

  #openLabel(text: string): void {
    this.#current = new LabelOnPage(labelKey(text, { dropHint: true }), text)
    this.#checkbox = null
    this.#labels.push(this.#current)
  }

  #visitText(text: string): void {
    this.#line += text
    if (this.#checkbox) this.#checkbox.text += text
  }

  #visitElement(node: PageNode): void {
    const { name, attributes } = node
    if (name === 'td') return this.#visitCell(node)
    if (name === 'img') return this.#visitImage(node)
    if (name === 'input') return this.#visitInput(node)
    if (name === 'title' || name === 'hr') return this.#endLine()
    if (name === 'div') {
      const kind = attributes['class']
      if (kind === 'label' || kind === 'boldlabel') {
        this.#endLine()
        this.#openLabel(textOf(node))
        return
      }
      if (kind === 'sectionhead' || kind === 'medhead' || kind === 'smhead' || kind === 'lghead') return
      if (kind === 'data' && this.#current === null) return this.#visitLooseData(node)
    }
    const breaks = BREAKS_LINE.has(name)
    if (breaks) this.#endLine()
    if (name === 'strong' && this.#checkbox) this.#checkbox.blank += textOf(node)
    this.#visitChildren(node)
    if (breaks && name !== 'br') this.#endLine()
  }

  #visitChildren(node: PageNode): void {
    for (let child = node.first; child; child = child.next) {
      if (child.text !== null) this.#visitText(child.text)
      else this.#visitElement(child)
    }
  }

  #visitCell(cell: PageNode): void {
    this.#endLine()
    const outer = this.#current
    this.#visitChildren(cell)
    this.#endLine()
    if (this.#current !== outer) {
      this.#current = outer
      this.#checkbox = null
    }
  }

  /** A `data` block without a label: a sentence label with its value, the edition at the foot, or printed prose. */
  #visitLooseData(node: PageNode): void {
    this.#endLine()
    const lines = blockLines(node)
    const first = lines.findIndex((text) => text !== '')
    if (first < 0 || !SENTENCE_LABEL.test(lines[first] as string)) {
      this.#looseLine(squash(lines.join(' ')))
      return
    }
    let last = first
    while (last < lines.length - 1 && !/\.$/.test(lines[last] as string)) last++
    const whole = lines[last]?.endsWith('.') ? last : first
    this.#openLabel(lines.slice(first, whole + 1).join(' '))
    this.#current?.cell.push(...lines.slice(whole + 1))
    this.#current = null
  }

  #visitInput(node: PageNode): void {
    if (node.attributes['type']?.toLowerCase() !== 'checkbox') return
    this.#checkbox = new CheckboxOnPage('checked' in node.attributes, squash(node.attributes['alt'] ?? ''))
    this.#current?.checkboxes.push(this.#checkbox)
  }

  #visitImage(node: PageNode): void {
    const source = node.attributes['src'] ?? ''
    if (this.#current) this.#current.hasImage = true
    else if (source.includes('publicViewAttachment')) {
      this.#endLine()
      this.#endImage(node)
    }
  }
}

function blockLines(node: PageNode): string[] {
  const lines = ['']
  addLines(node, lines)
  return lines.map(squash)
}

function addLines(node: PageNode, lines: string[]): void {
  for (let child = node.first; child; child = child.next) {
    if (child.text !== null) lines[lines.length - 1] += child.text
    else {
      if (BREAKS_LINE.has(child.name)) lines.push('')
      addLines(child, lines)
    }
  }
}
