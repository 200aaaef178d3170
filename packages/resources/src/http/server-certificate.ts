import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { connect, type SecureContext } from 'node:tls'
import { untrustedServer } from './untrusted-server.ts'

/** Where a TLS connection goes. */
export interface TlsServer {
  readonly hostname: string
  readonly port: number
}

/** The name that a TLS server is asked for; none for an address in numbers. */
export function serverNameOf(hostname: string): string | undefined {
  return isIP(hostname) ? undefined : hostname
}

/**
 * The certificate that a server shows, whether or not it can be trusted: connects, sends nothing, hangs up.
 * Throws `untrusted_server`, retryable, when the server shows none.
 */
export function readServerCertificate(
  { hostname, port }: TlsServer,
  options: { readonly secureContext: SecureContext; readonly timeoutMs: number },
): Promise<X509Certificate> {
  const { secureContext, timeoutMs } = options
  return new Promise((resolve, reject) => {
    let certificate: X509Certificate | undefined
    const socket = connect({ host: hostname, port, servername: serverNameOf(hostname) ?? '', secureContext })
    const finish = (cause?: Error) => {
      socket.destroy()
      if (certificate) resolve(certificate)
      else reject(untrustedServer(hostname, 'it shows no certificate', { retryable: true, cause }))
    }
    // Node verifies at this event, and where it does not trust the server hangs up before anyone else can look.
    socket.prependOnceListener('secure', () => {
      certificate = socket.getPeerX509Certificate()
    })
    socket.setTimeout(timeoutMs, () => finish(new Error(`no handshake within ${timeoutMs} ms`)))
    socket.once('secureConnect', () => finish())
    socket.on('error', finish)
  })
}
