/** What went wrong, as a program asks it. One code, one meaning, for ever. */
export type TtbErrorCode =
  | 'invalid_ttb_id'
  | 'invalid_argument'
  | 'invalid_definition'
  | 'not_found'
  | 'conflict'
  | 'storage_failed'
  | 'corrupt_data'
  | 'query_failed'
  | 'blocked'
  | 'untrusted_server'

export interface TtbErrorOptions {
  readonly code: TtbErrorCode
  /** Whether the same call may succeed later without a change. */
  readonly retryable?: boolean
  readonly cause?: unknown
}

const MARKER = Symbol.for('ttb.error')

/**
 * Thrown for misuse and for the outside world, never for bad data: bad data is an {@link Issue}.
 * Recognise it with `TtbError.isInstance(error)`; `instanceof` fails when the ESM and the CJS copy of a package are both loaded.
 */
export class TtbError extends Error {
  override readonly name = 'TtbError'
  readonly code: TtbErrorCode
  readonly retryable: boolean

  constructor(message: string, options: TtbErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = options.code
    this.retryable = options.retryable ?? false
    Object.defineProperty(this, MARKER, { value: true })
  }

  static isInstance(error: unknown): error is TtbError {
    return typeof error === 'object' && error !== null && MARKER in error
  }
}
