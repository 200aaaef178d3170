import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../src/index.ts'
import { ttb } from './ttb.ts'

/** What bash offers after these words. */
async function offered(...words: string[]): Promise<string[]> {
  const { stdout } = await ttb('completion', 'bash')
  const line = words.map((word) => `'${word}'`).join(' ')
  const script = `${stdout}\nCOMP_WORDS=(ttb ${line}); COMP_CWORD=${words.length}; _ttb; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean)
}

describe('ttb completion', () => {
  it('lets bash offer commands, options, and the words that an option or argument can be', async () => {
    expect(await offered('')).toEqual([...COMMANDS.map(({ name }) => name), '--help', '--version'])
    expect(await offered('mat')).toEqual(['materialize'])
    expect(await offered('run', '--f')).toEqual(['--from', '--force'])
    expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish', '--help'])
    expect(await offered('simulate', '--scenario', 'd')).toEqual(['demo'])
  })

  for (const shell of ['bash', 'zsh', 'fish'])
    it(`names every command and option for ${shell}`, async () => {
      const { exit, stdout } = await ttb('completion', shell)
      expect(exit).toBe(0)
      for (const { name, options } of COMMANDS) {
        expect(stdout).toContain(name)
        for (const { flags } of options) {
          const flag = flags.split(' ')[0] as string
          expect(stdout).toContain(shell === 'fish' ? `-l ${flag.slice(2)}` : flag)
        }
      }
    })

  it('knows no other shell', async () => {
    expect((await ttb('completion', 'tcsh')).exit).toBe(2)
  })
})
