import { TtbError } from '@ttb/utils'

const GONE = new Set(['ENOENT', 'ENOTDIR'])
const OCCUPIED = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY'])
const PASSING = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'EBUSY', 'EINTR', 'ETIMEDOUT', 'ESTALE', 'ENOLCK'])

/** The code of an error of the file system, or undefined for any other error. */
export function fileErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return undefined
  return String(error.code)
}

/** Whether an error says that there is no such file. */
export function isGone(error: unknown): boolean {
  return GONE.has(fileErrorCode(error) ?? '')
}

/** An error of the file system as a `TtbError`; any other (of the caller's stream, an abort) as it is. */
export function folderError(action: string, error: unknown): unknown {
  const code = fileErrorCode(error)
  if (code === undefined || TtbError.isInstance(error)) return error
  if (OCCUPIED.has(code)) {
    const expected = 'expected no object to be also a folder of objects, as in "a" and "a/b"'
    return new TtbError(`cannot ${action}: ${expected}`, { code: 'invalid_argument', cause: error })
  }
  if (code === 'ENAMETOOLONG') {
    const expected = 'expected names of at most 255 bytes between the slashes'
    return new TtbError(`cannot ${action}: ${expected}`, { code: 'invalid_argument', cause: error })
  }
  const message = `cannot ${action}: ${code}`
  return new TtbError(message, { code: 'storage_failed', retryable: PASSING.has(code), cause: error })
}
