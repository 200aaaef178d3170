import { TtbError } from '@ttb/utils'

/** The error of a server that cannot be shown to be who it says. */
export function untrustedServer(
  hostname: string,
  reason: string,
  options: { readonly retryable?: boolean; readonly cause?: unknown } = {},
): TtbError {
  return new TtbError(`cannot trust ${hostname}: ${reason}`, { code: 'untrusted_server', ...options })
}

/** Codes of certificates that did not verify: those of OpenSSL as Node names them, and a name that does not match. */
const VERIFICATION =
  /^(?:UNABLE_TO_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_|INVALID_|PATH_LENGTH_|HOSTNAME_|ERR_TLS_CERT_)/

/** Whether a connection failed because the server's certificate was not accepted. */
export function isVerificationError(error: unknown): error is NodeJS.ErrnoException {
  return VERIFICATION.test(String((error as NodeJS.ErrnoException | null)?.code ?? ''))
}
