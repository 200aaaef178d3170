import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url))
const BIN = fileURLToPath(new URL('../../../../node_modules/.bin/', import.meta.url))
const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
  readonly exports: Record<string, unknown>
}
const specifiers = Object.keys(manifest.exports)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => `@ttb/transformations${name.slice(1)}`)

const isBuilt = [PACKAGE, join(PACKAGE, '../utils')].every((folder) => existsSync(join(folder, 'dist/index.js')))
const consumer = isBuilt ? mkdtempSync(join(tmpdir(), 'ttb-consumer-')) : ''

function run(command: string, args: readonly string[], cwd = consumer): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' })
}

/** Installs the packed packages as a stranger would; false when the npm registry cannot be reached. */
function installPacked(): boolean {
  for (const folder of [join(PACKAGE, '../utils'), PACKAGE])
    run(join(BIN, 'pnpm'), ['pack', '--pack-destination', consumer], folder)
  const tarballs = readdirSync(consumer).filter((file) => file.endsWith('.tgz'))
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true }))
  try {
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs.map((file) => `./${file}`)])
    return true
  } catch (error) {
    const output = String((error as { stderr?: unknown }).stderr)
    if (!/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ENETUNREACH|ETIMEDOUT|ENOTCACHED|network/i.test(output)) throw error
    return false
  }
}

const TYPED = `
import { parseAlcohol, cleanPage, mergePages } from '@ttb/transformations'
import { cleanPhone } from '@ttb/transformations/phones'
import { createRuleRegistry } from '@ttb/transformations/rules'

const percent: number | undefined = parseAlcohol('40%').value?.minPercent
const phone: string | null = cleanPhone('+1 510 843 9463').value
const row: Record<string, unknown> = cleanPage('search', {}).values
const available: readonly string[] = createRuleRegistry().getAvailable()
// @ts-expect-error a reading is no number
const wrong: number = parseAlcohol('40%')
export { available, mergePages, percent, phone, row, wrong }
`

describe.skipIf(!isBuilt)('a project outside the workspace', () => {
  let isInstalled = false
  beforeAll(() => {
    isInstalled = installPacked()
    if (!isInstalled) process.stdout.write('packed consumer: skipped, the npm registry cannot be reached\n')
  }, 240_000)
  afterAll(() => rmSync(consumer, { recursive: true, force: true }))

  it('imports every entry', (context) => {
    if (!isInstalled) return context.skip()
    const names = specifiers.map((specifier) => `Object.keys(await import('${specifier}')).length`).join(', ')
    writeFileSync(
      join(consumer, 'use.mjs'),
      `
      import { cleanAlcoholPercent } from '@ttb/transformations'
      console.log(JSON.stringify({ counts: [${names}], percent: cleanAlcoholPercent('80 proof').value }))`,
    )
    const { counts, percent } = JSON.parse(run(process.execPath, ['use.mjs'])) as { counts: number[]; percent: number }
    expect(Math.min(...counts)).toBeGreaterThan(0)
    expect(percent).toBe(40)
  })

  it('throws errors that the class of @ttb/utils recognises, though each entry has a copy of it', (context) => {
    if (!isInstalled) return context.skip()
    writeFileSync(
      join(consumer, 'errors.mjs'),
      `
      import { mergePages } from '@ttb/transformations/records'
      import { TtbError } from '@ttb/utils'
      try { mergePages({}) } catch (error) { console.log(TtbError.isInstance(error), error.code) }`,
    )
    expect(run(process.execPath, ['errors.mjs'])).toBe('true invalid_argument\n')
  })

  it('requires every entry', (context) => {
    if (!isInstalled) return context.skip()
    const names = specifiers.map((specifier) => `Object.keys(require('${specifier}')).length`).join(', ')
    writeFileSync(
      join(consumer, 'use.cjs'),
      `
      const { createRuleRegistry } = require('@ttb/transformations/rules')
      console.log(JSON.stringify({ counts: [${names}], value: createRuleRegistry().apply('clean_phone', '(510) 843-9463').value }))`,
    )
    const { counts, value } = JSON.parse(run(process.execPath, ['use.cjs'])) as { counts: number[]; value: string }
    expect(Math.min(...counts)).toBeGreaterThan(0)
    expect(value).toBe('+15108439463')
  })

  it.for([
    ['nodenext', 'use-types.mts'],
    ['nodenext', 'use-types.cts'],
    ['bundler', 'use-types.ts'],
  ] as const)('type-checks under %s: %s', ([resolution, file], { skip }) => {
    if (!isInstalled) return skip()
    writeFileSync(join(consumer, file), TYPED)
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext'
    const args = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--target',
      'es2023',
      '--module',
      module,
      '--moduleResolution',
      resolution,
      file,
    ]
    expect(run(join(BIN, 'tsc'), args)).toBe('')
  })
})

if (!isBuilt) process.stdout.write('packed consumer: skipped, nothing is built; run `pnpm build`\n')
