import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/**
 * What goes wrong with a request: `throttled` and `failed` are answers without a deed; `reset` is neither;
 * `unanswered` is a deed without an answer; `truncated` is a deed whose answer breaks off halfway.
 */
export const FAULTS = ['throttled', 'failed', 'reset', 'unanswered', 'truncated'] as const
export type Fault = (typeof FAULTS)[number]

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  /** Which request of the program this is, from 0; its repetitions by the SDK have the same number. */
  readonly call: number
  /** Which try of that request, from 0. */
  readonly attempt: number
}

export interface FaultProxy {
  readonly endpoint: string
  /** Every request since the last `watch`. */
  readonly seen: readonly SeenRequest[]
  /** Forgets what was seen, and from now on asks of each request what goes wrong with it. */
  watch(choose: (request: SeenRequest) => Fault | null): void
  stop(): Promise<void>
}

/** An HTTP server that passes everything on to another, but for the faults it is told to make. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let seen: SeenRequest[] = []
  let calls: string[] = []
  let choose: (request: SeenRequest) => Fault | null = () => null
  const server = createServer((incoming, answer) => {
    const id = String(incoming.headers['amz-sdk-invocation-id'])
    if (!calls.includes(id)) calls.push(id)
    const call = calls.indexOf(id)
    const attempt = seen.filter((request) => request.call === call).length
    const { method = '', url = '', headers } = incoming
    const request = { method, url, headers, call, attempt }
    seen.push(request)
    handle(target, incoming, answer, choose(request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected the address of a TCP port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    get seen() {
      return seen
    },
    watch(next) {
      ;[seen, calls, choose] = [[], [], next]
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function handle(target: string, incoming: IncomingMessage, answer: ServerResponse, fault: Fault | null): void {
  if (fault === 'reset') {
    incoming.socket.destroy()
  } else if (fault === 'throttled' || fault === 'failed') {
    incoming.resume()
    const [status, code] = fault === 'throttled' ? [503, 'SlowDown'] : [500, 'InternalError']
    incoming.on('end', () => {
      answer.writeHead(status, { 'content-type': 'application/xml' })
      answer.end(`<Error><Code>${code}</Code><Message>injected</Message></Error>`)
    })
  } else {
    forward(target, incoming, answer, fault)
  }
}

function forward(target: string, incoming: IncomingMessage, answer: ServerResponse, fault: Fault | null): void {
  const { method, url, headers } = incoming
  // The host is signed, so it stays as the client named it.
  const onward = request(target + url, { method, headers, path: url }, (response) => {
    if (fault === null) {
      answer.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(answer)
      return
    }
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () => {
      if (fault === 'unanswered') return incoming.socket.destroy()
      const body = Buffer.concat(chunks)
      const { 'transfer-encoding': _, ...kept } = response.headers
      answer.writeHead(response.statusCode ?? 500, { ...kept, 'content-length': Math.max(1, body.length) })
      answer.write(body.subarray(0, Math.floor(body.length / 2)), () => incoming.socket.destroy())
    })
  })
  onward.on('error', () => answer.destroy())
  incoming.pipe(onward)
}
