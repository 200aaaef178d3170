// Acquires once a simulated day until a day is reached, telling each page it has stored: `<json of ProcessStart>`.
import { loadConfig } from '@ttb/config'
import { connectSimulatedTime } from '@ttb/registry-simulator'
import { createRegistryClient, createTlsTrust, openStateStore, openStorage, registryUserAgent } from '@ttb/resources'
import { acquireDue, discover, fetchDue } from '../../src/index.ts'

export interface ProcessStart {
  readonly url: string
  readonly controlUrl: string
  readonly folder: string
  /** First day of completion of the history that is taken in before the first day. */
  readonly historyFrom: string
  readonly startDay: string
  readonly endMs: number
  readonly minIntervalMs: number
}

const DAY_MS = 86_400_000
const start = JSON.parse(process.argv[2] as string) as ProcessStart
const clock = await connectSimulatedTime(start.controlUrl)
const storage = openStorage(loadConfig({ overrides: { data: `${start.folder}/data` } }).config)
const state = openStateStore(`${start.folder}/state.db`)
const client = createRegistryClient({
  baseUrl: start.url,
  clock,
  state,
  trust: createTlsTrust({ clock, cacheFolder: null }),
  userAgent: registryUserAgent({ contact: null }),
  minIntervalMs: start.minIntervalMs,
  // Of real time: an answer takes milliseconds, unless the machine is busy with something else.
  requestTimeoutMs: 4_000,
  maxAttempts: 4,
})
const resources = { storage, state, client, clock }
const options = { onPause: ({ reason }: { reason: string }) => process.stdout.write(`${reason}\n`) }

process.stdout.write('ready\n')
const history = 'history-done'
if ((await state.getCursor(history)) === null) {
  if (await state.takeLease(history, { nowMs: clock.now(), leaseMs: DAY_MS })) {
    for await (const window of discover(resources, { from: start.historyFrom, to: start.startDay }, options))
      if (!window.complete) process.stdout.write(`incomplete ${window.reason}\n`)
    await state.setCursor(history, 'yes')
    await state.releaseLease(history)
  }
  for await (const event of fetchDue(resources, options)) if (event.kind === 'page') process.stdout.write('page\n')
}
while (clock.now() < start.endMs) {
  const nextMorning = Math.floor((clock.now() - 6 * 3_600_000) / DAY_MS + 1) * DAY_MS + 6 * 3_600_000
  await clock.sleep(nextMorning - clock.now())
  for await (const event of acquireDue(resources, { trailingDays: 7, ...options }))
    if (event.kind === 'page') process.stdout.write('page\n')
}
await client.close()
await state.close()
clock.leave()
process.stdout.write('done\n')
process.exit(0)
