import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { ttbDefinitions } from '@ttb/jobs'
import { samplePages } from '@ttb/registry-simulator'
import { systemClock } from '@ttb/resources'
import { COMMANDS, createProgram, EXIT_CODES, type Exit } from '@ttb/runner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, readText } from '../scripts/repository.ts'
import { docBlocks } from './doc-blocks.ts'
import { type ShellLine, shellLines } from './shell-lines.ts'
import { ttb } from './ttb-in-process.ts'

/** Programs in the docs that are not run, each with the reason. */
const OTHER_PROGRAMS: Readonly<Record<string, string>> = {
  changeset: 'asks questions; it is installed',
  docker: 'no container engine runs where the tests run; the files are linted',
  systemctl: 'needs systemd as the first process of the machine',
  journalctl: 'needs systemd as the first process of the machine',
  sudo: 'the rights of another user',
  curl: 'asks a daemon that the block before it started',
  psql: 'needs the PostgreSQL server of the reader',
  createdb: 'needs the PostgreSQL server of the reader',
  cp: 'files of the reader',
  cd: 'a folder of the reader',
  mkdir: 'folders of the reader',
  cat: 'files of the reader',
  sqlite3: 'a copy of the data of the reader',
  install: 'files of the reader',
  printf: 'writes secrets of the reader',
  node: 'writes secrets of the reader',
  chmod: 'secrets of the reader',
  git: 'the repository of the reader',
  export: 'sets a variable',
  source: 'completes commands of an interactive shell',
  npm: 'its scripts are looked up; the tests are what they run',
  pnpm: 'its scripts are looked up; the tests are what they run',
  '@ttb/legacy-defs': 'packages/legacy-defs/test/codemod runs it over a project',
}

/** Commands of `ttb` that are parsed and not run, each with the reason. */
const NOT_RUN: Readonly<Record<string, string>> = {
  demo: 'apps/runner/test and `npm start` in CI run it',
  simulate: 'serves until it is told to stop',
  daemon: 'works until it is told to stop',
  backfill: 'asks a registry',
  discover: 'asks a registry',
  fetch: 'asks a registry',
  gaps: 'asks a registry',
  materialize: 'asks a registry',
}
/** Jobs that make something of what is there; the others need what the registry listed or served. */
const OFFLINE_JOBS = ['ttb_analytics_only', 'ttb_analytics_pipeline']
/** What a command can end with although nothing is wrong with it: the sample has a page cut short. */
const ALSO_FINE: Readonly<Record<string, readonly Exit[]>> = {
  doctor: ['failed'],
  check: ['failed'],
  parse: ['failed'],
}

const lines = docBlocks('sh', 'bash', 'console').flatMap(shellLines)
const ttbLines = lines.filter(({ program }) => program === 'ttb')
const folder = mkdtempSync(join(tmpdir(), 'ttb-docs-'))
const saved = join(folder, 'saved')
const data = join(folder, 'data')
const pages = samplePages({ recordsPerDay: 2 })
const onePage = pages.find(({ path }) => path.includes('001-certificate'))?.path ?? ''
const env = { TTB_DATA: data, TTB_STATE: join(folder, 'state.db') }

