import type * as t from '@babel/types'
import type { LegacyName } from '../legacy-map.ts'

/** A piece of text to be put in place of another. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A name of now that the edited text uses. */
export interface Need {
  readonly home: string
  readonly name: string
}

/** What a use of an old name becomes. */
export interface Move {
  readonly edits: readonly Edit[]
  readonly needs: readonly Need[]
}

interface Node {
  readonly start?: number | null
  readonly end?: number | null
}

/** A call in its new form, argument by argument, so that what stands in the arguments can be moved as well; null when it cannot be. */
export function moveCall(
  call: t.CallExpression,
  { home, now, call: templates }: Pick<LegacyName, 'home' | 'now' | 'call'>,
  localOf: (need: Need) => string,
): Move | null {
  const template = templates?.[call.arguments.length]
  if (
    template === undefined ||
    call.arguments.some(({ type }) => type === 'SpreadElement' || type === 'ArgumentPlaceholder')
  )
    return null
  const needs = now.filter((name) => new RegExp(`\\b${name}\\b`).test(template)).map((name) => ({ home, name }))
  const text = needs.reduce(
    (written, need) => written.replaceAll(new RegExp(`\\b${need.name}\\b`, 'g'), localOf(need)),
    template,
  )
  const edits: Edit[] = []
  let from = startOf(call)
  for (const [at, piece] of text.split(/\$\d/).entries()) {
    const argument = call.arguments[at]
    edits.push({ start: from, end: argument ? startOf(argument) : endOf(call), text: piece })
    if (argument) from = endOf(argument)
  }
  return { edits, needs }
}

export function startOf(node: Node): number {
  return node.start as number
}

export function endOf(node: Node): number {
  return node.end as number
}
