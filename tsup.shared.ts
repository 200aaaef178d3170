import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

type ExportEntry = { readonly '@ttb/source'?: string } | string

/** One build for every package: the entries are the sources that `package.json#exports` names, and files it runs itself. */
export default function library(ownFiles: Record<string, string> = {}) {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, ExportEntry> }
  const entry = { ...ownFiles }
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    const source = typeof target === 'string' ? undefined : target['@ttb/source']
    if (source) entry[subpath === '.' ? 'index' : subpath.slice(2)] = source
  }
  return defineConfig({
    entry,
    format: ['esm', 'cjs'],
    target: 'node20',
    sourcemap: true,
    clean: true,
    shims: true,
    treeshake: true,
    splitting: true,
    dts: { compilerOptions: { noEmit: false, emitDeclarationOnly: true, customConditions: [] } },
  })
}
