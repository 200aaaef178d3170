// Packs every package as it would be published and lets publint and attw judge the tarballs.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, workspacePackages } from './layers.ts'

const BIN = join(ROOT, 'node_modules', '.bin')

function tool(name: string, args: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync(join(BIN, name), args, { cwd: ROOT, encoding: 'utf8' })
  return status === 0 ? null : `${stdout}${stderr}`
}

const folder = mkdtempSync(join(tmpdir(), 'ttb-packed-'))
let failed = false
const say = (name: string, problem: string | null) => {
  if (problem === null) return
  failed = true
  console.error(`${name}: ${problem}`)
}
try {
  for (const { folder: source, manifest } of workspacePackages()) {
    const packed = JSON.parse(
      execFileSync(join(BIN, 'pnpm'), ['pack', '--json', '--pack-destination', folder], {
        cwd: join(ROOT, source),
        encoding: 'utf8',
      }),
    ) as { filename: string }
    const tarball = packed.filename.startsWith('/') ? packed.filename : join(folder, packed.filename)
    for (const file of ['README.md', 'LICENSE', 'tsconfig.json'])
      say(manifest.name, existsSync(join(ROOT, source, file)) ? null : `no ${file}`)
    say(`${manifest.name}: publint`, tool('publint', ['--strict', tarball]))
    say(`${manifest.name}: attw`, tool('attw', [tarball, '--profile', 'strict']))
    console.log(`${manifest.name}: packed and judged`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0
