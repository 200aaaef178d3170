import type * as Sdk from '@aws-sdk/client-s3'
import { storageError } from './s3-errors.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** Silence on a connection after which it counts as lost. */
const SILENCE_TIMEOUT_MS = 60_000

export interface S3ConnectionOptions {
  /** The SDK's own sources by default; `us-east-1` for an endpoint of one's own. */
  readonly region?: string
  /** For servers other than AWS, such as `http://127.0.0.1:9000`. */
  readonly endpoint?: string
  /** The bucket in the path and not in the host name; by default where there is an endpoint. */
  readonly forcePathStyle?: boolean
  /** How often a request is tried in all, with growing waits; 5 by default. */
  readonly maxAttempts?: number
}

/** The SDK and a client of it, with the options of a request. */
export interface S3Request {
  readonly sdk: typeof Sdk
  readonly client: Sdk.S3Client
  readonly http: { readonly abortSignal?: AbortSignal }
}

/**
 * Makes one request (tried again by the SDK where that may help) and gives its answer.
 * Throws `TtbError` as `storageError` does; the reason of the signal if that aborted.
 */
export type S3Call = <T>(
  action: string,
  signal: AbortSignal | undefined,
  request: (s3: S3Request) => Promise<T>,
) => Promise<T>

/** The SDK is heavy: it is loaded by the first call. Credentials come from its own chain and stay there. */
export function connectS3(options: S3ConnectionOptions): S3Call {
  let connection: ReturnType<typeof open> | undefined
  return async (action, signal, request) => {
    signal?.throwIfAborted()
    connection ??= open(options)
    try {
      return await request({ ...(await connection), http: signal ? { abortSignal: signal } : {} })
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      throw storageError(action, error)
    }
  }
}

async function open({ region, endpoint, forcePathStyle, maxAttempts = 5 }: S3ConnectionOptions) {
  const sdk = await import('@aws-sdk/client-s3')
  // Most servers other than AWS do not know the checksums that the SDK adds by itself; they check the signed hash.
  const checksums = 'WHEN_REQUIRED' as const
  const ownServer = { region: 'us-east-1', endpoint, forcePathStyle: true, requestChecksumCalculation: checksums }
  const client = new sdk.S3Client({
    maxAttempts,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS },
    ...(endpoint === undefined ? {} : { ...ownServer, responseChecksumValidation: checksums }),
    ...(region === undefined ? {} : { region }),
    ...(forcePathStyle === undefined ? {} : { forcePathStyle }),
  })
  return { sdk, client }
}
