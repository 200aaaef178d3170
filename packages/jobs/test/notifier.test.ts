import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openStateStore } from '@ttb/resources'
import { afterEach, describe, expect, it } from 'vitest'
import type { Alert } from '../src/alerts/alert.ts'
import { alertOf } from '../src/alerts/alert-of-event.ts'
import { createNotifier, slackMessage } from '../src/alerts/notifier.ts'
import type { RunEvent } from '../src/run/run-event.ts'

const alert: Alert = {
  key: 'run:job',
  reason: 'no answer',
  severity: 'high',
  title: 'job failed',
  text: 'raw failed',
  runId: 'r1',
}
const steps = { materialized: 1, fresh: 0, gated: 0, failed: 1, blocked: 2 }
const failedRun: RunEvent = {
  runId: 'r1',
  atMs: 0,
  kind: 'run_ended',
  job: 'job',
  status: 'failed',
  steps,
  problem: 'raw failed: x',
}
let server: Server | null = null

/** A webhook that takes down what it is sent. */
async function webhook(status = 200) {
  const received: Record<string, unknown>[] = []
  const answer = { status }
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ type: request.headers['content-type'], ...(JSON.parse(body) as object) })
      response.writeHead(answer.status).end()
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { ledger } = openStateStore(':memory:')
  let nowMs = 0
  const errors: string[] = []
  const options = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    fetch,
    ledger,
    clock: { now: () => nowMs, sleep: async () => undefined },
    repeatMs: 1000,
    onError: (error: unknown) => errors.push((error as Error).message),
  }
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { received, answer, errors, pass, options, notifier: createNotifier(options) }
}

afterEach(() => {
  server?.close()
  server = null
})

describe('a notifier', () => {
  it('posts what Slack takes', async () => {
    const { notifier, received } = await webhook()
    expect(await notifier.notify(alert)).toBe(true)
    expect(received).toEqual([{ type: 'application/json', ...slackMessage(alert) }])
    expect(slackMessage(alert)).toEqual({
      text: 'job failed: raw failed',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'job failed' } },
        { type: 'section', text: { type: 'plain_text', text: 'raw failed' } },
        { type: 'context', elements: [{ type: 'plain_text', text: 'severity high · run r1 · run:job' }] },
      ],
    })
  })

  it('sends what has the same key and reason once, in whatever process, until it is old', async () => {
    const { notifier, options, received, pass } = await webhook()
    const another = createNotifier(options)
    await Promise.all([notifier.notify(alert), another.notify(alert), notifier.notify({ ...alert, text: 'again' })])
    expect(received).toHaveLength(1)
    await another.notify({ ...alert, reason: 'another' })
    expect(received).toHaveLength(2)
    pass(1001)
    expect(await notifier.notify({ ...alert, reason: 'another' })).toBe(true)
  })

  it('sends again what could not be sent, and stops nothing', async () => {
    const { notifier, received, answer, errors } = await webhook(500)
    expect(await notifier.notify(alert)).toBe(false)
    answer.status = 200
    expect(await notifier.notify(alert)).toBe(true)
    expect([received.length, errors]).toEqual([2, ['the webhook answered with status 500']])
  })

  it('sends what happened in runs in its own time', async () => {
    const { notifier, received } = await webhook()
    notifier.watch(failedRun)
    notifier.watch({ ...failedRun, status: 'succeeded' })
    await notifier.settled()
    expect(received.map(({ text }) => text)).toEqual([
      'job failed: raw failed: x (1 failed, 0 gated, 2 blocked, 1 materialized)',
    ])
  })
})

describe('an event', () => {
  const check = {
    kind: 'check_evaluated',
    asset: 'raw',
    partition: 'p0',
    check: 'good',
    metadata: { rate: 0.5 },
    error: null,
    blocking: true,
  } as const
  const at = { runId: 'r1', atMs: 0 }
  it.each<[string, RunEvent, Partial<Alert> | null]>([
    ['a failed run', failedRun, { key: 'run:job', reason: 'raw failed: x', severity: 'high', runId: 'r1' }],
    ['a failed run without a job', { ...failedRun, job: null }, { key: 'run:r1', title: 'a run failed' }],
    ['a canceled run', { ...failedRun, status: 'canceled' }, null],
    [
      'a failed check',
      { ...at, ...check, status: 'failed', severity: 'error' },
      { key: 'check:raw.good', text: 'raw p0: {"rate":0.5}' },
    ],
    [
      'an errored check',
      { ...at, ...check, status: 'errored', severity: 'error', error: 'no table' },
      { reason: 'no table' },
    ],
    [
      'a failed check that does not block',
      { ...at, ...check, blocking: false, status: 'failed', severity: 'error' },
      { severity: 'medium' },
    ],
    ['a check that only warns', { ...at, ...check, status: 'failed', severity: 'warn' }, null],
    ['a passed check', { ...at, ...check, status: 'passed', severity: 'error' }, null],
  ])('%s is for people outside, or not', (_, event, want) => {
    if (want === null) expect(alertOf(event)).toBeNull()
    else expect(alertOf(event)).toMatchObject(want)
  })
})
