import type { Effects } from './effects.ts'
import type { Exit } from './exit-codes.ts'

export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export type RunCommand = (effects: Effects, args: readonly string[], options: OptionValues) => Promise<Exit>

export interface Option {
  /** As commander reads it: `--data <folder>`. */
  readonly flags: string
  readonly doc: string
  readonly default?: string
  readonly choices?: readonly string[]
}

export interface Command {
  readonly name: string
  /** As commander reads it: `<file...>`. */
  readonly arguments?: string
  /** What the one argument can be. */
  readonly argumentChoices?: readonly string[]
  readonly summary: string
  readonly options: readonly Option[]
  readonly examples: readonly string[]
  /** Loads the work only when it is asked for, so that help answers at once. */
  readonly load: () => Promise<{ readonly run: RunCommand }>
}
