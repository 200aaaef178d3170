import { createReadStream } from 'node:fs'
import { mkdtemp, open as openFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { encodeArrow, formatCsvLine, type SqlRows, type SqlSession } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { OptionValues } from './command.ts'
import type { Effects, TextSink } from './effects.ts'
import { formatCount, formatCounted } from './output.ts'
import { RESULT_FORMATS, type ResultFormat } from './result-formats.ts'
import { formatCsv, showTable } from './table-output.ts'
import { unwritable } from './unwritable.ts'

/** Rows on a screen where nothing else is asked for. */
const SCREEN_ROWS = 50

/** How an answer is to be given, as the options of a command say it. */
export interface Wanted {
  readonly format: ResultFormat
  /** Null: to standard output. */
  readonly file: string | null
  /** Rows shown as a table; infinity for all. */
  readonly maxRows: number
}

const BINARY: readonly ResultFormat[] = ['parquet', 'arrow']

/** Reads `--format`, `--output`, `--rows` and `--json`. Throws `invalid_argument` for what cannot be together. */
export function readWanted(options: OptionValues, { stdout }: Effects): Wanted {
  const output = options['output'] as string | undefined
  const byName = RESULT_FORMATS.find((format) => extname(output ?? '') === `.${format}`)
  const format = options['json'] ? 'jsonl' : ((options['format'] as ResultFormat | undefined) ?? byName)
  if (options['json'] && options['format'] !== undefined && options['format'] !== 'jsonl')
    throw invalid('--json is --format jsonl; expected one of them')
  if (output !== undefined && format === undefined)
    throw invalid(
      `--output ${output}: expected --format, or a name that ends in ${RESULT_FORMATS.slice(1)
        .map((name) => `.${name}`)
        .join(', ')}`,
    )
  if (output === undefined && BINARY.includes(format ?? 'table') && stdout.isTTY)
    throw invalid(`--format ${format} is nothing for a screen; expected --output FILE, or a pipe`)
  return { format: format ?? 'table', file: output === undefined ? null : resolve(output), maxRows: readRows(options) }
}

function readRows(options: OptionValues): number {
  const text = options['rows'] as string | undefined
  if (text === undefined) return options['output'] === undefined ? SCREEN_ROWS : Number.POSITIVE_INFINITY
  if (text === 'all') return Number.POSITIVE_INFINITY
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw invalid(`--rows: ${JSON.stringify(text)}; expected a number, or all`)
}

function invalid(message: string): TtbError {
  return new TtbError(message, { code: 'invalid_argument' })
}

/**
 * Asks a query and writes the answer as it is wanted. A file is there whole or not at all.
 *
 * @param open opens the session; it may write the file that it is given
 * @returns rows of the answer
 */
export async function writeAnswer(
  effects: Effects,
  sql: string,
  wanted: Wanted,
  open: (outputFile?: string) => Promise<SqlSession>,
): Promise<number> {
  const { file } = wanted
  if (file === null) return write(effects, sql, wanted, open, sinkOf(effects.stdout, effects.signal))
  const part = `${file}.part`
  const sink = await fileSink(part).catch((error) => {
    throw unwritable(`--output ${file}`, error)
  })
  try {
    const rows = await write(effects, sql, wanted, open, sink).finally(() => sink.close())
    await rename(part, file)
    effects.stderr.write(`${formatCounted(rows, 'row')} in ${file}\n`)
    return rows
  } finally {
    await rm(part, { force: true })
  }
}

async function write(
  { stdout, signal }: Effects,
  sql: string,
  wanted: Wanted,
  open: (outputFile?: string) => Promise<SqlSession>,
  sink: Sink,
): Promise<number> {
  if (wanted.format === 'parquet') return writeParquet(sql, open, sink, signal)
  const session = await open()
  try {
    const width = wanted.file === null && stdout.isTTY ? stdout.columns : undefined
    return await writeRows(sink, await session.stream(sql, { signal }), { ...wanted, width })
  } finally {
    session.close()
  }
}

/** DuckDB writes files only, and only the one it is told of when the session opens. */
async function writeParquet(
  sql: string,
  open: (outputFile?: string) => Promise<SqlSession>,
  sink: Sink,
  signal: AbortSignal,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ttb-answer-'))
  try {
    const made = join(folder, 'answer.parquet')
    const session = await open(made)
    const rows = await session.writeParquet(sql, { signal }).finally(() => session.close())
    for await (const piece of createReadStream(made)) await sink.write(piece as Uint8Array)
    return rows
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type HowToWrite = Pick<Wanted, 'format' | 'maxRows'> & { readonly width: number | undefined }

/** Writes rows as they come in; only tables, whose widths depend on all of them, and Arrow files wait for the last one. */
async function writeRows(sink: Sink, answer: SqlRows, { format, maxRows, width }: HowToWrite): Promise<number> {
  const { columns, types, batches } = answer
  const named = (row: readonly unknown[]) =>
    JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at]])))
  const held: (readonly unknown[])[] = []
  let count = 0
  if (format === 'csv') await sink.write(formatCsv({ columns, rows: [] }))
  for await (const batch of batches) {
    if (format === 'csv') await sink.write(batch.map(formatCsvLine).join(''))
    else if (format === 'jsonl') await sink.write(batch.map((row) => `${named(row)}\n`).join(''))
    else if (format === 'json')
      await sink.write(batch.map((row, at) => `${count + at === 0 ? '[\n' : ',\n'}${named(row)}`).join(''))
    else held.push(...(format === 'arrow' ? batch : batch.slice(0, Math.max(0, maxRows - held.length))))
    count += batch.length
  }
  if (format === 'json') await sink.write(count === 0 ? '[]\n' : '\n]\n')
  if (format === 'arrow') await sink.write(await encodeArrow({ columns, types, rows: held }))
  if (format === 'table') {
    const { text, cut } = showTable({ columns, types, rows: held }, { width, nullText: 'null' })
    await sink.write(`${text}\n${footer(count, held.length, cut)}\n`)
  }
  return count
}

/** `3 rows`, `50 of 1,234 rows: --rows all shows the others; 2 cells are cut (…): --format csv has them whole`. */
function footer(count: number, shown: number, cut: number): string {
  const rows =
    shown === count
      ? formatCounted(count, 'row')
      : `${formatCount(shown)} of ${formatCounted(count, 'row')}; ${formatCount(count - shown)} left out: --rows all shows them`
  if (cut === 0) return `(${rows})`
  return `(${rows}; ${formatCounted(cut, 'cell')} cut at …: --format csv has ${cut === 1 ? 'it' : 'them'} whole)`
}

/** Where an answer goes. */
interface Sink {
  write(piece: string | Uint8Array): Promise<void>
}

/** Waits where a pipe is read more slowly than rows are found; no longer than the signal, as who has gone reads no more. */
function sinkOf(stream: TextSink, signal: AbortSignal): Sink {
  return {
    async write(piece) {
      signal.throwIfAborted()
      if (stream.write(piece) !== false || !stream.once) return
      await new Promise<void>((resume, reject) => {
        const stop = (): void => reject(signal.reason)
        signal.addEventListener('abort', stop, { once: true })
        stream.once?.('drain', () => {
          signal.removeEventListener('abort', stop)
          resume()
        })
      })
    },
  }
}

async function fileSink(path: string): Promise<Sink & { close(): Promise<void> }> {
  const handle = await openFile(path, 'w')
  return {
    async write(piece) {
      await handle.writeFile(piece)
    },
    close: () => handle.close(),
  }
}
