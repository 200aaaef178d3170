import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT, readText } from '../scripts/repository.ts'
import { docBlocks } from './doc-blocks.ts'

/** Blocks that are no program of their own, by how they begin, and what tries them instead. */
const PARTS: readonly { readonly file: string; readonly begins: string; readonly reason: string }[] = [
  {
    file: 'CONTRIBUTING.md',
    begins: 'bottler_name: {',
    reason: 'a row of a table; packages/assets/test/one-row.test.ts adds this very row',
  },
]
/** Blocks that type-check and are not run, by how they begin. */
const NOT_RUN: readonly { readonly file: string; readonly begins: string; readonly reason: string }[] = []

const HERE = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(HERE, 'test/.blocks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a block may use without saying where from. */
const PRELUDE = 'declare const bytes: Uint8Array\n'
const isIn = (table: typeof PARTS, file: string, text: string) =>
  table.some((row) => row.file === file && text.startsWith(row.begins))

const blocks = docBlocks('ts').filter(({ file, text }) => !isIn(PARTS, file, text))
const programs = blocks.map((block, at) => ({ ...block, path: join(folder, `block-${at}.ts`) }))
writeFileSync(join(folder, 'prelude.d.ts'), PRELUDE)
for (const { path, text } of programs) writeFileSync(path, `${text}\nexport {}\n`)

describe('blocks of TypeScript', () => {
  it('are there, and every exception is of one that is there', () => {
    expect(programs.length).toBeGreaterThan(3)
    for (const { file, begins } of [...PARTS, ...NOT_RUN])
      expect(docBlocks('ts').filter((block) => block.file === file && block.text.startsWith(begins))).toHaveLength(1)
  })

  it('type-check against the sources', () => {
    const base = ts.parseConfigFileTextToJson('tsconfig.base.json', readText('tsconfig.base.json')).config
    const { options } = ts.convertCompilerOptionsFromJson(base.compilerOptions, ROOT)
    const program = ts.createProgram([join(folder, 'prelude.d.ts'), ...programs.map(({ path }) => path)], options)
    const problems = programs.flatMap(({ path, file, line }) =>
      ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map(({ start = 0, messageText }) => {
        const at = program.getSourceFile(path)?.getLineAndCharacterOfPosition(start).line ?? 0
        return `${file}:${line + at}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
      }),
    )
    expect(problems).toEqual([])
  })

  it('run, and give what they say they give', () => {
    const runnable = programs.filter(({ file, text }) => !isIn(NOT_RUN, file, text))
    for (const { path, text } of runnable) writeFileSync(path.replace('.ts', '.run.ts'), withAssertions(text))
    const page = JSON.stringify(join(ROOT, 'examples/parse-one-page/page.html'))
    const imports = runnable.map(
      ({ path, file, line }) =>
        `await import(${JSON.stringify(path.replace('.ts', '.run.ts'))}).catch((error) => failed.push(\`${file}:${line}: \${error.message}\`))`,
    )
    const main = join(folder, 'main.ts')
    writeFileSync(
      main,
      `import { readFileSync } from 'node:fs'
Object.assign(globalThis, { bytes: readFileSync(${page}) })
const failed: string[] = []
const log = console.log
console.log = () => undefined
${imports.join('\n')}
log(JSON.stringify(failed))
export {}
`,
    )
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--no-deprecation', '--conditions=@ttb/source', '--import', 'tsx', main],
      { cwd: HERE, encoding: 'utf8', timeout: 50_000 },
    )
    expect([stdout.trim(), stderr.replace(/^npm warn.*\n/gm, '')]).toEqual(['[]', ''])
  })
})

/** What stands as a literal behind `//` is what the expression before it must give, at least. */
function withAssertions(text: string): string {
  const lines = text.split('\n').map((line) => {
    const [, expression, comment] = /^([\w.]+\(.*\)(?:\.\w+)?) \/\/ (.+)$/.exec(line) ?? []
    if (expression === undefined || comment === undefined || !isLiteral(comment)) return line
    return `assertMatches(${expression}, ${comment})`
  })
  return `import { expectMatch as assertMatches } from ${JSON.stringify(join(HERE, 'test/expect-match.ts'))}\n${lines.join('\n')}\nexport {}\n`
}

function isLiteral(text: string): boolean {
  const source = ts.createSourceFile('literal.ts', `(${text})`, ts.ScriptTarget.Latest, true)
  let isData = true
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !ts.isPropertyAssignment(node.parent)) isData = false
    ts.forEachChild(node, visit)
  }
  visit(source)
  return isData && ts.transpileModule(`(${text})`, { reportDiagnostics: true }).diagnostics?.length === 0
}
