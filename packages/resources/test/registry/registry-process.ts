/** A process that asks a registry, for tests that start several: `<url> <state file> <calls> <intervalMs>`. */
import { systemClock } from '../../src/clock.ts'
import { createTlsTrust } from '../../src/http/tls-trust.ts'
import { RegistryBlocked } from '../../src/registry/registry-blocked.ts'
import { createRegistryClient } from '../../src/registry/registry-client.ts'
import { openStateStore } from '../../src/state/state-store.ts'

const [baseUrl = '', file = '', calls = '0', intervalMs = '0'] = process.argv.slice(2)
const state = openStateStore(file)
const client = createRegistryClient({
  baseUrl,
  clock: systemClock,
  state,
  trust: createTlsTrust({ clock: systemClock, cacheFolder: null }),
  userAgent: 'ttb-cola-data/1',
  minIntervalMs: Number(intervalMs),
  requestTimeoutMs: 10_000,
  maxAttempts: 1,
})

for (let call = 0; call < Number(calls); call++) {
  try {
    const { outcome, requestedAt } = await client.page('cola-detail', '24002001000001')
    process.stdout.write(`${outcome} ${Date.parse(requestedAt)}\n`)
  } catch (error) {
    if (!RegistryBlocked.isInstance(error)) throw error
    process.stdout.write('blocked\n')
  }
}
await client.close()
await state.close()
