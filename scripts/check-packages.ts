// Packs every package as it would be published and lets publint and attw judge the tarballs.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, workspacePackages } from './layers.ts'

const BIN = join(ROOT, 'node_modules', '.bin')

function tool(name: string, args: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync(join(BIN, name), args, { cwd: ROOT, encoding: 'utf8' })
  return status === 0 ? null : `${stdout}${stderr}`
}

/** What it adds of its own is a line or two that stands in for `import.meta.url`. */
const BUILD_TOOL = 'tsup'

/** Code of others that a build took in: its licence would have to come with it. */
function bundledPackages(dist: string): string | null {
  const bundled = new Set<string>()
  for (const name of readdirSync(dist).filter((file) => /\.c?js\.map$/.test(file))) {
    const { sources } = JSON.parse(readFileSync(join(dist, name), 'utf8')) as { readonly sources: readonly string[] }
    for (const source of sources) {
      const [, other] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? []
      if (other && other !== BUILD_TOOL && !other.startsWith('@ttb/')) bundled.add(other)
    }
  }
  return bundled.size === 0 ? null : `code of ${[...bundled].join(', ')} is in dist; leave it out, or add its notice`
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
    say(manifest.name, bundledPackages(join(ROOT, source, 'dist')))
    say(`${manifest.name}: publint`, tool('publint', ['--strict', tarball]))
    say(`${manifest.name}: attw`, tool('attw', [tarball, '--profile', 'strict']))
    console.log(`${manifest.name}: packed and judged`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0
