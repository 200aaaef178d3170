import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { NothingMore, toItsEnd } from '../../src/registry/nothing-more.ts'
import { type SeenRequest, startRegistry } from './fake-registry.ts'
import { detailPage, PNG, searchCsv, searchForm, searchResults } from './registry-pages.ts'

const ID = '24002001000001'
const OTHER_ID = '24002001000002'
const QUERY = { completedFrom: '2024-01-05', completedTo: '2024-01-19' } as const
const page = detailPage(ID)
const FORM = readFileSync(
  new URL('../../../utils/test/pages/certificate/label-divs/25076001000001.html', import.meta.url),
  'latin1',
)
const form = Buffer.from(FORM.replaceAll('25076001000001', ID), 'latin1')

/** Something that can be told to begin nothing more, and whoever can end it all. */
function stoppable() {
  const [budget, interrupt] = [new AbortController(), new AbortController()]
  return {
    signal: AbortSignal.any([budget.signal, interrupt.signal]),
    interrupt: () => interrupt.abort(new Error('interrupted')),
    stop: () => budget.abort(new NothingMore('spent', { unless: interrupt.signal })),
  }
}

describe('when nothing more is to be begun', () => {
  it('a request that was sent is answered, and no other is sent', async () => {
    const { stop, signal } = stoppable()
    const ask = (ttbId: string) => registry.page('cola-detail', ttbId, { signal })
    let waiting: Promise<unknown> | null = null
    const { client, seen, attempts } = await startRegistry(() => {
      waiting = expect(ask(OTHER_ID)).rejects.toThrow('spent')
      stop()
      return page
    })
    const registry = client()
    expect(await ask(ID)).toMatchObject({ outcome: 'found' })
    await waiting
    expect([seen.length, attempts.map(({ outcome }) => outcome)]).toEqual([1, ['found']])
    await expect(ask(OTHER_ID)).rejects.toThrow('spent')
    expect(seen).toHaveLength(1)
  })

  it('a passing fault is noted, and not tried again', async () => {
    const { stop, signal } = stoppable()
    const { client, seen, attempts } = await startRegistry(() => {
      stop()
      return { status: 503 }
    })
    await expect(client().page('cola-detail', ID, { signal })).rejects.toThrow('spent')
    expect([seen.length, attempts.map(({ outcome }) => outcome)]).toEqual([1, ['transient']])
  })

  it('an answer that never comes is given up when its time is over', async () => {
    const { stop, signal } = stoppable()
    const { client, attempts } = await startRegistry(() => {
      stop()
      return 'HANG'
    })
    await expect(client({ requestTimeoutMs: 200 }).page('cola-detail', ID, { signal })).rejects.toThrow('spent')
    expect(attempts).toMatchObject([{ outcome: 'transient', error: 'no answer within 200 ms' }])
  })

  it('an interruption still ends the request at once, before it or after', async () => {
    for (const isFirst of [true, false]) {
      const { stop, interrupt, signal } = stoppable()
      const { client, seen, attempts } = await startRegistry(['HANG'])
      const call = client().page('cola-detail', ID, { signal })
      await expect.poll(() => seen.length).toBe(1)
      if (!isFirst) stop()
      interrupt()
      if (isFirst) stop()
      await expect(call).rejects.toThrow('interrupted')
      expect(attempts).toMatchObject([{ outcome: 'transient', error: 'interrupted' }])
    }
  })

  it('the page that an answer leads to is fetched', async () => {
    const { stop, signal } = stoppable()
    const { client, seen } = await startRegistry((_, number) => {
      stop()
      return number === 1 ? { status: 302, headers: { location: '/colasonline/there' } } : page
    })
    expect(await client().page('cola-detail', ID, { signal })).toMatchObject({ outcome: 'found' })
    expect(seen).toHaveLength(2)
  })

  it('the pictures of a form that was sent come along with it, and those of no other', async () => {
    const { stop, signal } = stoppable()
    const { client, seen } = await startRegistry(({ path }) => {
      stop()
      return path.includes('ttbid=') ? form : { body: PNG, headers: { 'content-type': 'text/plain' } }
    })
    const registry = client()
    const [first, second] = await Promise.allSettled([
      registry.labelImages(ID, ['a.png', 'b.png'], { signal }),
      registry.labelImages(OTHER_ID, ['c.png'], { signal }),
    ])
    expect(first).toMatchObject({ value: { images: [{ outcome: 'found' }, { outcome: 'found' }] } })
    expect(second).toMatchObject({ status: 'rejected', reason: { message: 'spent' } })
    expect(seen).toHaveLength(3)
  })

  it('what was searched is exported, and nothing else is searched', async () => {
    const { stop, signal } = stoppable()
    const isSearch = ({ path }: SeenRequest) => path.includes('publicSearchColasBasicProcess.do')
    const { client, seen } = await startRegistry((request) => {
      if (request.path.endsWith('/publicSearchColasBasic.do'))
        return { headers: { 'set-cookie': 'JSESSIONID=1; Path=/' }, body: searchForm() }
      if (!isSearch(request)) return { body: searchCsv([ID]), headers: { 'content-type': 'application/csv' } }
      stop()
      return searchResults([ID])
    })
    const registry = client()
    expect(await registry.search(QUERY, { signal })).toMatchObject({ outcome: 'found' })
    expect(await registry.exportSearch(QUERY, { signal })).toMatchObject({ outcome: 'found', rows: [{ ttb_id: ID }] })
    const other = { ...QUERY, completedTo: '2024-01-20' }
    await expect(registry.search(other, { signal })).rejects.toThrow('spent')
    await expect(registry.exportSearch(other, { signal })).rejects.toThrow('spent')
    expect(seen).toHaveLength(3)
  })
})

describe('work that is to come to its end', () => {
  it('is ended by any other reason, given before or meanwhile', async () => {
    const reasonOf = (signal: AbortSignal, meanwhile = () => {}) =>
      toItsEnd(signal, async (ending) => {
        meanwhile()
        return ending.aborted ? (ending.reason as Error).message : 'went on'
      })
    const { stop, interrupt, signal } = stoppable()
    expect(await reasonOf(signal, stop)).toBe('went on')
    expect(await reasonOf(signal)).toBe('went on')
    expect(await reasonOf(signal, interrupt)).toBe('interrupted')
    expect(await reasonOf(signal)).toBe('interrupted')
    expect(await reasonOf(AbortSignal.abort(new Error('enough')))).toBe('enough')
    expect(await reasonOf(AbortSignal.abort(new NothingMore('spent')))).toBe('went on')
  })
})
