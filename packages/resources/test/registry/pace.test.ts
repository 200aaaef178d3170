import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serve } from '../http/test-server.ts'
import { startProcess } from '../state/start-process.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'
import { startRegistry } from './fake-registry.ts'
import { detailPage, PNG, searchForm, sessionTimeout } from './registry-pages.ts'

const ID = '24002001000001'
const page = detailPage(ID)
const gapsOf = (times: readonly number[]) => times.slice(1).map((time, at) => time - times[at]!)

describe('pace', () => {
  it('is one request in an interval, to the millisecond, however fast answers come', async () => {
    const { client, seen } = await startRegistry([page])
    const registry = client({ minIntervalMs: 1500 })
    for (let call = 0; call < 5; call++) await registry.page('cola-detail', ID)
    expect(gapsOf(seen.map(({ atMs }) => atMs))).toEqual([1500, 1500, 1500, 1500])
  })

  it('saves nothing up: a late request is not made good by two at once', async () => {
    const { client, clock, seen } = await startRegistry([page])
    const registry = client()
    await registry.page('cola-detail', ID)
    clock.advance(60_000)
    for (let call = 0; call < 3; call++) await registry.page('cola-detail', ID)
    expect(gapsOf(seen.map(({ atMs }) => atMs))).toEqual([60_000, 1000, 1000])
  })

  it('counts every request: of sessions, forms, images, redirects and further attempts', async () => {
    const { client, seen } = await startRegistry(({ path }, number) => {
      if (number === 1) return { status: 503 }
      if (number === 2) return { status: 302, headers: { location: '/colasonline/elsewhere' } }
      if (number === 4) return sessionTimeout()
      if (path.includes('publicSearchColasBasic.do')) return searchForm()
      return path.includes('publicViewImage') ? PNG : page
    })
    const registry = client({ random: () => 0 })
    await registry.page('cola-detail', ID)
    await registry.scan(ID)
    await registry.search({ completedFrom: '2024-01-01', completedTo: '2024-01-02' })
    expect(seen).toHaveLength(7)
    expect(gapsOf(seen.map(({ atMs }) => atMs))).toEqual(Array(6).fill(1000))
  })

  it('is kept after the wait before a further attempt, not instead of it', async () => {
    const { client, clock, seen } = await startRegistry(['RESET', 'RESET', page])
    await client({ random: () => 1, backoffMs: 2000 }).page('cola-detail', ID)
    expect(gapsOf(seen.map(({ atMs }) => atMs))).toEqual([2000, 4000])
    expect(clock.sleeps).toEqual([2000, 4000])
    expect((await startRegistry([page])).clock.sleeps).toEqual([])
  })

  it('gives up a slot that was missed, rather than come close to the next one', async () => {
    const { client, clock, seen } = await startRegistry([page])
    const startMs = clock.now()
    const late = {
      ...clock,
      async sleep(ms: number) {
        await clock.sleep(ms)
        // Busy for a while, once.
        if (clock.sleeps.length === 1) clock.advance(400)
      },
    }
    const registry = client({ clock: late })
    for (let call = 0; call < 3; call++) await registry.page('cola-detail', ID)
    expect(seen.map(({ atMs }) => atMs - startMs)).toEqual([0, 2000, 3000])
  })

  it('is not taken up by a call that was aborted before it began', async () => {
    const { client, clock, seen } = await startRegistry([page])
    const startMs = clock.now()
    const registry = client()
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(registry.page('cola-detail', ID, { signal })).rejects.toThrow('enough')
    await registry.page('cola-detail', ID)
    expect(seen.map(({ atMs }) => atMs - startMs)).toEqual([0])
  })

  it('is shared by three processes, in real time', async () => {
    const intervalMs = 300
    const port = await serve((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page))
    const file = join(temporaryFolder(), 'state.db')
    const program = new URL('registry-process.ts', import.meta.url)
    const args = [`http://127.0.0.1:${port}`, file, '4', String(intervalMs)] as const
    const processes = Array.from({ length: 3 }, () => startProcess(program, ...args))
    await Promise.all(processes.map(({ ended }) => ended))
    expect(processes.map(({ complaint }) => complaint()).join('')).toBe('')
    const sent = processes.flatMap(({ lines }) => lines()).map((line) => line.split(' '))
    expect(sent.map(([outcome]) => outcome)).toEqual(Array(12).fill('found'))
    // How close two come is for the slots, which are exact (see the contract of the state store), and for the clock above: here a
    // busy machine may hold any of them up. Three that do not know of each other would be done in a third of this.
    const times = sent.map(([, at]) => Number(at))
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan((sent.length / 2) * intervalMs)
  })
})
