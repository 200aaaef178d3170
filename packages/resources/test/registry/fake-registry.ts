import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach } from 'vitest'
import { createTlsTrust } from '../../src/http/tls-trust.ts'
import { registryUserAgent } from '../../src/http/user-agent.ts'
import type { Attempt } from '../../src/registry/attempt.ts'
import type { RegistryClientOptions } from '../../src/registry/client-options.ts'
import { createRegistryClient, type RegistryClient } from '../../src/registry/registry-client.ts'
import type { RegistryEvent } from '../../src/registry/registry-event.ts'
import { openStateStore, type StateStore } from '../../src/state/state-store.ts'
import { serve } from '../http/test-server.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'

/** One answer of a server that does what a test says. */
export type Reply =
  | string
  | Uint8Array
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string | readonly string[]>>
      readonly body?: string | Uint8Array
      /** How many bytes more are announced than sent, before the connection is closed. */
      readonly missingBytes?: number
    }
  | 'RESET'
  | 'HANG'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly form: string
  readonly cookie: string | undefined
  readonly referer: string | undefined
  readonly atMs: number
}

export type Script = (request: SeenRequest, number: number) => Reply

export interface FakeRegistry {
  readonly url: string
  readonly clock: ManualClock
  readonly state: StateStore
  readonly seen: SeenRequest[]
  readonly attempts: Attempt[]
  readonly events: RegistryEvent[]
  /** A client of it; several share state and clock. */
  client(options?: Partial<RegistryClientOptions>): RegistryClient
  /** Answers otherwise from now on. */
  answer(script: Script): void
}

const closing: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const each of closing.splice(0)) await each.close()
})

/** A server that answers by a script, or one reply after the other (the last one for ever). */
export async function startRegistry(script: Script | readonly Reply[]): Promise<FakeRegistry> {
  const clock = createManualClock()
  const state = openStateStore(':memory:')
  const seen: SeenRequest[] = []
  const attempts: Attempt[] = []
  const events: RegistryEvent[] = []
  let answer: Script =
    typeof script === 'function' ? script : (_, number) => script[Math.min(number, script.length) - 1]!
  const port = await serve(async (request, response) => {
    const { headers, method = '', url = '' } = request
    const atMs = clock.now()
    const one = {
      method,
      path: url,
      form: await bodyOf(request),
      cookie: headers.cookie,
      referer: headers.referer,
      atMs,
    }
    seen.push(one)
    reply(response, answer(one, seen.length))
  })
  const url = `http://127.0.0.1:${port}`
  closing.push(state)
  return {
    url,
    clock,
    state,
    seen,
    attempts,
    events,
    client(options) {
      const client = createRegistryClient({
        baseUrl: url,
        clock,
        state,
        trust: createTlsTrust({ clock, cacheFolder: null }),
        userAgent: registryUserAgent({ contact: 'me@example.org' }),
        minIntervalMs: 1000,
        requestTimeoutMs: 20_000,
        maxAttempts: 3,
        random: () => 0.5,
        onAttempt: (attempt) => void attempts.push(attempt),
        onEvent: (event) => events.push(event),
        ...options,
      })
      closing.unshift(client)
      return client
    },
    answer(next) {
      answer = next
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function reply(response: ServerResponse, what: Reply): void {
  if (what === 'HANG') return
  if (what === 'RESET') return void response.socket?.resetAndDestroy()
  const full = typeof what === 'string' || what instanceof Uint8Array ? { body: what } : what
  const { status = 200, headers = {}, body = '', missingBytes = 0 } = full
  const bytes = Buffer.from(body)
  const all = { 'content-type': 'text/html; charset=iso-8859-1', ...headers } as Record<string, string>
  response.writeHead(status, { ...all, 'content-length': bytes.length + missingBytes })
  if (missingBytes === 0) return void response.end(bytes)
  response.write(bytes)
  setTimeout(() => response.socket?.destroy(), 20)
}
