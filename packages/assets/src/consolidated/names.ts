/** Words at the end of a company's name that say what it is in law, and nothing of who it is. */
const LEGAL_FORMS = new Set(
  'LLC LC INC INCORPORATED CORP CORPORATION CO COMPANY LTD LIMITED LP LLP LLLP PLLC PC PLC GMBH AG KG SA SAS SARL SRL SPA SL SLU BV NV AB AS OY PTY AND'.split(
    ' ',
  ),
)
const MARKS = /[\u0300-\u036f]/g
const APOSTROPHES = /['’‘`´]/g
const NO_WORD = /[^\p{L}\p{N}]+/gu
const SINGLE_LETTERS = /\b(?:\p{L} )+\p{L}\b/gu

/**
 * A name for comparing: capitals without accents and punctuation, `&` as AND, no leading THE; `L. P.` and `LP` are the
 * same. Null for a name of which nothing is left.
 */
export function nameKey(name: string | null | undefined): string | null {
  if (!name) return null
  const words = name
    .normalize('NFKD')
    .replace(MARKS, '')
    .toUpperCase()
    .replace(APOSTROPHES, '')
    .replaceAll('&', ' AND ')
    .replace(NO_WORD, ' ')
    .trim()
    .replace(SINGLE_LETTERS, (letters) => letters.replaceAll(' ', ''))
    .replace(/^THE (?=.)/, '')
  return words === '' ? null : words
}

/** A company's name for comparing: as {@link nameKey}, without its legal form at the end. `TWO RIVERS & CO., LLC` is `TWO RIVERS`. */
export function companyNameKey(name: string | null | undefined): string | null {
  const key = nameKey(name)
  if (key === null) return null
  const words = key.split(' ')
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) as string)) words.pop()
  return words.join(' ')
}
