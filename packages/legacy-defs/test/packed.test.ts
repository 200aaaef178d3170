import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOldInterfaces } from './old-interfaces.ts'

const PACKAGE = fileURLToPath(new URL('../', import.meta.url))
const BIN = join(PACKAGE, '../../node_modules/.bin')
const NEEDED = ['utils', 'transformations', 'config', 'resources', 'legacy-defs']
const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
  readonly exports: Record<string, unknown>
}
const paths = Object.keys(manifest.exports)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => `@ttb/legacy-defs${name.slice(1)}`)

const isBuilt = NEEDED.every((name) => existsSync(join(PACKAGE, '..', name, 'dist/index.js')))
const consumer = isBuilt ? mkdtempSync(join(tmpdir(), 'ttb-legacy-consumer-')) : ''

function run(command: string, args: readonly string[], cwd = consumer): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string }
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error })
  }
}

/** Installs the packed packages as a stranger would; false when the npm registry cannot be reached. */
function installPacked(): boolean {
  for (const name of NEEDED) run(join(BIN, 'pnpm'), ['pack', '--pack-destination', consumer], join(PACKAGE, '..', name))
  const tarballs = readdirSync(consumer).filter((file) => file.endsWith('.tgz'))
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true }))
  try {
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs.map((file) => `./${file}`)])
    return true
  } catch (error) {
    if (!/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ENETUNREACH|ETIMEDOUT|ENOTCACHED|network/i.test(String(error))) throw error
    return false
  }
}

const TYPED = `
${paths.map((path, at) => `import * as m${at} from '${path}'`).join('\n')}
import { TTBIDUtils, TTBIDComponents } from '@ttb/legacy-defs/ttb_utils'
import { clean_text, parse_decimal } from '@ttb/legacy-defs/ttb_transformations'
import { TTBExtractionConfig } from '@ttb/legacy-defs/ttb_config'
import { ttb_raw_pipeline } from '@ttb/legacy-defs/ttb_consolidated_jobs'

const parts: TTBIDComponents = TTBIDUtils.parse_ttb_id('24045001000976')
const text: string = clean_text(parts.full_id)
const price: number | null = parse_decimal('1.5')
const retries: number = new TTBExtractionConfig({ max_retries: 2 }).max_retries
const job: 'ttb_raw_pipeline' = ttb_raw_pipeline
// @ts-expect-error a text is no number
const wrong: number = clean_text('a')
export const all: readonly object[] = [${paths.map((_, at) => `m${at}`).join(', ')}]
export { job, price, retries, text, wrong }
`

const NAMES = `
const names = {}
for (const [path, names_] of entries) names[path] = Object.keys(names_).filter((name) => name !== 'default').sort()
process.stdout.write(JSON.stringify(names))`

describe.skipIf(!isBuilt)('a project outside the workspace', () => {
  let isInstalled = false
  beforeAll(() => {
    isInstalled = installPacked()
    if (!isInstalled) process.stdout.write('packed consumer: skipped, the npm registry cannot be reached\n')
  }, 300_000)
  afterAll(() => rmSync(consumer, { recursive: true, force: true }))

  const want = Object.fromEntries(
    Object.entries(readOldInterfaces()).map(([module, names]) => [
      module === 'index' ? '@ttb/legacy-defs' : `@ttb/legacy-defs/${module}`,
      names.map(({ name }) => name).sort(),
    ]),
  )

  it('imports every old path, and finds every name there', (context) => {
    if (!isInstalled) return context.skip()
    const entries = paths.map((path) => `['${path}', await import('${path}')]`).join(', ')
    writeFileSync(join(consumer, 'use.mjs'), `const entries = [${entries}]${NAMES}`)
    expect(JSON.parse(run(process.execPath, ['use.mjs']))).toEqual(want)
  })
  it('requires every old path, and finds every name there', (context) => {
    if (!isInstalled) return context.skip()
    const entries = paths.map((path) => `['${path}', require('${path}')]`).join(', ')
    writeFileSync(join(consumer, 'use.cjs'), `const entries = [${entries}]${NAMES}`)
    expect(JSON.parse(run(process.execPath, ['use.cjs']))).toEqual(want)
  })
  it.for([
    ['node10', 'use-types.ts', 'commonjs'],
    ['nodenext', 'use-types.mts', 'nodenext'],
    ['nodenext', 'use-types.cts', 'nodenext'],
    ['bundler', 'use-types.ts', 'esnext'],
  ] as const)('type-checks under %s: %s', ([resolution, file, module], { skip }) => {
    if (!isInstalled) return skip()
    writeFileSync(join(consumer, file), TYPED)
    const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2023', '--skipLibCheck']
    expect(run(join(BIN, 'tsc'), [...flags, '--module', module, '--moduleResolution', resolution, file])).toBe('')
  })
  it('runs the command that moves it', (context) => {
    if (!isInstalled) return context.skip()
    const source =
      "const { ttb_backfill } = require('@ttb/legacy-defs/ttb_consolidated_jobs')\nconsole.log(ttb_backfill)\n"
    run('mkdir', ['moved'])
    writeFileSync(join(consumer, 'moved/a.cjs'), source)
    const said = run(join(consumer, 'node_modules/.bin/legacy-defs'), ['migrate', 'moved'])
    expect(said).toBe('1 use moved in 1 file, 0 left for a hand\n')
    expect(run(process.execPath, ['moved/a.cjs'])).toBe('ttb_backfill\n')
  })
})

if (!isBuilt) process.stdout.write('packed consumer: skipped, nothing is built; run `pnpm build`\n')
