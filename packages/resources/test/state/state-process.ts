/** A process that uses a state store, for tests that start several: `<file> <task> <count> <everyMs>`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openStateStore } from '../../src/state/state-store.ts'

const [file = '', task = '', count = '0', everyMs = '0'] = process.argv.slice(2)
const store = openStateStore(file)

for (let index = 0; index < Number(count); index++) {
  if (task === 'slots') {
    const slot = await store.reserveSlot('host', Number(everyMs), Date.now())
    while (Date.now() < slot) await sleep(slot - Date.now())
    process.stdout.write(`${slot} ${Date.now()}\n`)
  } else if (task === 'journal') {
    const id = await store.journalAttempt('p', { attempt: index })
    process.stdout.write(`${id}\n`)
  } else if (task === 'opened') {
    // New files, one after the other: processes that do the same meet at some of them.
    await openStateStore(`${file}-${index}`).close()
    process.stdout.write(`${index}\n`)
  } else if (task === 'probe') {
    const { pass } = await store.passBreaker('host', { nowMs: Number(everyMs), leaseMs: 60_000 })
    process.stdout.write(`${pass}\n`)
  }
}
await store.close()
