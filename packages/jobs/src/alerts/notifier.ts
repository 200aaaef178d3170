import type { Clock, Ledger } from '@ttb/resources'
import type { RunEvent } from '../run/run-event.ts'
import type { Alert } from './alert.ts'
import { alertOf } from './alert-of-event.ts'

/** The part of `fetch` that alerts need. */
export type PostJson = (
  url: string,
  request: {
    readonly method: 'POST'
    readonly headers: Record<string, string>
    readonly body: string
    readonly signal: AbortSignal
  },
) => Promise<{ readonly ok: boolean; readonly status: number }>

export interface NotifierOptions {
  /** A webhook that takes what Slack's incoming webhooks take. */
  readonly url: string
  readonly fetch: PostJson
  readonly ledger: Pick<Ledger, 'takeAlert' | 'forgetAlert'>
  readonly clock: Clock
  /** After so long, what is still so is said again. Default: a day. */
  readonly repeatMs?: number
  /** How long the webhook may take to answer. Default: 10 seconds. */
  readonly timeoutMs?: number
  /** Is told of alerts that could not be sent. They are sent when they come up again. */
  readonly onError?: (error: unknown, alert: Alert) => void
}

/** Takes alerts out of the process. */
export interface Notifier {
  /** Sends an alert, unless one of the same key and reason has been sent of late; whether it was sent. */
  notify(alert: Alert): Promise<boolean>
  /** Sends what an event gives reason for, in its own time. */
  watch(event: RunEvent): void
  /** When everything that was watched has been sent. */
  settled(): Promise<void>
}

const DAY_MS = 86_400_000

/** A notifier that posts to a webhook. What has been sent is known to every process of the ledger. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { url, fetch, ledger, clock, repeatMs = DAY_MS, timeoutMs = 10_000, onError = () => undefined } = options
  let sending: Promise<unknown> = Promise.resolve()

  async function notify(alert: Alert): Promise<boolean> {
    const nowMs = clock.now()
    const { key, reason } = alert
    if (!(await ledger.takeAlert({ key, reason, notSinceMs: nowMs - repeatMs }, nowMs))) return false
    try {
      const { ok, status } = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(slackMessage(alert)),
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!ok) throw new Error(`the webhook answered with status ${status}`)
      return true
    } catch (error) {
      // An alert that cannot be sent must not stop the work it is about.
      await ledger.forgetAlert(key)
      onError(error, alert)
      return false
    }
  }

  return {
    notify,
    watch(event) {
      const alert = alertOf(event)
      if (alert) sending = sending.then(() => notify(alert)).catch((error) => onError(error, alert))
    },
    async settled() {
      await sending
    },
  }
}

/** An alert as Slack's incoming webhooks take it; `text` is what other receivers show. */
export function slackMessage({ severity, title, text, reason, runId, key }: Alert): Readonly<Record<string, unknown>> {
  const context = [`severity ${severity}`, ...(runId === undefined ? [] : [`run ${runId}`]), key].join(' · ')
  return {
    text: `${title}: ${text}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title.slice(0, 150) } },
      { type: 'section', text: { type: 'plain_text', text: text.slice(0, 3000) || reason.slice(0, 3000) } },
      { type: 'context', elements: [{ type: 'plain_text', text: context.slice(0, 2000) }] },
    ],
  }
}
