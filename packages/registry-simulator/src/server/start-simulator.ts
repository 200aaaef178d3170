import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { startControlServer } from '../clock/control-server.ts'
import type { ServerTime, SimulatedTime } from '../clock/simulated-time.ts'
import { chooseFaults, NO_FAULTS } from '../faults/choose-faults.ts'
import type { FaultRule } from '../faults/fault-rules.ts'
import { closeServer, listen } from '../listen.ts'
import { type AnswerKey, createAnswerKey } from '../world/answer-key.ts'
import type { World } from '../world/world.ts'
import { answerRequest } from './answer-request.ts'
import { damage, type Sent } from './damage.ts'
import { Defence } from './defence.ts'
import { endpointOf } from './endpoints.ts'
import type { CodeLists } from './record-endpoints.ts'
import { countWithin, type OpenEntry, type RequestEntry } from './request-log.ts'
import { Sessions } from './sessions.ts'

export interface SimulatorOptions {
  readonly world: World
  /** With a simulated time, other processes can join it at the control address. */
  readonly time: ServerTime | SimulatedTime
  readonly faults?: readonly FaultRule[]
  /** Default: any free port of this machine. */
  readonly port?: number
  readonly controlPort?: number
  /** Simulated time an answer takes; default: 300. */
  readonly latencyMs?: number
  /** After how long a session is over; default: 20 minutes. */
  readonly sessionIdleMs?: number
  /** What the code lists show; default: every code of the registry. */
  readonly codeLists?: CodeLists
  /** Rows that one search lets through; default: 1000. */
  readonly rowCap?: number
}

/** A registry that runs. */
export interface Simulator {
  /** The address to use instead of `https://ttbonline.gov`; no path. */
  readonly url: string
  /** For `connectSimulatedTime`; null when the time is not a simulated one. */
  readonly controlUrl: string | null
  /** Every request so far, in order of arrival. */
  readonly requests: readonly RequestEntry[]
  /** What an ideal client would hold at a simulated time; default: now. */
  answerKey(atMs?: number): AnswerKey
  close(): Promise<void>
}

const SLOW_ADVANCE_MS = 30_000

/** Starts a registry on this machine that shows a world as time passes. Throws `conflict` when a port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { world, time, faults = [], latencyMs = 300, sessionIdleMs = 1_200_000, rowCap = 1000 } = options
  const { seed } = world.scenario
  const sessions = new Sessions({ idleMs: sessionIdleMs, seed })
  const defence = new Defence()
  const log: OpenEntry[] = []

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(`http://registry${request.url}`)
    const atMs = time.now()
    const entry = openEntry(request, url, log.length + 1, atMs)
    log.push(entry)
    const gone = new AbortController()
    response.on('close', () => {
      entry.outcome ??= 'unanswered'
      gone.abort()
    })
    const sessionOf = sessions.find(request.headers.cookie, atMs)
    const hasSearched = Boolean(sessionOf.session?.search)
    const facts = { ...entry, hasSearched, countWithin: (ms: number) => countWithin(log, ms) }
    const chosen = chooseFaults(faults, seed, facts)
    const { fault } = chosen
    entry.session = sessionOf.session?.id ?? null
    entry.blocked = defence.isRefusing(atMs)
    const refusal = defence.judge(fault, atMs, entry.number)
    entry.fault = refusal ? (entry.blocked ? null : (fault?.kind ?? null)) : ((fault ?? chosen.edits[0])?.kind ?? null)
    const form = await readForm(request, url)

    if (!refusal && fault?.kind === 'slow') {
      await time.delay(fault.advanceMs ?? SLOW_ADVANCE_MS, { signal: gone.signal })
      entry.outcome = 'unanswered'
      return
    }
    await time.delay(latencyMs, { signal: gone.signal })
    if (!refusal && (fault?.kind === 'reset' || isBare(request, entry))) {
      entry.outcome = 'reset'
      request.socket.resetAndDestroy()
      return
    }
    const answered = refusal
      ? { reply: refusal, session: null, opened: false, ttbId: entry.ttbId }
      : answerRequest({ world, rowCap, codeLists: options.codeLists }, sessions, {
          ...entry,
          url,
          headers: request.headers,
          form,
          fault,
          sessionOf,
        })
    const sent = damage(answered.reply, refusal ? NO_FAULTS : chosen, seed, entry.number)
    if (answered.session) {
      entry.session = answered.session.id
      if (answered.opened) response.setHeader('Set-Cookie', Sessions.cookiesOf(answered.session))
    }
    entry.ttbId = answered.ttbId
    entry.answeredAtMs = time.now()
    entry.httpStatus = sent.reply.status
    entry.outcome = sent.reply.outcome
    entry.sizeBytes = sent.reply.body.length
    send(response, sent)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // The client went away while its answer was under way: nobody is left to tell.
      if (response.destroyed) return
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`the simulator failed: ${inspect(error)}`)
    })
  })
  // Time stands still while a client thinks, so that its connection is never idle.
  server.keepAliveTimeout = 0
  const url = await listen(server, options.port ?? 0)
  const control =
    'join' in time
      ? await startControlServer(time, options.controlPort).catch(async (error: unknown) => {
          await closeServer(server)
          throw error
        })
      : null
  return {
    url,
    controlUrl: control?.url ?? null,
    requests: log,
    answerKey: (atMs = time.now()) => createAnswerKey(world, atMs),
    async close() {
      await Promise.all([closeServer(server), control?.close()])
    },
  }
}

function openEntry(request: IncomingMessage, url: URL, number: number, atMs: number): OpenEntry {
  return {
    number,
    atMs,
    answeredAtMs: null,
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    endpoint: endpointOf(url),
    ttbId: url.searchParams.get('ttbid') ?? url.searchParams.get('id'),
    refererTtbId: /[?&]ttbid=(\d+)/.exec(request.headers.referer ?? '')?.[1] ?? null,
    session: null,
    httpStatus: null,
    outcome: null,
    fault: null,
    blocked: false,
    sizeBytes: 0,
  }
}

/** Images are served to what looks like a browser, and `robots.txt` to nobody. */
function isBare(request: IncomingMessage, { endpoint, path }: RequestEntry): boolean {
  return (endpoint === 'attachment' && !request.headers.accept) || path === '/robots.txt'
}

async function readForm(request: IncomingMessage, url: URL): Promise<URLSearchParams> {
  let body = ''
  for await (const chunk of request.setEncoding('latin1')) body += chunk
  return new URLSearchParams([...url.searchParams, ...new URLSearchParams(body)])
}

function send(response: ServerResponse, { reply, announcedBytes }: Sent): void {
  response.writeHead(reply.status, { 'Content-Type': reply.contentType, 'Content-Length': announcedBytes })
  if (announcedBytes === reply.body.length) response.end(reply.body)
  else response.write(reply.body, () => response.destroy())
}
