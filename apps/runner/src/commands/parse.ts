import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type Issue, isTtbId } from '@ttb/utils'
import { extractPage, MAX_PAGE_BYTES } from '@ttb/utils/pages'
import type { PageKind } from '@ttb/utils/records'
import type { RunCommand } from '../command.ts'
import { writeJsonLine } from '../output.ts'

export interface ParsedFile {
  readonly file: string
  readonly kind: PageKind | null
  readonly layout: string | null
  readonly ttb_id: string | null
  readonly values: Readonly<Record<string, unknown>>
  readonly issues: readonly Issue[]
  readonly outcome: string
}

/** Outcomes that are a fault of the file, not a word of the registry. */
const FAULTS = new Set(['truncated', 'wrong_record'])

export const run: RunCommand = async ({ stdout, stderr, signal }, files, options) => {
  let failed = false
  for (const file of files) {
    signal.throwIfAborted()
    const parsed = await parseFile(file, options['kind'] as PageKind | undefined)
    const isNoPage = parsed.kind === null && parsed.outcome === 'unexpected'
    if (parsed.layout === null || isNoPage || FAULTS.has(parsed.outcome)) {
      failed = true
      stderr.write(`ttb parse: ${file}: ${explain(parsed)}\n`)
    }
    if (options['json']) writeJsonLine(stdout, parsed)
    else stdout.write(`${formatParsed(parsed)}\n`)
  }
  return failed ? 'failed' : 'ok'
}

async function parseFile(file: string, kind: PageKind | undefined): Promise<ParsedFile> {
  const bytes = await readHead(file)
  if (typeof bytes === 'string') {
    return {
      file,
      kind: null,
      layout: null,
      ttb_id: null,
      values: {},
      issues: [{ code: 'missing', text: bytes }],
      outcome: 'unexpected',
    }
  }
  const asked = basename(file).replace(/(?:~\d+)?\.html?(?:\.gz)?$/i, '')
  const { layout, ttb_id, values, issues, outcome, ...page } = extractPage(bytes, {
    ...(kind && { kind }),
    ...(isTtbId(asked) && { ttbId: asked }),
  })
  return { file, kind: page.kind, layout, ttb_id, values: values as ParsedFile['values'], issues, outcome }
}

const decompress = promisify(gunzip)

/** A page as it was served, also where it is stored compressed, as the raw store does. */
async function decompressed(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  return decompress(bytes, { maxOutputLength: MAX_PAGE_BYTES + 1 })
}

/** The bytes of the page in a file, but no more than it takes to see that it is too large; or why it cannot be read. */
async function readHead(file: string): Promise<Uint8Array | string> {
  try {
    const handle = await open(file, 'r')
    try {
      const chunks: Uint8Array[] = []
      let size = 0
      while (size <= MAX_PAGE_BYTES) {
        const { bytesRead, buffer } = await handle.read(new Uint8Array(64 * 1024))
        if (bytesRead === 0) break
        chunks.push(buffer.subarray(0, bytesRead))
        size += bytesRead
      }
      return await decompressed(Buffer.concat(chunks))
    } finally {
      await handle.close()
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return (
      {
        ENOENT: 'no such file',
        EISDIR: 'is a folder; name its files, or use "ttb adopt"',
        EACCES: 'may not be read',
        Z_BUF_ERROR: 'the compressed file is cut short',
        Z_DATA_ERROR: 'the compressed file is damaged',
        ERR_BUFFER_TOO_LARGE: `more than ${MAX_PAGE_BYTES} bytes when decompressed`,
      }[code ?? ''] ?? message
    )
  }
}

function explain({ outcome, issues }: ParsedFile): string {
  const texts = issues
    .filter(({ code }) => code !== 'not_applicable')
    .map(({ code, text }) => (text ? `${code}: ${text}` : code))
  return `${outcome} (${texts.join('; ')})`
}

function formatParsed(parsed: ParsedFile): string {
  const head = `${parsed.file}\n  ${parsed.outcome}${parsed.kind ? `, ${parsed.kind}` : ''}${parsed.ttb_id ? `, TTB ID ${parsed.ttb_id}` : ''}`
  const values = Object.entries(parsed.values)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `  ${name.padEnd(28)} ${formatValue(value)}`)
  const issues = parsed.issues.map(
    ({ code, field, text }) => `  issue: ${code}${field ? ` in ${field}` : ''}${text ? `: ${text}` : ''}`,
  )
  return [head, ...values, ...issues].join('\n')
}

function formatValue(value: unknown): string {
  const lines = Array.isArray(value)
    ? value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item)))
    : [String(value)]
  return lines.join(`\n${' '.repeat(31)}`)
}
