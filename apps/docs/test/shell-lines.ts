import type { DocBlock } from './doc-blocks.ts'

/** One command of a block of shell. */
export interface ShellLine {
  /** `README.md:24`. */
  readonly place: string
  readonly text: string
  /** The program, without `npx`. */
  readonly program: string
  readonly args: readonly string[]
}

/** The commands of a block, one by one: of a pipe the first, without assignments, redirections and comments. */
export function shellLines({ file, line, text }: DocBlock): ShellLine[] {
  const lines: ShellLine[] = []
  let begun = ''
  for (const [at, part] of text.split('\n').entries()) {
    begun += part.endsWith('\\') ? part.slice(0, -1) : part
    if (part.endsWith('\\')) continue
    for (const command of splitCommands(begun)) {
      const words = command.filter(
        (word, index) => !(isAssignment(word) && command.slice(0, index).every(isAssignment)),
      )
      const [first, second = '', ...rest] = words
      if (first === undefined) continue
      const viaNpx = first === 'npx'
      lines.push({
        place: `${file}:${line + at}`,
        text: begun.trim(),
        program: viaNpx ? second : first,
        args: viaNpx ? rest : words.slice(1),
      })
    }
    begun = ''
  }
  return lines
}

const isAssignment = (word: string): boolean => /^[A-Z_]+=/.test(word)

/** The words of each command of a line. Quotes are taken off; what follows a pipe or a redirection is left out. */
function splitCommands(line: string): string[][] {
  const commands: string[][] = [[]]
  let skipping = false
  for (const match of line.matchAll(
    /#.*$|&&|;|\|\|?|\d?>+&?\d?|<\(?|\)|&(?=\s|$)|(?:'[^']*'|"[^"]*"|\\.|[^\s'"|;&<>()#]|(?<=\S)#)+/g,
  )) {
    const word = match[0]
    if (word.startsWith('#')) break
    if (word === '&&' || word === ';' || word === '||') {
      commands.push([])
      skipping = false
    } else if (word === '<(') {
      commands.push([])
    } else if (/^[|<>&)]|^\d?>/.test(word)) skipping = true
    else if (!skipping) commands.at(-1)?.push(word.replaceAll(/'([^']*)'|"([^"]*)"|\\(.)/g, '$1$2$3'))
  }
  return commands.filter((command) => command.length > 0)
}
