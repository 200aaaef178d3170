import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrateCommand } from '../../src/codemod/migrate-command.ts'

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'ttb-sample-'))

function migrate(...argv: readonly string[]): { code: number; out: string } {
  let out = ''
  const sink = { write: (text: string) => (out += text) }
  return { code: migrateCommand(argv, { stdout: sink, stderr: sink }), out: out.replaceAll(project, 'PROJECT') }
}

/** Runs the tests of the project, which it has in the way of Node, on the sources of the packages. */
function testProject(): { passed: boolean; out: string; said: string } {
  const files = readdirSync(join(project, 'test')).map((file) => join('test', file))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@ttb/source', '--import', import.meta.resolve('tsx'), '--test', '--test-reporter=tap', ...files],
    { cwd: project, encoding: 'utf8' },
  )
  return { passed: status === 0, out: stdout, said: stderr }
}

const sources = () =>
  ['src', 'test'].flatMap((folder) =>
    readdirSync(join(project, folder)).map((file) => readFileSync(join(project, folder, file), 'utf8')),
  )

describe('a project that imports the old paths', () => {
  beforeAll(() => {
    cpSync(join(PACKAGE, 'test/codemod/sample-project'), project, { recursive: true })
    writeFileSync(join(project, 'by-hand/broken.ts'), "import { clean_text } from 'defs/ttb_transformations' from\n")
    mkdirSync(join(project, 'node_modules/@ttb'), { recursive: true })
    for (const name of ['legacy-defs', 'transformations', 'utils'])
      symlinkSync(join(PACKAGE, '..', name), join(project, 'node_modules/@ttb', name))
  })
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  it('passes its tests before', () => {
    const { passed, out, said } = testProject()
    expect([passed, out]).toEqual([true, expect.stringContaining('# fail 0')])
    expect(`${out}${said}`).toContain('TTB_LEGACY_TTB_TRANSFORMATIONS')
  })
  it('is only looked at in a dry run', () => {
    const before = sources()
    const { code, out } = migrate('migrate', join(project, 'src'), '--dry-run')
    expect([code, out]).toEqual([0, '11 uses moved in 3 files (nothing written), 0 left for a hand\n'])
    expect(sources()).toEqual(before)
  })
  it('is moved, and no longer imports them', () => {
    expect(migrate('migrate', join(project, 'src')).code).toBe(0)
    expect(migrate('migrate', join(project, 'test')).code).toBe(0)
    expect(sources().filter((text) => /legacy-defs|defs\//.test(text))).toEqual([])
  })
  it('still passes its tests, without a warning', () => {
    const { passed, out, said } = testProject()
    expect([passed, out]).toEqual([true, expect.stringContaining('# fail 0')])
    expect(`${out}${said}`).not.toContain('TTB_LEGACY')
  })
  it('is told where a hand is needed', () => {
    const { code, out } = migrate('migrate', join(project, 'by-hand'))
    expect(code).toBe(1)
    expect(out).toBe(
      [
        'PROJECT/by-hand/broken.ts:1: broken.ts: cannot be parsed: Missing semicolon. (1:53)',
        'PROJECT/by-hand/parse.js:3: create_parser: use extractPage of @ttb/utils/pages',
        '0 uses moved in 1 file, 2 left for a hand',
        '',
      ].join('\n'),
    )
    expect(readFileSync(join(project, 'by-hand/parse.js'), 'utf8')).toContain(
      "from '@ttb/legacy-defs/ttb_data_extraction'",
    )
  })
})

describe('the command', () => {
  it.each([
    [[], 2, 'expected one folder'],
    [['migrate'], 2, 'expected one folder'],
    [['migrate', 'a', 'b'], 2, 'expected one folder'],
    [['migrate', '/no/such/folder'], 2, 'not a folder: /no/such/folder'],
    [['move', 'x'], 2, 'no command "move"'],
    [['migrate', 'x', '--fast'], 2, 'fast'],
    [['--help'], 0, 'usage: legacy-defs migrate DIR'],
  ])('%j ends with %i', (argv, code, said) => {
    const result = migrate(...argv)
    expect([result.code, result.out]).toEqual([code, expect.stringContaining(said)])
  })
})
