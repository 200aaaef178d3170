import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ROOT, readText } from '../scripts/repository.ts'
import { EXAMPLES } from '../scripts/site-sections.ts'

const execute = promisify(execFile)

describe('the examples', () => {
  it('are those that the site shows', () => {
    const folders = readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => name).sort()).toEqual([...EXAMPLES].sort())
  })
  it.each(EXAMPLES)('%s prints what it says it prints', async (name) => {
    const { stdout } = await execute(process.execPath, ['--conditions=@ttb/source', '--import', 'tsx', 'index.ts'], {
      cwd: join(ROOT, 'examples', name),
    })
    expect(stdout).toBe(readText(`examples/${name}/output.txt`))
  })
})
