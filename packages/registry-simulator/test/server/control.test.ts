import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import {
  connectSimulatedTime,
  createScaledClock,
  createSimulatedTime,
  createWorld,
  SCENARIOS,
  startSimulator,
} from '../../src/index.ts'
import { detailPath } from './visit.ts'

const world = createWorld(SCENARIOS.demo)

it('a participant in another process knows the time of every answer of the registry', async () => {
  const time = createSimulatedTime({ startMs: world.startMs })
  const simulator = await startSimulator({ world, time })
  const far = await connectSimulatedTime(simulator.controlUrl as string)
  for (let at = 1; at <= 20; at++) {
    await (await fetch(`${simulator.url}/colasonline/${detailPath('1')}`)).text()
    expect(far.now()).toBe(world.startMs + at * 1000 - 700)
    await far.sleep(700)
  }
  expect(simulator.requests.map(({ atMs, answeredAtMs }) => [atMs - world.startMs, answeredAtMs])).toEqual(
    Array.from({ length: 20 }, (_, at) => [at * 1000, world.startMs + at * 1000 + 300]),
  )
  far.leave()
  await simulator.close()
})

it('clients take turns in the order of their times', async () => {
  const time = createSimulatedTime({ startMs: world.startMs })
  const simulator = await startSimulator({ world, time })
  const visit = async (name: string, pauseMs: number) => {
    const me = await connectSimulatedTime(simulator.controlUrl as string)
    for (let at = 0; at < 5; at++) {
      await me.sleep(pauseMs)
      await (await fetch(`${simulator.url}/colasonline/${detailPath(name)}`)).text()
    }
    me.leave()
  }
  // Time waits until both have joined.
  const gate = time.join()
  const visits = Promise.all([visit('one', 1000), visit('two', 1500)])
  await new Promise((resolve) => setTimeout(resolve, 200))
  gate.leave()
  await visits
  const order = simulator.requests.map(({ atMs, ttbId }) => `${atMs - world.startMs} ${ttbId}`)
  const times = (name: string, pauseMs: number) =>
    Array.from({ length: 5 }, (_, at) => `${pauseMs + at * (pauseMs + 300)} ${name}`)
  expect(order).toEqual(
    [...times('one', 1000), ...times('two', 1500)].sort(
      (one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10),
    ),
  )
  await simulator.close()
})

it('with a scaled clock there is nothing to join', async () => {
  const time = createScaledClock({ scale: 100_000, startMs: world.startMs, realStartMs: Date.now() })
  const simulator = await startSimulator({ world, time })
  expect(simulator.controlUrl).toBeNull()
  expect((await fetch(`${simulator.url}/colasonline/${detailPath('1')}`)).status).toBe(200)
  await simulator.close()
})

it('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const time = createSimulatedTime({ startMs: 0 })
  await expect(startSimulator({ world, time, port })).rejects.toThrow(`cannot listen on port ${port}`)
  await expect(startSimulator({ world, time, controlPort: port })).rejects.toThrow(`cannot listen on port ${port}`)
  other.close()
})

it('a client that gives up leaves nothing behind that holds time', async () => {
  const time = createSimulatedTime({ startMs: world.startMs })
  const simulator = await startSimulator({ world, time })
  const [me, awake] = [time.join(), time.join()]
  const signal = AbortSignal.timeout(100)
  const holding = time.join()
  // With two others awake the answer cannot come.
  await expect(fetch(`${simulator.url}/colasonline/${detailPath('1')}`, { signal })).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve, 50))
  holding.leave()
  awake.leave()
  await me.sleep(10)
  expect(time.now()).toBe(world.startMs + 10)
  expect(simulator.requests[0]).toMatchObject({ outcome: 'unanswered', answeredAtMs: null })
  me.leave()
  await simulator.close()
})
