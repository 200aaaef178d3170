import { readAnswer } from '@ttb/utils/pages'
import { afterEach, describe, expect, it } from 'vitest'
import { everyFault, type FaultRule, type RequestEntry, type SimulatorOptions } from '../../src/index.ts'
import { attachmentPath, detailPath, EXPORT, formPath, NEXT_PAGE, startVisit, type Visitor } from './visit.ts'

const open: Visitor[] = []
afterEach(async () => {
  for (const visitor of open.splice(0)) await visitor.close()
})

interface Setting extends Visitor {
  /** An e-filed record. */
  readonly ttbId: string
  readonly detail: () => Promise<string>
  readonly lastEntry: () => RequestEntry
}

async function visitWith(...faults: readonly FaultRule[]): Promise<Setting> {
  return visit({ faults })
}

async function visit(options: Parameters<typeof startVisit>[0]): Promise<Setting> {
  const visitor = await startVisit(options)
  open.push(visitor)
  const ttbId = visitor.simulator.answerKey().ids.find((id) => id.length === 14 && id.slice(5, 8) === '001') as string
  return Object.assign(visitor, {
    ttbId,
    detail: async () => readAnswer(await visitor.get(detailPath(ttbId)), { as: 'cola-detail', ttbId }).outcome,
    lastEntry: () => visitor.simulator.requests.at(-1) as RequestEntry,
  })
}

describe('faults', () => {
  it.each(['block', 'captcha'] as const)(
    '%s: everything is refused for a while, longer with every request',
    async (kind) => {
      const visitor = await visitWith({ kind, when: { requests: [2] }, forMs: 60_000 })
      expect([await visitor.detail(), await visitor.detail()]).toEqual(['found', 'blocked'])
      expect(visitor.lastEntry()).toMatchObject({ fault: kind, blocked: false, httpStatus: 200, outcome: 'blocked' })
      await visitor.clock.sleep(59_000)
      expect(await visitor.detail()).toBe('blocked')
      expect(visitor.lastEntry()).toMatchObject({ fault: null, blocked: true })
      await visitor.clock.sleep(59_000)
      const image = await visitor.get(attachmentPath('x.jpg'))
      expect(readAnswer(image, { as: 'image' }).outcome).toBe('blocked')
      await visitor.clock.sleep(60_000)
      expect(await visitor.detail()).toBe('found')
    },
  )

  it('block: is not prolonged when it says so', async () => {
    const visitor = await visitWith({ kind: 'block', when: { requests: [1] }, forMs: 60_000, prolongs: false })
    expect(await visitor.detail()).toBe('blocked')
    await visitor.clock.sleep(59_000)
    expect(await visitor.detail()).toBe('blocked')
    await visitor.clock.sleep(1000)
    expect(await visitor.detail()).toBe('found')
  })

  it.each([500, 502, 503] as const)('server_error: status %s', async (httpStatus) => {
    const visitor = await visitWith({ kind: 'server_error', when: { requests: [1] }, httpStatus })
    const answer = await visitor.get(detailPath(visitor.ttbId))
    expect([answer.status, readAnswer(answer, { as: 'cola-detail' }).outcome]).toEqual([httpStatus, 'transient'])
    expect(await visitor.detail()).toBe('found')
  })

  it('reset: the connection ends without an answer', async () => {
    const visitor = await visitWith({ kind: 'reset', when: { requests: [1] } })
    await expect(visitor.detail()).rejects.toThrow()
    expect(visitor.lastEntry()).toMatchObject({
      fault: 'reset',
      outcome: 'reset',
      httpStatus: null,
      answeredAtMs: null,
    })
    expect(await visitor.detail()).toBe('found')
  })

  it('above a rate: strikes who asks more often than that, and nobody else', async () => {
    const visitor = await visitWith({ kind: 'reset', when: { aboveRate: { requests: 2, perMs: 1000 } } })
    for (let at = 0; at < 4; at++) {
      expect(await visitor.detail()).toBe('found')
      await visitor.clock.sleep(200)
    }
    await visitor.clock.sleep(1000)
    expect([await visitor.detail(), await visitor.detail()]).toEqual(['found', 'found'])
    await expect(visitor.detail()).rejects.toThrow()
  })

  it('slow: half a minute passes and no answer comes', async () => {
    const visitor = await visitWith({ kind: 'slow', when: { requests: [1] } })
    const before = visitor.clock.now()
    const signal = AbortSignal.timeout(1000)
    await expect(
      fetch(`${visitor.simulator.url}/colasonline/${detailPath(visitor.ttbId)}`, { signal }),
    ).rejects.toThrow()
    expect(visitor.clock.now() - before).toBe(30_000)
    expect(visitor.lastEntry()).toMatchObject({ outcome: 'unanswered', answeredAtMs: null })
    expect(await visitor.detail()).toBe('found')
  })

  it('truncated: the page ends early, and sometimes the connection with it', async () => {
    const visitor = await visitWith({ kind: 'truncated', when: {} })
    const outcomes: string[] = []
    for (let at = 0; at < 12; at++) outcomes.push(await visitor.detail().catch(() => 'broken'))
    expect([...new Set(outcomes)].sort()).toEqual(['broken', 'truncated'])
  })

  it('truncated: of an export too', async () => {
    const visitor = await visitWith({ kind: 'truncated', when: { endpoints: ['export'] } })
    const outcomes: string[] = []
    for (let at = 0; at < 6; at++) {
      await visitor.search('03/03/2025', '03/16/2025')
      const file = visitor.get(EXPORT).then((answer) => readAnswer(answer, { as: 'search-csv' }).outcome)
      outcomes.push(await file.catch(() => 'broken'))
    }
    expect([...new Set(outcomes)].sort()).toEqual(['broken', 'truncated'])
  })

  it('refused_session: a new session is told that it has timed out and stays so, the next one searches', async () => {
    const visitor = await visitWith({ kind: 'refused_session', when: { requests: [2] } })
    const search = async () => readAnswer(await visitor.search('03/03/2025', '03/16/2025'), { as: 'search' }).outcome
    await visitor.get('publicSearchColasBasic.do')
    expect([await search(), await search()]).toEqual(['session_expired', 'session_expired'])
    visitor.cookie = ''
    await visitor.get('publicSearchColasBasic.do')
    expect(await search()).toBe('found')
  })

  it('refused_session: a session that has searched already is left alone', async () => {
    const visitor = await visitWith({ kind: 'refused_session', when: { requests: [3] } })
    await visitor.get('publicSearchColasBasic.do')
    visitor.results(await visitor.search('03/03/2025', '03/16/2025'))
    visitor.results(await visitor.search('03/03/2025', '03/16/2025'))
    expect(visitor.lastEntry().fault).toBeNull()
    visitor.results(await visitor.get(NEXT_PAGE))
  })

  it('injected_scripts: stand in the page, which says the same', async () => {
    const visitor = await visitWith({ kind: 'injected_scripts', when: {} })
    const answer = await visitor.get(detailPath(visitor.ttbId))
    expect(answer.text).toContain('/TSPD/?type=19')
    const page = readAnswer(answer, { as: 'cola-detail' })
    expect([page.values, page.issues]).toEqual([visitor.simulator.answerKey().get(visitor.ttbId)?.detail, []])
    expect(visitor.lastEntry()).toMatchObject({ fault: 'injected_scripts', outcome: 'found' })
  })

  it('maintenance: every week at its hours', async () => {
    const weekly = { weekday: 0, fromHour: 10, toHour: 14 }
    const at = async (day: number, hour: number) => {
      const visitor = await visit({ faults: [{ kind: 'maintenance', when: { weekly } }], day: day + hour / 24 })
      return visitor.detail()
    }
    // The period of the scenario starts on a Monday.
    expect([await at(6, 9.99), await at(6, 10), await at(6, 13.99), await at(6, 14), await at(5, 12)]).toEqual([
      'found',
      'maintenance',
      'maintenance',
      'found',
      'found',
    ])
  })

  it('renamed_label: from its day on a page says otherwise', async () => {
    const rule = { kind: 'renamed_label', from: 'Brand Name: ', to: 'Name of Brand: ' } as const
    const visitor = await visit({ day: 5 })
    const { startMs } = visitor.world
    const renaming = await visit({ day: 5, faults: [{ ...rule, when: { fromMs: startMs + 6 * 86_400_000 } }] })
    expect(await renaming.detail()).toBe('found')
    await renaming.clock.sleep(86_400_000)
    const { text } = await renaming.get(detailPath(renaming.ttbId))
    expect([text.includes('Name of Brand: '), text.includes('Brand Name: ')]).toEqual([true, false])
  })

  it('wrong_record: the page of another record', async () => {
    const visitor = await visitWith({ kind: 'wrong_record', when: {} })
    for (const path of [detailPath, formPath]) {
      const as = path === formPath ? 'certificate' : 'cola-detail'
      expect(readAnswer(await visitor.get(path(visitor.ttbId)), { as, ttbId: visitor.ttbId }).outcome).toBe(
        'wrong_record',
      )
      expect(visitor.lastEntry()).toMatchObject({
        ttbId: visitor.ttbId,
        fault: 'wrong_record',
        outcome: 'wrong_record',
      })
    }
  })
})

