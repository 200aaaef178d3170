import { formatContainerSize, parseNetContents } from '@ttb/transformations/net-contents'

const column = [
  '750 ml',
  '1,000 mL',
  '16.9 fl. oz.',
  '1 pint 9.4 fl oz',
  '6 x 12 oz',
  'N/A',
  'a big bottle',
  '750 ML 1.5 L',
]

for (const text of column) {
  const { value, issues } = parseNetContents(text)
  const sizes = value?.map((size) => `${formatContainerSize(size)} (${size.millilitres} ml)`).join(', ') ?? 'no value'
  const doubts = issues.map(({ code }) => code).join(', ')
  console.log(`${text.padEnd(18)}${sizes}${doubts && `   ${doubts}`}`)
}
