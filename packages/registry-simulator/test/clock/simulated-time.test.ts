import { describe, expect, it } from 'vitest'
import { createScaledClock, createSimulatedTime } from '../../src/index.ts'

/** What happened, in order, with the time at which it did. */
function createDiary(now: () => number) {
  const lines: string[] = []
  return { lines, note: (text: string) => lines.push(`${now()} ${text}`) }
}

/** Long enough for everything that can happen without time moving to have happened. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('simulated time', () => {
  it('stands still while any participant is awake', async () => {
    const time = createSimulatedTime({ startMs: 1000 })
    const [one, other] = [time.join(), time.join()]
    let woke = false
    const sleeping = one.sleep(50).then(() => {
      woke = true
    })
    await settle()
    expect([woke, time.now()]).toEqual([false, 1000])
    other.leave()
    await sleeping
    expect([woke, time.now(), one.now()]).toEqual([true, 1050, 1050])
  })

  it('jumps to the earliest sleeper, wakes one at a time, and those of one moment in the order they lay down', async () => {
    const time = createSimulatedTime({ startMs: 0 })
    const { lines, note } = createDiary(time.now)
    const live = async (name: string, pauses: readonly number[]) => {
      const me = time.join()
      await settle()
      for (const ms of pauses) {
        await me.sleep(ms)
        note(name)
        await settle()
      }
      me.leave()
    }
    await Promise.all([live('a', [300, 300]), live('b', [100, 200, 300]), live('c', [600])])
    expect(lines).toEqual(['100 b', '300 a', '300 b', '600 c', '600 a', '600 b'])
  })

  it('is exact over many sleepers', async () => {
    const time = createSimulatedTime({ startMs: 0 })
    const wakings: number[] = []
    const live = async (period: number) => {
      const me = time.join()
      for (let round = 1; round <= 100; round++) {
        await me.sleep(period)
        expect(me.now()).toBe(round * period)
        wakings.push(me.now())
      }
      me.leave()
    }
    await Promise.all([7, 11, 13, 1000].map(live))
    expect(wakings).toEqual([...wakings].sort((one, other) => one - other))
    expect(time.now()).toBe(100_000)
  })

  it('lets a participant wake from one of two sleeps without running on to the other', async () => {
    const time = createSimulatedTime({ startMs: 0 })
    const me = time.join()
    const later = me.sleep(1000)
    await me.sleep(10)
    await settle()
    expect(time.now()).toBe(10)
    await me.sleep(10)
    expect(time.now()).toBe(20)
    me.leave()
    await expect(later).rejects.toThrow('the participant has left')
  })

  it('takes a delay for the sleep of the client whose request is in flight', async () => {
    const time = createSimulatedTime({ startMs: 0 })
    const { lines, note } = createDiary(time.now)
    const [client, other] = [time.join(), time.join()]
    const waiting = other.sleep(200).then(() => {
      note('other')
      other.leave()
    })
    await time.delay(300)
    note('answer')
    await settle()
    client.leave()
    await waiting
    expect(lines).toEqual(['200 other', '300 answer'])
  })

  it('passes every delay at once when nobody takes part', async () => {
    const time = createSimulatedTime({ startMs: 0 })
    await Promise.all([time.delay(300), time.delay(100)])
    expect(time.now()).toBe(300)
  })

  it('waits for those who are told of the end of a delay', async () => {
    const time = createSimulatedTime({ startMs: 0 })
    const { lines, note } = createDiary(time.now)
    const stop = time.onDelayEnd(async (nowMs) => {
      await settle()
      note(`told of ${nowMs}`)
    })
    await time.delay(5)
    note('delay is over')
    stop()
    await time.delay(5)
    expect(lines).toEqual(['5 told of 5', '5 delay is over'])
  })

  it('ends a sleep whose signal is aborted, with its reason, and counts the sleeper as awake', async () => {
    const time = createSimulatedTime({ startMs: 0 })
    const [me, other] = [time.join(), time.join()]
    const controller = new AbortController()
    const sleeping = me.sleep(1000, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
    await expect(me.sleep(10, { signal: controller.signal })).rejects.toThrow('enough')
    const leaving = other.sleep(5).then(() => other.leave())
    await settle()
    expect(time.now()).toBe(0)
    await me.sleep(10)
    await leaving
    expect(time.now()).toBe(10)
  })

  it('has no more sleep for who has left, and goes on without them', async () => {
    const time = createSimulatedTime({ startMs: 0 })
    const [me, other] = [time.join(), time.join()]
    const waiting = other.sleep(70)
    me.leave()
    me.leave()
    await waiting
    expect(time.now()).toBe(70)
    await expect(me.sleep(1)).rejects.toMatchObject({ code: 'conflict' })
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to sleep %s ms', async (ms) => {
    const me = createSimulatedTime({ startMs: 0 }).join()
    await expect(me.sleep(ms)).rejects.toMatchObject({ code: 'invalid_argument' })
  })
})

describe('a scaled clock', () => {
  it('is the same wherever it is given the same numbers', () => {
    let realMs = 5000
    const options = { scale: 3600, startMs: 1_000_000, realStartMs: 5000, realNow: () => realMs }
    const [here, there] = [createScaledClock(options), createScaledClock(options)]
    expect(here.now()).toBe(1_000_000)
    realMs += 10
    expect([here.now(), there.now()]).toEqual([1_036_000, 1_036_000])
  })
  it('has slept when the time has come, not before', async () => {
    const clock = createScaledClock({ scale: 1000, startMs: 0, realStartMs: Date.now() })
    const before = clock.now()
    await clock.sleep(20_000)
    expect(clock.now()).toBeGreaterThanOrEqual(before + 20_000)
  })
  it('ends a sleep whose signal is aborted, with its reason', async () => {
    const clock = createScaledClock({ scale: 1, startMs: 0, realStartMs: Date.now() })
    await expect(clock.sleep(3_600_000, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  })
  it('refuses to stand still', () => {
    expect(() => createScaledClock({ scale: 0, startMs: 0, realStartMs: 0 })).toThrow('scale 0')
  })
})
