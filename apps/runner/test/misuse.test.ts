import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMMANDS, EXIT_CODES } from '../src/index.ts'
import { temporaryFolder, ttb, ttbWith } from './ttb.ts'

const folder = temporaryFolder()
const data = join(folder, 'data')
mkdirSync(data)
const broken = join(folder, 'broken.yaml')
writeFileSync(broken, 'workers: 2\ndata: "x\n')
const unknown = join(folder, 'unknown.yaml')
writeFileSync(unknown, 'wokers: 2\n')
const noState = join(folder, 'notes.txt')
writeFileSync(noState, 'no database\n'.repeat(100))

/** A registry of this machine, where none is: it may be asked without `--live`, and is not. */
const NOBODY = 'http://127.0.0.1:1'

/** Arguments that cannot be meant, and what is said of them. */
const WRONG: Readonly<Record<string, readonly (readonly [args: readonly string[], said: RegExp])[]>> = {
  demo: [[['--config', broken], /broken\.yaml: line 3, column 1: Missing closing "quote$/m]],
  parse: [
    [[], /missing required argument/],
    [['--kind', 'label', 'x.html'], /label.*cola-detail/],
  ],
  adopt: [[[], /missing required argument/]],
  simulate: [
    [['--scenario', 'large'], /large.*demo/],
    [['--seed', 'x'], /--seed: "x"; expected a whole number/],
    [['--port', '99999'], /--port: "99999"; expected 0 to 65535/],
  ],
  backfill: [
    [['--from', 'yesterday', '--to', '2025-03-03'], /--from: "yesterday" is no date; expected YYYY-MM-DD/],
    [['--to', '2025-03-03'], /--from/],
  ],
  discover: [
    [['--from', '2025-03-04', '--to', '2025-03-03'], /--from 2025-03-04 is after --to 2025-03-03/],
    [['--max-requests', 'some'], /--max-requests: "some"; expected a number above 0/],
  ],
  fetch: [[['--from', '2025-02-30'], /--from: "2025-02-30" is no date/]],
  gaps: [
    [[], /--from is missing/],
    [['--from', '2025-03-03', '--method', '9'], /9/],
  ],
  run: [
    [['--data', 'ftp://x'], /not a place for data: "ftp:\/\/x"/],
    [['--from', '2025-03-03'], /--from: expected a job/],
    [['ttb_raw_pipelin'], /no job "ttb_raw_pipelin".*did you mean ttb_raw_pipeline/],
    [['ttb_raw_pipeline', '--to', 'x'], /--to: "x" is no date/],
    [['ttb_raw_pipeline', '--hours', '0'], /--hours: "0"; expected a number above 0/],
    [['ttb_reference_refresh', '--from', '2025-03-03', '--to', '2025-03-03'], /has no days; expected no range/],
  ],
  plan: [
    [[], /missing required argument/],
    [['none'], /no job "none"; there are ttb_discovery/],
  ],
  assets: [[['--config', broken], /line 3, column 1/]],
  materialize: [
    [['ttb_raw'], /no asset "ttb_raw".*did you mean ttb_raw_data/],
    [['ttb_extracted_data'], /which partitions\?/],
    [['ttb_extracted_data', '--partition', 'x'], /no partition "x" of ttb_extracted_data/],
  ],
  check: [
    [['ttb_raw'], /no asset "ttb_raw"/],
    [['--from', '2025-03-03'], /expected the first and the last day/],
  ],
  status: [[['--from', '2025-13-01'], /--from: "2025-13-01" is no date/]],
  runs: [
    [['--limit', 'all'], /--limit: "all"; expected 1 to 10000/],
    [['--resume'], /--resume: which run\?/],
    [['x', '--resume', '--cancel'], /--resume and --cancel: expected one of them/],
  ],
  inspect: [[['12'], /not a TTB ID: "12"; expected 14 digits/]],
  daemon: [
    [['--health-port', 'x'], /--health-port: "x"; expected 0 to 65535/],
    [['--on', 'ttb_daily'], /no schedule or sensor "ttb_daily".*did you mean ttb_daily_schedule/],
  ],
  doctor: [[['--live', 'now'], /too many arguments/]],
  completion: [[['tcsh'], /'tcsh' is no shell; expected one of bash/]],
  reparse: [[['--config', unknown], /file wokers: no such setting; did you mean workers\?/]],
  quarantine: [[['empty'], /'empty' is no action; expected one of list/]],
  ask: [
    [['new-brand'], /no such question: "new-brand"; did you mean new-brands/],
    [['new-brands', '--days', 'x'], /days is "x"; expected a whole number/],
    [['new-brands', '--name', 'x'], /takes no --name/],
  ],
  sql: [
    [[], /missing query/],
    [['select 1', '--rows', 'few'], /--rows: "few"; expected a number, or all/],
    [['select 1', '--json', '--format', 'csv'], /--json is --format jsonl/],
    [['select 1', '--output', 'answer.doc'], /expected --format, or a name that ends in/],
  ],
  export: [
    [['mysql'], /'mysql' is no target; expected one of postgres/],
    [['parquet'], /--to is missing/],
    [['parquet', '--to', 'x', '--tables', 'dim_company'], /no table "dim_company"; did you mean dim_companies/],
    [['postgres'], /expected the setting postgresUrl/],
  ],
  fields: [[['beer'], /no table "beer"; there are cola_detail/]],
  config: [[['--config', join(folder, 'none.yaml')], /none\.yaml: .*no such file/]],
}

const CASES = Object.entries(WRONG).flatMap(([name, rows]) => rows.map(([args, said]) => ({ name, args, said })))

describe('what cannot be meant', () => {
  it('is known of every command', () => {
    expect(Object.keys(WRONG)).toEqual(COMMANDS.map(({ name }) => name))
  })
  it.each(CASES)('ends with the exit code of misuse: ttb $name $args', async ({ name, args, said }) => {
    const takesData = COMMANDS.find((command) => command.name === name)?.options.some(({ flags }) =>
      flags.startsWith('--data'),
    )
    const place = takesData && !args.includes('--data') ? ['--data', data] : []
    const { exit, stdout, stderr } = await ttbWith({ TTB_REGISTRY_URL: NOBODY }, name, ...args, ...place)
    expect([exit, stdout, stderr]).toEqual([EXIT_CODES.usage.code, '', expect.stringMatching(said)])
  })
  it.each(COMMANDS.map(({ name }) => name))('is an option that is none: ttb %s --colour', async (name) => {
    const { exit, stdout, stderr } = await ttb(name, '--colour')
    expect([exit, stdout, stderr]).toEqual([
      EXIT_CODES.usage.code,
      '',
      expect.stringMatching(/^error: unknown option '--colour'/),
    ])
  })
  it('is to ask the public registry without --live', async () => {
    for (const args of [['discover'], ['run', 'ttb_discovery'], ['daemon']]) {
      const { exit, stderr } = await ttb(...args, '--data', data)
      expect([args, exit, stderr]).toEqual([args, EXIT_CODES.usage.code, expect.stringMatching(/add --live/)])
    }
  })
  it.each([
    [{ TTB_WORKERS: 'many' }, /TTB_WORKERS: "many": expected a whole number/],
    [{ TTB_WORKER: '2' }, /TTB_WORKER: no such setting; did you mean TTB_WORKERS\?/],
    [{ TTB_STATE: noState }, /notes\.txt/],
  ])('is an environment: %j', async (environment, said) => {
    const { exit, stderr } = await ttbWith(environment, 'runs', '--data', data)
    expect([exit, stderr]).toEqual([EXIT_CODES.usage.code, expect.stringMatching(said)])
  })
  it.each([
    [
      ['plan', 'ttb_extraction_only'],
      /no partition of ttb_raw_data is made\. Next: "ttb run ttb_raw_pipeline" searches and fetches; pages that "ttb adopt FOLDER" takes in become tables with "ttb run"$/m,
    ],
    [
      ['run', 'ttb_analytics_pipeline'],
      /no records are known; .*\. Next: "ttb discover" searches the registry; "ttb run" makes the tables of pages that are held, which "ttb adopt FOLDER" takes in$/m,
    ],
    [
      ['run', 'ttb_extraction_only', '--from', '2025-03-03', '--to', '2025-03-04'],
      /is made on these days\. Next: .*; "ttb status" shows the days there are$/m,
    ],
  ])('is not to have nothing to work on, which comes with the commands that bring it: ttb %j', async (args, said) => {
    const { exit, stderr } = await ttb(...args, '--data', data)
    expect([exit, stderr]).toEqual([EXIT_CODES.failed.code, expect.stringMatching(said)])
  })
  it.each([
    [['parse', join(folder, 'none.html')], /none\.html/],
    [['adopt', join(folder, 'none'), '--data', data], /not a folder that can be read/],
    [['sql', 'select 1', '--data', join(folder, 'none')], /no data in/],
    [['sql', 'selekt 1', '--data', data], /selekt/],
    [['sql', 'select 1', '--data', data, '--output', join(noState, 'a.csv')], /cannot be written/],
    [['runs', 'none', '--data', data], /no run "none"/],
    [['inspect', '24002001000001', '--data', data], /24002001000001/],
  ])('is not what is understood and cannot be done: ttb %j', async (args, said) => {
    const { exit, stderr } = await ttb(...args)
    expect([exit, stderr]).toEqual([EXIT_CODES.failed.code, expect.stringMatching(said)])
  })
})
