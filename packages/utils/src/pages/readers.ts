import type { Issue } from '../issues.ts'
import type { Field } from '../records/define-record.ts'
import type { ReaderName } from '../records/locators.ts'
import type { LabelOnPage, PageIndex } from './page-index.ts'
import { readLines, readOne } from './page-values.ts'

export interface ReaderInput {
  readonly name: string
  readonly field: Field
  /** The labels the row names, as found on the page, in the row's order; undefined where the page has none. */
  readonly labels: readonly (LabelOnPage | undefined)[]
  readonly page: PageIndex
  readonly issues: Issue[]
}

/** The named readers: the few values that no plain locator can point at. */
export const READERS: { readonly [N in ReaderName]: (input: ReaderInput) => unknown } = {
  permits: readPermits,
  applicantName: ({ name, field, labels, issues }) => readOne(name, field, applicantLines(labels)[0] ?? '', issues),
  applicantAddressLines: ({ name, field, labels, issues }) =>
    readLines(
      name,
      field,
      applicantLines(labels)
        .slice(1)
        .filter((line) => !USED_ON_LABEL.test(line)),
      issues,
    ),
  dbaUsedOnLabel: ({ name, field, labels, issues }) => readOne(name, field, usedOnLabel(labels), issues),
  formEdition: ({ page }) => page.formEdition,
  signaturePresent: ({ labels }) => labels.some((label) => label?.hasImage),
  labelImages: readLabelImages,
}

const USED_ON_LABEL = /\s*\(Used on label\)$/i
/** Type, state and number in either order, joined by hyphens: DSP-KY-89, CA-I-21878, BR-PA-SAM-15000. */
const PERMIT_NUMBER = /^[A-Z]{1,6}(?:-[A-Z0-9&]+){2,4}$/

function applicantLines(labels: ReaderInput['labels']): string[] {
  return (labels[0]?.cell ?? []).filter((line) => line !== '')
}

function usedOnLabel(labels: ReaderInput['labels']): string {
  return applicantLines(labels)
    .filter(isUsedOnLabel)
    .map((line) => line.replace(USED_ON_LABEL, ''))
    .join(', ')
}

function isUsedOnLabel(line: string): boolean {
  return USED_ON_LABEL.test(line)
}

/** Blocks of rows, each a permit number, its holder and the place. */
function readPermits({ labels }: ReaderInput): unknown[] {
  return labels.flatMap((label, index) => {
    const role = index === 0 ? 'principal' : 'other'
    return permitBlocks(label?.below ?? []).map(([first, ...rest]) => {
      const lines = PERMIT_NUMBER.test(first as string) ? [first as string, ...rest] : [null, first as string, ...rest]
      return { role, permit_number: lines[0] ?? null, name: lines[1] ?? null, address_lines: lines.slice(2) }
    })
  })
}

/** A line that is no permit number belongs to the block before it, also after a blank row within an address. */
function permitBlocks(lines: readonly string[]): string[][] {
  const blocks: string[][] = []
  for (const line of lines) {
    if (line === '') continue
    if (PERMIT_NUMBER.test(line) || blocks.length === 0) blocks.push([line])
    else blocks.at(-1)?.push(line)
  }
  return blocks
}

const DIMENSIONS = /^([\d.]+) inch(?:es)? W X ([\d.]+) inch(?:es)? H$/i
const ATTACHMENT = /[?&]filename=(.*?)(?:&filetype=[^&]*)?$/s

function readLabelImages({ name, field, page, issues }: ReaderInput): unknown[] {
  const fields = field.fields as Readonly<Record<string, Field>>
  return page.images.map((image) => {
    const size = DIMENSIONS.exec(image.dimensions ?? '')
    if (image.dimensions && !size) issues.push({ code: 'not_understood', field: name, text: image.dimensions })
    if (image.url === null) issues.push({ code: 'missing', field: name, text: image.type ?? 'image' })
    const read = (child: string, text: string | null | undefined) =>
      readOne(`${name}.${child}`, fields[child] as Field, text ?? '', issues)
    return {
      type: image.type,
      width_inches: read('width_inches', size?.[1]),
      height_inches: read('height_inches', size?.[2]),
      width_pixels: read('width_pixels', image.width),
      height_pixels: read('height_pixels', image.height),
      filename: ATTACHMENT.exec(image.url ?? '')?.[1] ?? null,
      url: image.url,
    }
  })
}
