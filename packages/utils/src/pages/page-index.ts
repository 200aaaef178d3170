/** A checkbox with what stands beside it. */
export interface CheckboxOnPage {
  readonly checked: boolean
  readonly alt: string
  /** Text after the box, up to the next box. */
  text: string
  /** What was filled into the blank within that text. */
  blank: string
}

/** A label as it stands on a page, with what stands after it. Lines are squashed; an empty one is a blank row or line. */
export interface LabelOnPage {
  readonly key: string
  readonly text: string
  /** Lines in the label's own cell. */
  readonly cell: string[]
  /** Lines in the rows below, until the next label. */
  readonly below: string[]
  readonly checkboxes: CheckboxOnPage[]
  hasImage: boolean
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

export function newLabel(key: string, text: string): LabelOnPage {
  return { key, text, cell: [], below: [], checkboxes: [], hasImage: false }
}
