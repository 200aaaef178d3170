/** The first line of a page that is made, not written. */
export const NOTE = '<!-- Made by `pnpm generate`; edit what it is made from. -->\n\n'

export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export function code(text: string): string {
  return `\`${text}\``
}
