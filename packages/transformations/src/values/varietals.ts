import type { Issue, Reading } from '@ttb/utils'
import { dropAtEnd, issue, readText, refused, type SourceText, squash, understood } from './reading.ts'
import { VARIETAL_LINES } from './varietal-table.ts'

export interface Varietal {
  /** The name of the grape variety, one for all its synonyms; null for a name that is not in the table. */
  readonly name: string | null
  /** The name as typed. */
  readonly text: string
  /** Its share of the wine in percent, where the text gives one. */
  readonly percent: number | null
}

let names: ReadonlyMap<string, string> | null = null

function varietalNames(): ReadonlyMap<string, string> {
  names ??= new Map(
    VARIETAL_LINES.split('\n').flatMap((line) => {
      const [name = '', synonyms = ''] = line.split('|')
      return [name, ...synonyms.split(',')]
        .filter((spelling) => spelling !== '')
        .map((spelling) => [varietalKey(spelling), name] as const)
    }),
  )
  return names
}

/** Accents, case, hyphens and full stops make no variety. */
function varietalKey(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/\./g, '')
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
}

/** The name of a grape variety for its name or a synonym, whole: `Garnacha` is Grenache. Issues: `not_understood`, `not_applicable`. */
export function cleanVarietal(text: SourceText): Reading<string> {
  return readText(text, (typed) => {
    const name = varietalNames().get(varietalKey(typed))
    return name === undefined ? refused('not_understood', typed) : understood(name)
  })
}

/** Every name of a grape variety in the table, without synonyms. */
export function listVarietals(): readonly string[] {
  return [...new Set(varietalNames().values())]
}

/** Varieties may stand for each other in more than this in total: labels round. Percent. */
const MOST_PERCENT = 101
const SHARE = /(\d{1,3}(?:[.,]\d{1,3})?) ?%/g
const FIRST_SHARE = /(\d{1,3}(?:[.,]\d{1,3})?) ?%/
/** Not the comma of `12,5%`. */
const SEPARATORS = /[;/&+|]|(?<!\d),|,(?!\d)| (?:and|with|y|e|et|und) /i

/**
 * The grape varieties of a list, each under one name with the source text beside it, and its share where there is one:
 * parted by commas, slashes, hyphens, "and", or by the shares themselves (`70% Syrah 30% Grenache`, `Syrah 70% Grenache 30%`).
 * Issues: `not_understood` with each name that is not in the table (it stays in the list, `name` null), `invalid` when the
 * shares come to more than all, `not_applicable`.
 */
export function parseVarietals(text: SourceText): Reading<readonly Varietal[]> {
  return readText(text, (typed) => {
    const varietals = splitList(typed)
      .map(readEntry)
      .filter(({ text: name }) => name !== '')
    if (varietals.length === 0) return refused('not_understood', typed)
    const issues: Issue[] = varietals
      .filter(({ name }) => name === null)
      .map((varietal) => issue('not_understood', varietal.text))
    const sum = varietals.reduce((total, { percent }) => total + (percent ?? 0), 0)
    if (sum > MOST_PERCENT) issues.push(issue('invalid', typed))
    return issues.length === varietals.length && varietals.every(({ name }) => name === null)
      ? { value: null, issues }
      : understood(varietals, issues)
  })
}

function splitList(text: string): string[] {
  return text.split(SEPARATORS).flatMap(splitAtShares).flatMap(splitAtHyphens)
}

/** `Syrah-Viognier` where every part is a variety and the whole is none. */
function splitAtHyphens(part: string): string[] {
  const parts = part.split('-')
  const isList = parts.length > 1 && !varietalNames().has(varietalKey(part))
  return isList && parts.every((name) => varietalNames().has(varietalKey(name))) ? parts : [part]
}

/** Where line breaks were lost, shares part the names: each begins an entry, or ends one when the text begins with a name. */
function splitAtShares(part: string): string[] {
  const shares = [...part.matchAll(SHARE)]
  if (shares.length < 2) return [part]
  const sharesFirst = shares[0]?.index === part.search(/\S/)
  const cuts = shares.map((share) => (sharesFirst ? share.index : share.index + share[0].length))
  const bounds = sharesFirst ? [...cuts, part.length] : [0, ...cuts]
  return bounds.slice(0, -1).map((from, at) => part.slice(from, bounds[at + 1]))
}

/** The variety of an entry, by its name, or by two names of one variety: `Tempranillo (Tinto Fino)`. */
function nameOf(part: string, typed: string): string | null {
  const names = varietalNames()
  const [, before = '', inBrackets = ''] = /^([^()]+)\(([^()]+)\)[^()]*$/.exec(part) ?? []
  const name = names.get(varietalKey(before.replace(FIRST_SHARE, '')))
  const isSame = name !== undefined && names.get(varietalKey(inBrackets)) === name
  return names.get(varietalKey(typed)) ?? (isSame ? name : null)
}

function readEntry(part: string): Varietal {
  const [share, digits] = FIRST_SHARE.exec(part) ?? []
  const words = (share === undefined ? part : part.replace(share, ' ')).replace(/[()*:]/g, ' ')
  const typed = dropAtEnd(squash(words).replace(/^[ .-]+/, ''), ' .-')
  return {
    name: nameOf(part, typed),
    text: typed,
    percent: digits === undefined ? null : Number(digits.replace(',', '.')),
  }
}
