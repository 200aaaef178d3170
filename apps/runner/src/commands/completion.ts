import type { Command, RunCommand } from '../command.ts'

/** The command that prints what a shell needs to complete these commands. */
export function completionOf(commands: readonly Command[]): RunCommand {
  return async ({ stdout }, [shell]) => {
    const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }
    stdout.write(scripts[shell as keyof typeof scripts](commands.map(wordsOf)))
    return 'ok'
  }
}

/** What can be typed after the name of a command. */
interface CommandWords {
  readonly name: string
  readonly summary: string
  readonly options: readonly OptionWords[]
  /** What the one argument can be. */
  readonly choices: readonly string[]
  readonly takesFiles: boolean
}

interface OptionWords {
  readonly flag: string
  readonly doc: string
  readonly takesValue: boolean
  readonly choices: readonly string[]
}

function wordsOf({ name, summary, options, argumentChoices = [], ...command }: Command): CommandWords {
  return {
    name,
    summary,
    choices: argumentChoices,
    takesFiles: /file|from/.test(command.arguments ?? ''),
    options: [
      ...options.map(({ flags, doc, choices = [] }) => ({
        flag: flags.split(' ')[0] as string,
        doc,
        takesValue: flags.includes('<'),
        choices,
      })),
      { flag: '--help', doc: 'say more', takesValue: false, choices: [] },
    ],
  }
}

function bashScript(commands: readonly CommandWords[]): string {
  const words = commands.map(({ name, options, choices }) => {
    const all = [...choices, ...options.map(({ flag }) => flag)]
    return `    ${name}) words="${all.join(' ')}" ;;`
  })
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, choices }) =>
        choices.length > 0
          ? `    "${name} ${flag}") COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$current")); return ;;`
          : `    "${name} ${flag}") COMPREPLY=($(compgen -f -- "$current")); return ;;`,
      ),
  )
  return `# bash completion of ttb
_ttb() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "$command $previous" in
${values.join('\n')}
  esac
  case "$command" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  case "$command" in
    ${commands
      .filter(({ takesFiles }) => takesFiles)
      .map(({ name }) => name)
      .join('|')}) COMPREPLY+=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _ttb ttb
`
}

function zshScript(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary.replaceAll(':', '\\:')}`)}`)
  const cases = commands.map(({ name, options, choices, takesFiles }) => {
    const specs = options.map(({ flag, doc, takesValue, choices: values }) => {
      const text = doc.replaceAll(/[[\]:]/g, (sign) => `\\${sign}`)
      const value = !takesValue ? '' : values.length > 0 ? `:value:(${values.join(' ')})` : ':value:_files'
      return quote(`${flag}[${text}]${value}`)
    })
    const rest =
      choices.length > 0 ? [quote(`1:what:(${choices.join(' ')})`)] : takesFiles ? [quote('*:file:_files')] : []
    return `    ${name}) _arguments ${[...specs, ...rest].join(' ')} ;;`
  })
  return `#compdef ttb
_ttb() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _ttb ]; then _ttb "$@"; else compdef _ttb ttb; fi
`
}

function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, summary, options, choices, takesFiles }) => {
    const seen = `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`
    return [
      `complete -c ttb -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
      ...options.map(({ flag, doc, takesValue, choices: values }) => {
        const value = !takesValue ? ' -f' : values.length > 0 ? ` -x -a ${quote(values.join(' '))}` : ' -r'
        return `complete -c ttb ${seen} -l ${flag.replace(/^--/, '')}${value} -d ${quote(doc)}`
      }),
      ...(choices.length > 0 ? [`complete -c ttb ${seen} -f -a ${quote(choices.join(' '))}`] : []),
      ...(takesFiles || choices.length > 0 ? [] : [`complete -c ttb ${seen} -f`]),
    ]
  })
  return `# fish completion of ttb\n${lines.join('\n')}\n`
}

/** A word as every one of these shells reads it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
