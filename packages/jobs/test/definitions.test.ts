import { defineCheck } from '@ttb/checks'
import { allPartitions, sharedDimensions } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import { defineJob } from '../src/definitions/define-job.ts'
import { defineSchedule } from '../src/definitions/define-schedule.ts'
import { defineSensor } from '../src/definitions/define-sensor.ts'
import { type DefinitionLists, definitions } from '../src/definitions/definitions.ts'
import { madeUp, partitionsAt, pipeline, type World } from './made-up.ts'

const clock = { now: () => Date.parse('2024-01-04T06:00:00Z') }
const { daily, both } = partitionsAt(clock)
const job = defineJob({ name: 'job', doc: 'Job.', select: ['raw'] })
const passing = async () => ({ passed: true })

function problemsOf(lists: DefinitionLists<World>): string[] {
  try {
    definitions(lists)
  } catch (error) {
    if (!TtbError.isInstance(error) || error.code !== 'invalid_definition') throw error
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
  return []
}

describe('definitions', () => {
  it('that fit are put together, each asset after what it is made from', () => {
    const { graph, checksOf } = definitions({
      assets: [...pipeline(clock)].reverse(),
      checks: [defineCheck<World>({ name: 'good', asset: 'day', doc: 'Good.', severity: 'warn', evaluate: passing })],
      jobs: [job],
      schedules: [defineSchedule({ name: 'daily', doc: 'Daily.', cron: '0 6 * * *', job: 'job' })],
      sensors: [defineSensor<World>({ name: 'sensor', doc: 'Sensor.', everyMs: 60_000, evaluate: async () => ({}) })],
    })
    expect(graph.assets.map(({ key }) => key)).toEqual(['raw', 'clean', 'day', 'total'])
    expect(graph.outOf('raw').map(({ downstream }) => downstream.key)).toEqual(['clean'])
    expect(checksOf('day').map(({ name, blocking }) => [name, blocking])).toEqual([['good', false]])
  })

  it('that do not are refused with every problem at once', () => {
    const problems = problemsOf({
      assets: [
        madeUp({ key: 'raw', partitions: both }),
        madeUp({ key: 'raw', partitions: both }),
        madeUp({ key: 'Day', partitions: daily, deps: [{ asset: 'raw' }] }),
        madeUp({ key: 'week', partitions: daily, deps: [{ asset: 'nowhere' }], codeVersion: '', doc: '' }),
        madeUp({ key: 'one', deps: [{ asset: 'raw', mapping: sharedDimensions() }], retry: { max: -1, backoffMs: 0 } }),
        madeUp({ key: 'egg', deps: [{ asset: 'hen' }] }),
        madeUp({ key: 'hen', deps: [{ asset: 'egg' }, { asset: 'egg', mapping: allPartitions() }] }),
        madeUp({ key: 'self', deps: [{ asset: 'self' }], group: '' }),
      ],
      checks: [
        defineCheck<World>({ name: 'good', asset: 'rew', doc: 'Good.', severity: 'warn', evaluate: passing }),
        defineCheck<World>({ name: 'twice', asset: 'raw', doc: '', severity: 'warn', evaluate: passing }),
        defineCheck<World>({ name: 'twice', asset: 'raw', doc: 'Good.', severity: 'warn', evaluate: passing }),
      ],
      jobs: [
        job,
        job,
        defineJob({ name: 'empty', doc: 'Job.', select: [] }),
        defineJob({ name: 'lost', doc: '', select: ['rew', 'rew'] }),
      ],
      schedules: [
        defineSchedule({ name: 'daily', doc: 'Daily.', cron: '0 6 * *', job: 'job' }),
        defineSchedule({ name: 'never', doc: 'Never.', cron: '0 6 30 2 *', job: 'job' }),
        defineSchedule({ name: 'mars', doc: 'Mars.', cron: '0 6 * * *', tz: 'Mars/Olympus', job: 'jab' }),
      ],
      sensors: [defineSensor<World>({ name: 'daily', doc: 'Sensor.', everyMs: 10, evaluate: async () => ({}) })],
    })
    const expected = [
      'asset raw: defined more than once',
      'asset Day: key "Day"; expected lower case, digits and "_"',
      'asset week: no doc',
      'asset week: no code version',
      'asset one: retry {"max":-1,"backoffMs":0}; expected numbers, not negative',
      'asset hen: depends on egg more than once',
      'asset self: no group',
      'asset Day: partitions of raw: expected the same partitions',
      'asset week: depends on nowhere, which is not defined',
      'asset one: partitions of raw: expected a dimension of the same name in',
      'assets egg <- hen <- egg: made from themselves',
      'assets self <- self: made from themselves',
      'check twice of raw: defined more than once',
      'check good: checks rew, which is not defined',
      'check twice: no doc',
      'job job: defined more than once',
      'job empty: selects no asset',
      'job lost: no doc',
      'job lost: selects rew more than once',
      'job lost: selects rew, which is not defined',
      'schedule or sensor daily: defined more than once',
      'schedule daily: cron "0 6 * *" in "UTC": CronPattern: invalid configuration format',
      'schedule never: cron "0 6 30 2 *" never comes',
      'schedule mars: runs job jab, which is not defined',
      'schedule mars: cron "0 6 * * *" in "Mars/Olympus"',
      'sensor daily: every 10 ms; expected at least 1000',
    ]
    for (const [at, text] of expected.entries()) expect(problems[at]).toContain(text)
    // The cycle of hen and egg is found once, whichever way it is entered, and no other problem is made up.
    expect(problems).toHaveLength(expected.length)
  })
})
