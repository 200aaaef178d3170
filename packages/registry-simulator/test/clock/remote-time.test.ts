import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { type ControlServer, startControlServer } from '../../src/clock/control-server.ts'
import { connectSimulatedTime, createSimulatedTime, type SimulatedTime } from '../../src/index.ts'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function startTime(): Promise<{ time: SimulatedTime; control: ControlServer }> {
  const time = createSimulatedTime({ startMs: 1000 })
  const control = await startControlServer(time)
  open.push(() => control.close())
  return { time, control }
}

/** A process that joins, says so, sleeps for ever in steps of a second and says each time it sees. */
function startProcess(controlUrl: string): { child: ChildProcess; lines: AsyncIterator<string> } {
  const script = `
    import { connectSimulatedTime } from '@ttb/registry-simulator'
    const me = await connectSimulatedTime(${JSON.stringify(controlUrl)})
    console.log('joined at', me.now())
    for (;;) { await me.sleep(1000); console.log(me.now()) }
  `
  const child = spawn(
    process.execPath,
    ['--conditions=@ttb/source', '--import', 'tsx', '--input-type=module', '-e', script],
    { cwd: new URL('../..', import.meta.url), stdio: ['ignore', 'pipe', 'inherit'] },
  )
  open.push(() => child.kill('SIGKILL'))
  return { child, lines: createInterface(child.stdout as NodeJS.ReadableStream)[Symbol.asyncIterator]() }
}

const next = async (lines: AsyncIterator<string>) => (await lines.next()).value

describe('simulated time over a control address', () => {
  it('is one time for the participants of both sides', async () => {
    const { time, control } = await startTime()
    const [near, far] = [time.join(), await connectSimulatedTime(control.url)]
    expect(far.now()).toBe(1000)
    const sleeping = far.sleep(500)
    await near.sleep(300)
    expect(time.now()).toBe(1300)
    const longer = near.sleep(1000)
    await sleeping
    expect([time.now(), far.now()]).toEqual([1500, 1500])
    far.leave()
    await longer
    expect(time.now()).toBe(2300)
    near.leave()
  })

  it('is known to a far participant before the answer to its request leaves', async () => {
    const { time, control } = await startTime()
    const far = await connectSimulatedTime(control.url)
    for (let round = 1; round <= 50; round++) {
      await time.delay(300)
      expect(far.now()).toBe(1000 + round * 300)
    }
    far.leave()
  })

  it('ends a sleep whose signal is aborted, with its reason', async () => {
    const { time, control } = await startTime()
    const [near, far] = [time.join(), await connectSimulatedTime(control.url)]
    const controller = new AbortController()
    const sleeping = far.sleep(500, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
    await expect(far.sleep(1, { signal: controller.signal })).rejects.toThrow('enough')
    near.leave()
    await far.sleep(20)
    expect(time.now()).toBe(1020)
    far.leave()
    await expect(far.sleep(1)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('goes on without a process that was killed', async () => {
    const { time, control } = await startTime()
    const me = time.join()
    const { child, lines } = startProcess(control.url)
    expect(await next(lines)).toBe('joined at 1000')
    const far = me.sleep(2500)
    expect([await next(lines), await next(lines)]).toEqual(['2000', '3000'])
    await far
    expect(time.now()).toBe(3500)
    // It sleeps now; killed while it is awake it would leave just the same.
    child.kill('SIGKILL')
    await me.sleep(100_000)
    expect(time.now()).toBe(103_500)
    me.leave()
  })

  it('says where nobody answers', async () => {
    const { control } = await startTime()
    await control.close()
    await expect(connectSimulatedTime(control.url)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('ends for a far participant with its simulator', async () => {
    const { time, control } = await startTime()
    const [near, far] = [time.join(), await connectSimulatedTime(control.url)]
    const sleeping = far.sleep(500)
    const ended = expect(sleeping).rejects.toThrow(control.url)
    await control.close()
    await ended
    await expect(far.sleep(1)).rejects.toThrow('has ended')
    near.leave()
  })
})
