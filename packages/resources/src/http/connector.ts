import { type SecureContext, TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import { serverNameOf, type TlsServer } from './server-certificate.ts'
import type { TlsTrust } from './tls-trust.ts'
import { isVerificationError, untrustedServer } from './untrusted-server.ts'

type Connect = buildConnector.connector
type Options = Parameters<Connect>[0]
type Connected = Extract<Parameters<Parameters<Connect>[1]>, readonly [null, unknown]>[1]

/** Node's code for "the server sent its own certificate alone, and who signed it is not known". */
const NO_ISSUER = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
/** What Node 24 advises at the end of a message. It does not help here: who is trusted is said, see `TlsTrust`. */
const SYSTEM_CA_ADVICE = /; if the root CA is installed locally.*$/s

/**
 * Opens connections for undici, each verified by `trust`; where a server leaves its issuer out, the issuer is learnt and
 * the connection tried once more. A server that cannot be trusted fails with `untrusted_server`, naming host and reason.
 */
export function createConnector(trust: TlsTrust, options: { readonly timeoutMs: number }): Connect {
  const timeout = options.timeoutMs
  const plain = buildConnector({ timeout })
  let secure: { readonly context: SecureContext; readonly connect: Connect } | undefined
  const connectSecurely = (target: Options) => {
    const context = trust.secureContext()
    // One connector for as long as nothing new is trusted: it remembers TLS sessions.
    if (secure?.context !== context) secure = { context, connect: buildConnector({ timeout, secureContext: context }) }
    return open(secure.connect, target)
  }

  async function connectTrusted(target: Options): Promise<Connected> {
    const server: TlsServer = { hostname: target.hostname, port: Number(target.port) || 443 }
    try {
      return await connectSecurely(target).catch(async (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== NO_ISSUER) throw error
        await trust.learnIssuer(server)
        return await connectSecurely(target)
      })
    } catch (error) {
      if (!isVerificationError(error)) throw error
      const said = error.message.replace(SYSTEM_CA_ADVICE, '')
      const reason = error.code === NO_ISSUER ? 'nobody known signed its certificate' : said
      throw untrustedServer(server.hostname, reason, { cause: error })
    }
  }

  return (target, callback) => {
    if (target.protocol !== 'https:') return plain(target, callback)
    connectTrusted({ ...target, ...nameFor(target) }).then(
      (socket) => {
        const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
        if (certificate) trust.noteServerCertificate(certificate)
        callback(null, socket)
      },
      (error: Error) => callback(error, null),
    )
  }
}

function nameFor({ hostname, servername }: Options): { servername?: string } {
  const name = servername ?? serverNameOf(hostname)
  return name === undefined ? {} : { servername: name }
}

function open(connect: Connect, target: Options): Promise<Connected> {
  return new Promise((resolve, reject) => {
    connect(target, (error, socket) => (error ? reject(error) : resolve(socket as Connected)))
  })
}
