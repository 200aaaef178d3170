import type { Command, Option } from './command.ts'

const DATA: Option = {
  flags: '--data <place>',
  doc: 'where all data lies: a folder or s3://bucket/prefix (default: setting data)',
}
const CONFIG: Option = { flags: '--config <file>', doc: 'JSON file of settings' }
const JSON_LINES: Option = { flags: '--json', doc: 'print JSON lines, for programs' }

/** THE LIST: every command of `ttb`. Help, reference and completion derive from it. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'demo',
    summary: 'turn a made-up sample of the registry into tables and ask them a question, offline',
    options: [
      { ...DATA, doc: 'where all data lies: a folder or s3://bucket/prefix', default: 'ttb-demo' },
      CONFIG,
      JSON_LINES,
    ],
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
    arguments: '<from>',
    summary: 'take saved pages into the raw store, byte for byte, from a folder or a bucket',
    options: [DATA, CONFIG, { flags: '--dry-run', doc: 'say what would be done, and do nothing' }, JSON_LINES],
    examples: ['ttb adopt saved-pages', 'ttb adopt s3://old-bucket --dry-run'],
    load: () => import('./commands/adopt.ts'),
  },
  {
    name: 'run',
    summary: 'make the tables from all pages in the raw store; what is up to date is left as it is',
    options: [DATA, CONFIG, { flags: '--force', doc: 'make every partition again' }, JSON_LINES],
    examples: ['ttb run', 'ttb run --force'],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'reparse',
    summary: 'make every table again from the raw pages, on all cores, without a single request',
    options: [DATA, CONFIG, JSON_LINES],
    examples: ['ttb reparse'],
    load: () => import('./commands/reparse.ts'),
  },
  {
    name: 'quarantine',
    arguments: '<action>',
    argumentChoices: ['list', 'retry'],
    summary: 'list the pages and rows that were refused, each with its reason, or make their partitions again',
    options: [DATA, CONFIG, JSON_LINES],
    examples: ['ttb quarantine list', 'ttb quarantine retry'],
    load: () => import('./commands/quarantine.ts'),
  },
  {
    name: 'sql',
    arguments: '<query>',
    summary: 'ask the tables in SQL (DuckDB)',
    options: [DATA, CONFIG, { flags: '--csv', doc: 'print CSV' }, JSON_LINES],
    examples: ['ttb sql "show tables"', 'ttb sql "select status, count(*) from certificate group by all"'],
    load: () => import('./commands/sql.ts'),
  },
  {
    name: 'fields',
    arguments: '[table]',
    summary: 'print the data dictionary: every table, or the fields of one',
    options: [JSON_LINES],
    examples: ['ttb fields', 'ttb fields certificate'],
    load: () => import('./commands/fields.ts'),
  },
  {
    name: 'config',
    summary: 'print every setting, its value and where that came from',
    options: [DATA, CONFIG, JSON_LINES],
    examples: ['ttb config', 'TTB_WORKERS=4 ttb config'],
    load: () => import('./commands/config.ts'),
  },
]
