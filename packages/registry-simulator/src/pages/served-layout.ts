/** Elements that stand on lines of their own. */
const BLOCK = /(?<=>)[ \t]*(?=<\/?(?:body|center|div|fieldset|form|head|hr|p|table|td|th|tr)\b)/gi
const OPENED = /<(?:body|div|fieldset|form|table|td|th|tr)\b/gi
const CLOSED = /<\/(?:body|div|fieldset|form|table|td|th|tr)>/gi

/** Spaces by which an element stands deeper than the one around it, and the deepest that any does. */
const [STEP, DEEPEST] = [3, 24]
/** One line in so many is followed by what a tag of the template left: an empty line, or one with a tab. */
const LEFT_BY_TEMPLATE = 5

/**
 * A page with the white space that the templates of the registry leave in it: a third of all it serves. Its forms have some
 * five hundred lines, fifteen spaces deep.
 */
export function asServed(html: string): string {
  let depth = 0
  return html
    .replace(BLOCK, '\n')
    .split('\n')
    .map((line, at) => {
      const text = line.trimStart()
      const closesFirst = text.startsWith('</') ? 1 : 0
      const indent = ' '.repeat(Math.min(Math.max(depth - closesFirst, 0) * STEP, DEEPEST))
      depth += (text.match(OPENED)?.length ?? 0) - (text.match(CLOSED)?.length ?? 0)
      return `${indent}${text}${at % LEFT_BY_TEMPLATE === 0 ? '\n\t' : ''}`
    })
    .join('\n')
}
