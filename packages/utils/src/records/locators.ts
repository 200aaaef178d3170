/**
 * Where a page shows a value, said as a person would point at it: by the text of a label. Plain data; the readers in
 * `pages/` follow it. Labels are compared without case, punctuation, item number and (on the form) bracketed hints.
 */
export type Locator =
  | {
      readonly by: 'label'
      /** The value stands after any one of these labels. */
      readonly labels: readonly string[]
      /** Where the value stands: in the label's own cell, or in the rows below it until the next label. */
      readonly place: 'cell' | 'below'
      /** Words that precede the value and are not part of it. */
      readonly after?: string
    }
  | {
      readonly by: 'choice'
      readonly labels: readonly string[]
      /** Value of the field to the text beside its checkbox. */
      readonly options: Readonly<Record<string, string>>
    }
  | {
      readonly by: 'blank'
      readonly labels: readonly string[]
      /** The text beside the checkbox whose blank was filled in. */
      readonly option: string
    }
  | { readonly by: 'column'; readonly labels: readonly string[] }
  | {
      readonly by: 'reader'
      /** One of the named readers of `pages/readers.ts`. */
      readonly reader: ReaderName
      readonly labels: readonly string[]
    }

export type ReaderName =
  | 'permits'
  | 'applicantName'
  | 'applicantAddressLines'
  | 'dbaUsedOnLabel'
  | 'formEdition'
  | 'signaturePresent'
  | 'labelImages'

/** The value after a label, in the label's own cell. A label that ends in `…` matches every label that starts so. */
export function label(...labels: readonly string[]): Locator {
  return { by: 'label', labels, place: 'cell' }
}

/** The value in the rows below a label, until the next label. */
export function below(...labels: readonly string[]): Locator {
  return { by: 'label', labels, place: 'below' }
}

/** The value after a label, without the words that introduce it and the full stop that ends it. */
export function sentence(labelText: string, after: string): Locator {
  return { by: 'label', labels: [labelText], place: 'cell', after }
}

/** The ticked checkboxes under a label, by the text beside each. */
export function choice(labelText: string, options: Readonly<Record<string, string>>): Locator {
  return { by: 'choice', labels: [labelText], options }
}

/** What was filled into the blank beside a checkbox. */
export function blank(labelText: string, option: string): Locator {
  return { by: 'blank', labels: [labelText], option }
}

/** A column of a result table, by its heading. */
export function column(...labels: readonly string[]): Locator {
  return { by: 'column', labels }
}

/** The escape hatch: a named reader that looks at the given labels. */
export function reader(name: ReaderName, ...labels: readonly string[]): Locator {
  return { by: 'reader', reader: name, labels }
}
