import { createServer, type ServerResponse } from 'node:http'
import { closeServer, listen } from '../listen.ts'
import type { Participant, SimulatedTime } from './simulated-time.ts'

/** The other door of a simulator: what makes processes participants of its time. */
export interface ControlServer {
  readonly url: string
  close(): Promise<void>
}

interface RemoteParticipant {
  readonly participant: Participant
  readonly stream: ServerResponse
  /** Resolve when the other process has taken notice of the time it was told. */
  readonly unread: Map<number, () => void>
}

/**
 * Serves a simulated time to other processes: `join` is an answer that stays open and ends when its process leaves or
 * dies; `sleep` answers when the time has come; `read` confirms a time that was told on the open answer.
 */
export async function startControlServer(time: SimulatedTime, port = 0): Promise<ControlServer> {
  const remotes = new Map<string, RemoteParticipant>()
  let [joined, told] = [0, 0]

  const join = (stream: ServerResponse): void => {
    const id = String(++joined)
    const remote: RemoteParticipant = { participant: time.join(), stream, unread: new Map() }
    remotes.set(id, remote)
    stream.on('close', () => {
      remotes.delete(id)
      remote.participant.leave()
      for (const resolve of remote.unread.values()) resolve()
    })
    writeLine(stream, { participant: id, nowMs: time.now() })
  }

  const sleep = async (remote: RemoteParticipant, ms: number, response: ServerResponse): Promise<void> => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    try {
      await remote.participant.sleep(ms, { signal: gone.signal })
      response.end(JSON.stringify({ nowMs: time.now() }))
    } catch (error) {
      response.writeHead(409).end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }))
    }
  }

  const stopTelling = time.onDelayEnd(async (nowMs) => {
    await Promise.all(
      [...remotes.values()].map(({ stream, unread }) => {
        const tick = ++told
        writeLine(stream, { nowMs, tick })
        return new Promise<void>((resolve) => unread.set(tick, resolve))
      }),
    )
  })

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://control')
    if (url.pathname === '/join') return join(response)
    const remote = remotes.get(url.searchParams.get('participant') ?? '')
    if (!remote) return response.writeHead(404).end('{"error":"no such participant"}')
    if (url.pathname === '/sleep') return sleep(remote, Number(url.searchParams.get('ms')), response)
    const tick = Number(url.searchParams.get('tick'))
    remote.unread.get(tick)?.()
    remote.unread.delete(tick)
    return response.end('{}')
  })
  // An idle connection must not be closed under a participant that is busy for some real seconds.
  server.keepAliveTimeout = 0
  return {
    url: await listen(server, port),
    close() {
      stopTelling()
      return closeServer(server)
    },
  }
}

function writeLine(stream: ServerResponse, line: unknown): void {
  stream.write(`${JSON.stringify(line)}\n`)
}
