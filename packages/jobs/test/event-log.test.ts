import { openStateStore } from '@ttb/resources'
import { describe, expect, it } from 'vitest'
import { createEventLog } from '../src/run/event-log.ts'

const clock = { now: () => 7, sleep: async () => undefined }
const logged = (message: string) => ({ kind: 'logged', asset: 'a', partition: '', message, metadata: {} }) as const

describe('the log of events', () => {
  it('tells everything at once, and keeps in order what is worth it', async () => {
    const { ledger } = openStateStore(':memory:')
    const told: string[] = []
    const log = createEventLog({ ledger, clock, onEvent: ({ kind }) => told.push(kind) })
    log.emit('run', { kind: 'step_started', asset: 'a', partition: '', reason: 'new', attempt: 1 })
    for (let at = 0; at < 1200; at++) log.emit('run', logged(`${at}`))
    expect(told).toHaveLength(1201)
    await log.flush()
    const kept = await ledger.events('run', { limit: 5000 })
    expect(kept.map(({ detail }) => detail['message'])).toEqual(Array.from({ length: 1200 }, (_, at) => `${at}`))
    expect(kept[0]).toMatchObject({ atMs: 7, kind: 'logged', detail: { asset: 'a' } })
  })

  it('keeps what could not be written for the next time', async () => {
    const { ledger } = openStateStore(':memory:')
    let fails = true
    const log = createEventLog({
      ledger: {
        ...ledger,
        async appendEvents(events) {
          if (fails) throw new Error('held by another process')
          await ledger.appendEvents(events)
        },
      },
      clock,
    })
    log.emit('run', logged('one'))
    await expect(log.flush()).rejects.toThrowError('held by another process')
    fails = false
    log.emit('run', logged('two'))
    await log.flush()
    expect((await ledger.events('run')).map(({ detail }) => detail['message'])).toEqual(['one', 'two'])
  })
})
