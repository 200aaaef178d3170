import { TtbError } from '@ttb/utils'
import {
  Argument,
  Command as Commander,
  CommanderError,
  Option as CommanderOption,
  type OutputConfiguration,
} from 'commander'
import type { Command, OptionValues } from './command.ts'
import { COMMANDS } from './commands.ts'
import type { Effects, TextSink } from './effects.ts'
import { EXIT_CODES, type Exit } from './exit-codes.ts'
import { VERSION } from './version.ts'

export interface Host {
  readonly stdout: TextSink
  readonly stderr: TextSink
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin?: NodeJS.ReadStream
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** Runs `ttb` with these arguments and returns its exit code. Never throws: what went wrong is said on stderr. */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) host.on(signal, () => interrupt.abort())
  const { stdout, stderr, env, stdin } = host
  let lost: Error | undefined
  // Who reads no more, as head does, ends the work as Ctrl-C does: what was done is kept.
  for (const sink of [stdout, stderr])
    sink.on?.('error', (error) => {
      if (error.code !== 'EPIPE') lost ??= error
      interrupt.abort()
    })
  const ask = stdin?.isTTY ? (question: string) => askAt(stdin, stderr, question) : undefined
  const effects: Effects = { stdout, stderr, env, signal: interrupt.signal, ask }
  let exit: Exit = 'ok'
  const program = createProgram(effects, (result) => {
    exit = result
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) exit = error.exitCode === 0 ? 'ok' : 'usage'
    else if (interrupt.signal.aborted) exit = 'interrupted'
    else {
      exit = isMisuse(error) ? 'usage' : 'failed'
      host.stderr.write(`ttb: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  if (lost !== undefined) {
    exit = 'failed'
    stderr.write(`ttb: the output could not be written: ${lost.message}\n`)
  }
  return EXIT_CODES[exit].code
}

/** Whether something was asked for that cannot be meant, rather than could not be done. */
function isMisuse(error: unknown): boolean {
  return TtbError.isInstance(error) && (error.code === 'invalid_argument' || error.code === 'invalid_ttb_id')
}

async function askAt(stdin: NodeJS.ReadStream, sink: TextSink, question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises')
  sink.write(question)
  const lines = createInterface({ input: stdin })
  try {
    for await (const line of lines) return /^y(?:es)?$/i.test(line.trim())
    return false
  } finally {
    lines.close()
  }
}

/** The command line as commander knows it, made from the table of commands. */
export function createProgram(effects: Effects, onExit: (exit: Exit) => void): Commander {
  const program = new Commander('ttb')
    .description('The public registry of US alcohol label approvals (TTB COLA) as tables.')
    .version(VERSION, '-v, --version', 'print the version')
    .helpCommand(false)
    .configureOutput(outputTo(effects))
    .showHelpAfterError('(ttb --help lists the commands)')
    .exitOverride()
    .addHelpText(
      'after',
      () =>
        `\nFirst steps:\n  ttb demo${' '.repeat(18)}see it work, offline\n  ttb COMMAND --help${' '.repeat(8)}options and examples of a command\n`,
    )
  for (const command of COMMANDS) program.addCommand(createCommand(command, effects, onExit))
  return program
}

function outputTo({ stdout, stderr }: Effects): OutputConfiguration {
  return {
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    outputError: (text, write) => write(text.replace(NOT_A_CHOICE, "'$1' is no $2; expected one of ")),
  }
}

/** How commander says that an argument is none of its choices. */
const NOT_A_CHOICE = /command-argument value '(.*)' is invalid for argument '(.*)'\. Allowed choices are /

function createCommand(command: Command, effects: Effects, onExit: (exit: Exit) => void): Commander {
  const subcommand = new Commander(command.name)
    .summary(command.summary)
    .description(sentenceOf(command.summary))
    .configureOutput(outputTo(effects))
    .showHelpAfterError(`(ttb ${command.name} --help says more)`)
    .exitOverride()
    .addHelpText('after', () => `\nExamples:\n${command.examples.map((example) => `  ${example}`).join('\n')}\n`)
  if (command.argumentChoices)
    subcommand.addArgument(new Argument(command.arguments ?? '<action>').choices(command.argumentChoices))
  else if (command.arguments) subcommand.arguments(command.arguments)
  for (const { flags, doc, default: value, choices } of command.options) {
    const option = new CommanderOption(flags, doc)
    if (value !== undefined) option.default(value)
    if (choices) option.choices([...choices])
    subcommand.addOption(option)
  }
  return subcommand.action(async (...received: unknown[]) => {
    const [options, args] = [received.at(-2) as OptionValues, received.slice(0, -2).flat() as (string | undefined)[]]
    const { run } = await command.load()
    onExit(
      await run(
        effects,
        args.filter((arg) => arg !== undefined),
        options,
      ),
    )
  })
}

function sentenceOf(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`
}