beforeAll(async () => {
  // What a command writes beside itself goes away with the sample.
  process.chdir(folder)
  for (const { path, html } of pages) {
    mkdirSync(dirname(join(saved, path)), { recursive: true })
    writeFileSync(join(saved, path), html, 'latin1')
  }
  expect((await ttb(['adopt', saved], env)).exit).toBe(0)
  expect((await ttb(['run'], env)).exit).toBe(0)
  const made = await ttb(['run', 'ttb_analytics_only'], env)
  expect([made.exit, made.stderr]).toEqual([0, expect.anything()])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('commands in the docs', () => {
  it('are of programs that are known, or listed with the reason why they are not run', () => {
    expect(ttbLines.length).toBeGreaterThan(20)
    const unknown = lines.filter(({ program }) => program !== 'ttb' && OTHER_PROGRAMS[program] === undefined)
    expect(unknown.map(({ place, text }) => `${place}: ${text}`)).toEqual([])
  })

  it('are those of the package where they are of npm', () => {
    const missing = lines.filter(({ program, args }) => {
      if (program === 'changeset') return !existsSync(join(ROOT, 'node_modules/.bin/changeset'))
      if (program !== 'npm') return false
      const [folder, words] = args[0] === '--prefix' ? [args[1], args.slice(2)] : ['.', args]
      const { scripts } = JSON.parse(readText(`${folder}/package.json`)) as { scripts: Record<string, string> }
      const [verb = '', name = ''] = words
      return verb === 'run' ? scripts[name] === undefined : /^(?:start|test)$/.test(verb) && scripts[verb] === undefined
    })
    expect(missing.map(({ place, text }) => `${place}: ${text}`)).toEqual([])
  })

  it.each(ttbLines)('$place is understood: $text', async ({ args }) => {
    await parse(args)
    expect(unknownNames(args)).toEqual([])
  })

  it.each(ttbLines.filter(isRun))('$place runs: $text', async ({ args }) => {
    const [name = ''] = args
    const { exit, stderr } = await ttb(realWords(args), env)
    const fine = ['ok' as Exit, ...(ALSO_FINE[name] ?? [])].map((key) => EXIT_CODES[key].code)
    expect(fine, stderr).toContain(exit)
  })
})

/** Words that ask for what the sample has not: a registry, a bucket, a server, a run that was interrupted. */
const NEEDS_MORE = /^--(?:live|resume|cancel|on|off)$|^s3:|^postgres$|^RUN$/

/** Whether it can be run on the sample: it asks nobody, and what it names is there. */
function isRun({ args }: ShellLine): boolean {
  const [name = '', ...rest] = args
  if (NOT_RUN[name] !== undefined || rest.some((word) => NEEDS_MORE.test(word))) return false
  return !(name === 'run' && rest.some((word) => word.startsWith('ttb_') && !OFFLINE_JOBS.includes(word)))
}

/** What a reader would put in the place of words: files, IDs and folders of the sample. */
function realWords(args: readonly string[]): string[] {
  return args.map((word, at) => {
    if (args[at - 1] === '--output') return join(folder, word)
    if (word === 'ttb-demo' || args[at - 1] === '--data') return data
    if (/^[\w*/-]+\.html$/.test(word)) return join(saved, onePage)
    if (/^(?:FOLDER\w*|saved-pages)$/.test(word)) return saved
    return word.replaceAll(/\bTTB_ID\b|\b\d{14}\b/g, onePage.replace(/.*\/(\d+)\.html$/, '$1'))
  })
}

/** Throws what `ttb` says of options, choices and arguments that there are not; runs nothing. */
async function parse(args: readonly string[]): Promise<void> {
  let said = ''
  const sink = { write: (text: string) => (said += text) }
  const program = createProgram(
    { stdout: sink, stderr: sink, env: {}, signal: new AbortController().signal, ask: undefined },
    () => undefined,
  )
  for (const command of program.commands) command.action(() => undefined)
  await program.parseAsync([...args], { from: 'user' }).catch((error: Error) => {
    if (!/helpDisplayed|version/.test((error as Error & { code?: string }).code ?? ''))
      throw new Error(`${error.message} ${said}`)
  })
}

const definitions = ttbDefinitions(loadConfig({ overrides: { labelImages: true } }).config, systemClock)
const NAMES: Readonly<Record<string, readonly string[]>> = {
  run: definitions.jobs.map(({ name }) => name),
  plan: definitions.jobs.map(({ name }) => name),
  materialize: definitions.graph.assets.map(({ key }) => key),
  check: definitions.graph.assets.map(({ key }) => key),
  daemon: [...definitions.schedules, ...definitions.sensors].map(({ name }) => name),
}

/** Jobs, assets, schedules and sensors that the line names and nobody declares. */
function unknownNames([command = '', ...args]: readonly string[]): string[] {
  const known = NAMES[command] ?? []
  expect(COMMANDS.map(({ name }) => name)).toContain(command.startsWith('-') ? 'demo' : command)
  return args.filter((word) => /^ttb_\w+$/.test(word) && !known.includes(word))
}
