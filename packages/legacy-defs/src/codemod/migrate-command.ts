import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrateFolder } from './migrate-folder.ts'

interface TextSink {
  write(text: string): unknown
}

const USAGE = `usage: legacy-defs migrate DIR [--dry-run]

Moves the sources below DIR off the import paths of the earlier TTB pipeline. What cannot be moved
is listed with its file and line. With --dry-run nothing is written.
`

/** The command; gives the exit code: 0 when no old name is left, 1 when some are, 2 when it was called wrongly. */
export function migrateCommand(
  argv: readonly string[],
  { stdout, stderr }: { readonly stdout: TextSink; readonly stderr: TextSink },
): number {
  const wrong = (problem: string): number => {
    stderr.write(`${problem}\n\n${USAGE}`)
    return 2
  }
  let parsed: ReturnType<typeof parseCommand>
  try {
    parsed = parseCommand(argv)
  } catch (error) {
    return wrong((error as Error).message)
  }
  const { values, positionals } = parsed
  if (values.help) {
    stdout.write(USAGE)
    return 0
  }
  const [command, folder, ...more] = positionals
  if (command !== 'migrate' || folder === undefined || more.length > 0)
    return wrong(
      command === undefined || command === 'migrate' ? 'expected one folder' : `no command ${JSON.stringify(command)}`,
    )
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return wrong(`not a folder: ${folder}`)

  const files = migrateFolder(folder, { write: !values['dry-run'] })
  for (const { file, left } of files)
    for (const { line, name, advice } of left) stdout.write(`${join(folder, file)}:${line}: ${name}: ${advice}\n`)
  const changed = files.filter((file) => file.changed).length
  const moved = files.reduce((sum, file) => sum + file.moved, 0)
  const left = files.reduce((sum, file) => sum + file.left.length, 0)
  stdout.write(
    `${counted(moved, 'use')} moved in ${counted(changed, 'file')}${values['dry-run'] ? ' (nothing written)' : ''}, ${left} left for a hand\n`,
  )
  return left === 0 ? 0 : 1
}

function parseCommand(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  })
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
