import type { Consolidated } from '@ttb/utils/records'
import { nameKey } from './names.ts'
import { STANDARD_QUALIFICATIONS } from './qualification-table.ts'

type QualificationPart = Consolidated['qualification_parts'][number]

const OPENINGS = STANDARD_QUALIFICATIONS.map(({ code, sentence }) => ({ code, opening: nameKey(sentence) as string }))
/** TTB writes what concerns one record in brackets at the end. */
const COMMENT_AT_END = /\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$/

/** A qualification parted into the standard sentence it is, if any, and the comment; one that is not standard is all comment. */
export function qualificationPart(text: string): QualificationPart {
  const key = nameKey(text) ?? ''
  const standard = OPENINGS.find(({ opening }) => key === opening || key.startsWith(`${opening} `))
  if (!standard) return { qualification_code: null, comment: text }
  const [whole, inner] = COMMENT_AT_END.exec(text) ?? []
  const isPartOfSentence = whole !== undefined && standard.opening.endsWith(nameKey(whole) ?? '')
  return { qualification_code: standard.code, comment: isPartOfSentence ? null : inner?.trim() || null }
}
