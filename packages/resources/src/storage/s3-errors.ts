import { TtbError } from '@ttb/utils'

const MISSING = new Set(['NoSuchKey', 'NotFound'])
/** Answers below 500 that say "later". An upload that is gone was ended by a try whose answer was lost, or by a rule. */
const PASSING = new Set(['RequestTimeout', 'SlowDown', 'Throttling', 'ThrottlingException', 'NoSuchUpload'])
/** Failures without any answer that another try may not meet. */
const NETWORK =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ERR_STREAM_PREMATURE_CLOSE|TimeoutError)$/

interface SdkError {
  readonly name?: string
  readonly message?: string
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/**
 * An error of the SDK as a `TtbError`: `not_found` for an object that is not there, `conflict` for a condition that
 * does not hold, else `storage_failed`, retryable for throttling, failures of the server and of the network.
 * Only name, status and message are kept: the SDK's own error leads to the request with its credentials.
 */
export function storageError(action: string, error: unknown): TtbError {
  if (TtbError.isInstance(error)) return error
  const { name = 'Error', message = '', code, $metadata } = (error ?? {}) as SdkError
  const status = $metadata?.httpStatusCode
  const text = `cannot ${action}: ${status === undefined ? (code ?? `${name}: ${message}`) : `${name} ${status}`}`
  const cause = new Error(`${name}: ${message}`)
  if (MISSING.has(name)) return new TtbError(text, { code: 'not_found', cause })
  if (status === 412) return new TtbError(text, { code: 'conflict', cause })
  // Two conditional writes met; who tries again may win.
  if (status === 409) return new TtbError(text, { code: 'conflict', retryable: true, cause })
  const answered = status !== undefined && (status >= 500 || status === 429 || status === 408)
  // An answer of 200 that broke off, or no answer at all, shows in the code or the name alone.
  const retryable = answered || PASSING.has(name) || NETWORK.test(code ?? name)
  return new TtbError(text, { code: 'storage_failed', retryable, cause })
}

/** Whether an error is a `TtbError` of the given code. */
export function hasCode(error: unknown, code: TtbError['code']): boolean {
  return TtbError.isInstance(error) && error.code === code
}
