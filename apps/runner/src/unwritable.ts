import { TtbError } from '@ttb/utils'

/** What is said where a file or folder that a command line names cannot be written; any other error is given back as it is. */
export function unwritable(what: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  const [, reason] = /^(E[A-Z0-9]+: [^,]+), /.exec(message) ?? []
  if (code === undefined || reason === undefined || !reason.startsWith(`${code}: `)) return error
  return new TtbError(`${what}: cannot be written: ${reason.slice(code.length + 2)}`, {
    code: 'storage_failed',
    cause: error,
  })
}
