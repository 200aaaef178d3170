import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const PACKAGE = fileURLToPath(new URL('../', import.meta.url))

function run(script: string, ...flags: readonly string[]): { out: string; said: string } {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@ttb/source', '--import', 'tsx', ...flags, '--input-type=module', '-e', script],
    { cwd: PACKAGE, encoding: 'utf8' },
  )
  return { out: stdout, said: stderr }
}

const SCRIPT = `
  import { TTBIDUtils } from '@ttb/legacy-defs/ttb_utils'
  import { validate_ttb_id } from '@ttb/legacy-defs/ttb_transformations'
  process.stdout.write(String(validate_ttb_id('24045001000976')))
`

describe('an old path', () => {
  it('says once a process that it is deprecated, with a code of its own', () => {
    const { out, said } = run(SCRIPT)
    expect(out).toBe('true')
    expect(said.match(/\[TTB_LEGACY_TTB_UTILS\] DeprecationWarning: @ttb\/legacy-defs\/ttb_utils keeps/g)).toHaveLength(
      1,
    )
    expect(said.match(/\[TTB_LEGACY_TTB_TRANSFORMATIONS\] DeprecationWarning/g)).toHaveLength(1)
  })
  it('says it once for two copies of a module', () => {
    const { said } = run(`
      import { warnDeprecated } from './src/warn-deprecated.ts'
      const copy = await import('./src/warn-deprecated.ts?copy')
      warnDeprecated('ttb_utils')
      copy.warnDeprecated('ttb_utils')
      if (copy.warnDeprecated === warnDeprecated) throw new Error('one copy')
    `)
    expect(said.match(/DeprecationWarning/g)).toHaveLength(1)
  })
  it('is silenced as Node silences such warnings', () => {
    expect(run(SCRIPT, '--no-deprecation')).toEqual({ out: 'true', said: '' })
  })
  it('reads no environment and leaves nothing open when it is imported', () => {
    const { out } = run(
      `
      const read = []
      process.env = new Proxy({ ...process.env }, { get: (env, name) => (String(name).startsWith('TTB') && read.push(name), env[name]) })
      await import('@ttb/legacy-defs/ttb_partitions')
      await import('@ttb/legacy-defs/ttb_config')
      process.stdout.write(JSON.stringify(read))
    `,
      '--no-deprecation',
    )
    expect(out).toBe('[]')
  })
})