describe('the choice of faults', () => {
  async function logOf(options: Partial<SimulatorOptions> = {}): Promise<string[]> {
    const visitor = await visit({ day: 6, ...options })
    for (let at = 0; at < 150; at++) {
      const signal = AbortSignal.timeout(1000)
      await fetch(`${visitor.simulator.url}/colasonline/${detailPath(visitor.ttbId)}`, { signal })
        .then((answer) => answer.text())
        .catch(() => 'no answer')
      await visitor.clock.sleep(1700)
    }
    return visitor.simulator.requests.map(({ atMs, fault, outcome }) => `${atMs} ${fault} ${outcome}`)
  }

  it('is the same for the same requests at the same times', async () => {
    const faults: FaultRule[] = [
      { kind: 'server_error', when: { rate: 0.1 } },
      { kind: 'truncated', when: { rate: 0.1 } },
      { kind: 'slow', when: { rate: 0.01 } },
      { kind: 'injected_scripts', when: { rate: 0.2 } },
    ]
    const [one, other] = [await logOf({ faults }), await logOf({ faults })]
    expect(one).toEqual(other)
    const struck = one.filter((line) => !line.includes(' null '))
    expect(struck.length).toBeGreaterThan(20)
    expect(struck.length).toBeLessThan(110)
  })

  it('has a set of every kind', async () => {
    const visitor = await visit({ day: 6 })
    const kinds = new Set(everyFault(visitor.world).map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual([
      'block',
      'captcha',
      'injected_scripts',
      'maintenance',
      'refused_session',
      'renamed_label',
      'reset',
      'server_error',
      'slow',
      'truncated',
      'wrong_record',
    ])
  })
})
