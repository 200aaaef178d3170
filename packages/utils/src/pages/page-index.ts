/** A checkbox with what stands beside it. */
export class CheckboxOnPage {
  readonly checked: boolean
  readonly alt: string
  /** Text after the box, up to the next box. */
  text = ''
  /** What was filled into the blank within that text. */
  blank = ''

  constructor(checked: boolean, alt: string) {
    this.checked = checked
    this.alt = alt
  }
}

/** A label as it stands on a page, with what stands after it. Lines are squashed; an empty one is a blank row or line. */
export class LabelOnPage {
  readonly key: string
  readonly text: string
  /** Lines in the label's own cell. */
  readonly cell: string[] = newList()
  /** Lines in the rows below, until the next label. */
  readonly below: string[] = newList()
  readonly checkboxes: CheckboxOnPage[] = newList()
  hasImage = false

  constructor(key: string, text: string) {
    this.key = key
    this.text = text
  }
}

export interface ImageOnPage {
  readonly type: string | null
  /** As printed: `5.5 inches W X 4 inches H`. */
  readonly dimensions: string | null
  readonly width: string | null
  readonly height: string | null
  readonly url: string | null
}

/** Everything a page shows that a field could claim: made in one pass over the tree, read by the locators. */
export interface PageIndex {
  readonly labels: LabelOnPage[]
  readonly images: ImageOnPage[]
  readonly formEdition: string | null
}

/**
 * A new list, made as a copy. V8 watches every `[]` and `{}` of the source: where it once meets many of those alive (which is
 * luck: a collection in the middle of the first pages), it puts all later ones where only the rarest collections look, and with
 * them whatever they hold. Of what each page has dozens of and nobody keeps, this made extraction half as fast, one start in four.
 */
export function newList<T>(): T[] {
  return NOTHING.slice()
}

const NOTHING: never[] = []
