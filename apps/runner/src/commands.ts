import type { Command, Option } from './command.ts'
import { RANGE_OPTIONS, REGISTRY_OPTIONS } from './registry-options.ts'

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
    name: 'simulate',
    summary: 'run a registry of made-up records on this machine, to try everything else against',
    options: [
      {
        flags: '--scenario <name>',
        doc: 'how much there is of everything',
        choices: ['demo', 'ci', 'fullSize'],
        default: 'demo',
      },
      { flags: '--seed <n>', doc: 'another seed makes another registry' },
      { flags: '--port <n>', doc: 'port of 127.0.0.1', default: '8400' },
      { flags: '--faults', doc: 'with block pages, timeouts and everything else the real one is known for' },
    ],
    examples: ['ttb simulate', 'TTB_REGISTRY_URL=http://127.0.0.1:8400 ttb backfill --from 2025-06-01 --to 2025-06-14'],
    load: () => import('./commands/simulate.ts'),
  },
  {
    name: 'backfill',
    summary: 'search a range of completed dates and fetch every page that is due, after showing the plan',
    options: [...RANGE_OPTIONS, ...REGISTRY_OPTIONS, DATA, CONFIG, JSON_LINES],
    examples: ['ttb backfill --from 2026-06-01 --to 2026-06-07 --live'],
    load: () => import('./commands/backfill.ts'),
  },
  {
    name: 'discover',
    summary: 'search a range of completed dates and bring the registry index up to date',
    options: [...RANGE_OPTIONS, ...REGISTRY_OPTIONS, DATA, CONFIG, JSON_LINES],
    examples: ['ttb discover --live', 'ttb discover --from 2026-06-01 --to 2026-06-30 --live'],
    load: () => import('./commands/discover.ts'),
  },
  {
    name: 'fetch',
    summary: 'fetch the pages that are due by the registry index',
    options: [...RANGE_OPTIONS, ...REGISTRY_OPTIONS, DATA, CONFIG, JSON_LINES],
    examples: ['ttb fetch --live', 'ttb fetch --live --max-requests 1000'],
    load: () => import('./commands/fetch.ts'),
  },
  {
    name: 'gaps',
    summary: 'show the TTB IDs between known ones, by day of receipt, and try those that are worth it',
    options: [
      { flags: '--from <date>', doc: 'first day of receipt, YYYY-MM-DD' },
      { flags: '--to <date>', doc: 'last day of receipt, itself included' },
      { flags: '--method <code>', doc: 'method of receipt', default: '001' },
      { flags: '--probe', doc: 'ask the registry for the ones that are due' },
      ...REGISTRY_OPTIONS,
      DATA,
      CONFIG,
      JSON_LINES,
    ],
    examples: ['ttb gaps --from 2026-06-01', 'ttb gaps --from 2026-06-01 --probe --live'],
    load: () => import('./commands/gaps.ts'),
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
