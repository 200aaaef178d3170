import type { Effects } from './effects.ts'
import type { Exit } from './exit-codes.ts'

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>

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
  readonly summary: string
  readonly options: readonly Option[]
  readonly examples: readonly string[]
  /** Loads the work only when it is asked for, so that help answers at once. */
  readonly load: () => Promise<{ readonly run: RunCommand }>
}

const DATA: Option = { flags: '--data <folder>', doc: 'folder that holds all data', default: 'ttb-data' }
const JSON_LINES: Option = { flags: '--json', doc: 'print JSON lines, for programs' }

/** THE LIST: every command of `ttb`. Help, reference and completion derive from it. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'demo',
    summary: 'turn a made-up sample of the registry into tables and ask them a question, offline',
    options: [{ ...DATA, default: 'ttb-demo' }, JSON_LINES],
    examples: ['ttb demo'],
    load: () => import('./commands/demo.ts'),
  },
  {
    name: 'parse',
    arguments: '<file...>',
    summary: 'read saved registry pages and print what each says',
    options: [
      {
        flags: '--kind <kind>',
        doc: 'kind of page that the files must be',
        choices: ['cola-detail', 'certificate', 'search'],
      },
      JSON_LINES,
    ],
    examples: ['ttb parse 24002001000001.html', 'ttb parse --json pages/*.html > pages.jsonl'],
    load: () => import('./commands/parse.ts'),
  },
  {
    name: 'adopt',
    arguments: '<folder>',
    summary: 'take a folder of saved pages into the raw store, byte for byte',
    options: [DATA, { flags: '--dry-run', doc: 'say what would be done, and do nothing' }, JSON_LINES],
    examples: ['ttb adopt saved-pages', 'ttb adopt old-bucket --dry-run'],
    load: () => import('./commands/adopt.ts'),
  },
  {
    name: 'run',
    summary: 'make the tables from all pages in the raw store; what is up to date is left as it is',
    options: [DATA, { flags: '--force', doc: 'make every partition again' }, JSON_LINES],
    examples: ['ttb run', 'ttb run --force'],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'sql',
    arguments: '<query>',
    summary: 'ask the tables in SQL (DuckDB)',
    options: [DATA, { flags: '--csv', doc: 'print CSV' }, JSON_LINES],
    examples: ['ttb sql "show tables"', 'ttb sql "select status, count(*) from certificate group by all"'],
    load: () => import('./commands/sql.ts'),
  },
  {
    name: 'fields',
    arguments: '[table]',
    summary: 'print the data dictionary: every table, or the fields of one',
    options: [],
    examples: ['ttb fields', 'ttb fields certificate'],
    load: () => import('./commands/fields.ts'),
  },
]
