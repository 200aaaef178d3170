import { type IncomingMessage, request } from 'node:http'
import { createInterface } from 'node:readline'
import { TtbError } from '@ttb/utils'
import type { Participant } from './simulated-time.ts'

interface ToldTime {
  readonly nowMs: number
  readonly participant?: string
  readonly tick?: number
}

/**
 * Makes this process a participant of the simulated time behind a simulator's control address. Its `now()` is exact: no
 * answer of the registry leaves before the time it was given at is known here. Losing the connection, also by the death
 * of this process, is leaving. Throws `not_found` when nobody answers; a sleep rejects with `conflict` after the simulator is gone.
 */
export async function connectSimulatedTime(controlUrl: string): Promise<Participant> {
  const joined = request(`${controlUrl}/join`, { method: 'POST', agent: false })
  const stream = await answerTo(joined, controlUrl)
  // Being a participant is no reason to stay alive.
  stream.socket.unref()
  let [id, nowMs, gone] = ['', 0, false]
  stream.on('close', () => {
    gone = true
  })
  stream.on('error', () => stream.destroy())

  const confirm = (tick: number): void => {
    const confirmation = request(`${controlUrl}/read?participant=${id}&tick=${tick}`, { method: 'POST' })
    // The simulator is closing; the stream says so too.
    confirmation.on('error', () => stream.destroy())
    confirmation.on('response', (answer) => answer.resume()).end()
  }
  await new Promise<void>((resolve, reject) => {
    const hear = (line: string): void => {
      const told = JSON.parse(line) as ToldTime
      nowMs = told.nowMs
      if (told.participant) {
        id = told.participant
        resolve()
      } else if (!gone) confirm(told.tick as number)
    }
    createInterface(stream)
      .on('line', hear)
      // What breaks the connection ends the stream; `close` says so.
      .on('error', () => stream.destroy())
      .on('close', () => reject(simulatorGone(controlUrl)))
  })

  return {
    now: () => nowMs,
    async sleep(ms, { signal } = {}) {
      signal?.throwIfAborted()
      if (gone) throw simulatorGone(controlUrl)
      const asked = request(`${controlUrl}/sleep?participant=${id}&ms=${ms}`, {
        method: 'POST',
        ...(signal ? { signal } : {}),
      })
      try {
        const answer = await answerTo(asked, controlUrl)
        const body = JSON.parse(await textOf(answer)) as ToldTime & { readonly error?: string }
        if (body.error) throw new TtbError(body.error, { code: 'conflict' })
        nowMs = body.nowMs
      } catch (error) {
        signal?.throwIfAborted()
        throw TtbError.isInstance(error) && error.code === 'conflict' ? error : simulatorGone(controlUrl, error)
      }
    },
    leave() {
      gone = true
      stream.destroy()
    },
  }
}

function answerTo(asked: ReturnType<typeof request>, controlUrl: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.on('response', resolve)
    asked.on('error', (cause) =>
      reject(
        new TtbError(`no simulated time at ${controlUrl}: ${cause.message}`, {
          code: 'not_found',
          retryable: true,
          cause,
        }),
      ),
    )
    asked.end()
  })
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) text += chunk
  return text
}

function simulatorGone(controlUrl: string, cause?: unknown): TtbError {
  return new TtbError(`the simulated time at ${controlUrl} has ended, or this participant has left`, {
    code: 'conflict',
    cause,
  })
}
