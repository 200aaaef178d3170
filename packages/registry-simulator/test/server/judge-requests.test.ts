import { afterEach, expect, it } from 'vitest'
import { judgeRequests } from '../../src/index.ts'
import { attachmentPath, detailPath, formPath, startVisit, type Visitor } from './visit.ts'

interface Asked {
  readonly form: string
  readonly image: string
  readonly headers: { readonly Referer: string }
}

let visitor: Visitor
afterEach(() => visitor.close())

const judge = () => judgeRequests(visitor.simulator.requests, { minIntervalMs: 2000 })

it('a client that keeps its pace is polite', async () => {
  visitor = await startVisit()
  for (let at = 0; at < 5; at++) {
    await visitor.get(detailPath('1'))
    await visitor.clock.sleep(1700)
  }
  expect(judge()).toEqual({
    requests: 5,
    minGapMs: 2000,
    tooSoon: [],
    maxPerSecond: 1,
    duringBlocks: [],
    interleaved: [],
  })
})

it('a client that hurries is caught, to the millisecond', async () => {
  visitor = await startVisit()
  for (const ms of [1700, 1699, 200, 1700]) {
    await visitor.get(detailPath('1'))
    await visitor.clock.sleep(ms)
  }
  expect(judge()).toMatchObject({ minGapMs: 500, tooSoon: [3, 4], maxPerSecond: 2 })
})

it('a client that asks on while it is blocked is caught', async () => {
  visitor = await startVisit({ faults: [{ kind: 'block', when: { requests: [2] } }] })
  for (let at = 0; at < 4; at++) await visitor.get(detailPath('1'))
  await visitor.clock.sleep(600_000)
  await visitor.get(detailPath('1'))
  expect(judge().duringBlocks).toEqual([3, 4])
})

it('a client that mixes the images of two records in one session is caught', async () => {
  visitor = await startVisit()
  const records = [...visitor.simulator.answerKey().records()].filter(({ certificate }) => certificate)
  const [one, other] = records.map(({ ttb_id, certificate }) => ({
    form: formPath(ttb_id),
    image: attachmentPath(certificate?.label_images[0]?.filename ?? ''),
    headers: { Referer: `${visitor.simulator.url}/colasonline/${formPath(ttb_id)}` },
  })) as [Asked, Asked]
  await visitor.get(one.form)
  await visitor.get(one.image, one.headers)
  await visitor.get(other.form)
  await visitor.get(one.image, one.headers)
  await visitor.get(other.image, other.headers)
  expect(judge().interleaved).toEqual([4])
})
