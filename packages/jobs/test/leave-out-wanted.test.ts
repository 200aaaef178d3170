import type { OpenUnit, PlannedUnit } from '@ttb/resources'
import { describe, expect, it } from 'vitest'
import { leaveOutWanted } from '../src/plan/leave-out-wanted.ts'

type Short = readonly [partition: string, assets: string, waitsFor?: readonly number[]]

/** `raw! clean`: two steps, the first of them forced. */
function stepsOf(assets: string) {
  return assets
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => ({ asset: name.replace('!', ''), reason: 'new', forced: name.endsWith('!') }))
}

const unitsOf = (units: readonly Short[]): PlannedUnit[] =>
  units.map(([partition, assets, waitsFor = []], ordinal) => ({
    ordinal,
    partition,
    steps: stepsOf(assets),
    waitsFor,
  }))

const openOf = (units: readonly (readonly [partition: string, assets: string, begun?: 'begun'])[]): OpenUnit[] =>
  units.map(([partition, assets, begun]) => ({
    runId: 'run',
    partition,
    steps: stepsOf(assets),
    begun: begun !== undefined,
  }))

const CASES: readonly {
  readonly title: string
  readonly plan: readonly Short[]
  readonly open: Parameters<typeof openOf>[0]
  readonly want: readonly Short[]
}[] = [
  {
    title: 'leaves out what a run that waits will make anyway',
    plan: [
      ['p1', 'raw clean'],
      ['p2', 'raw clean'],
    ],
    open: [['p1', 'raw clean total']],
    want: [['p2', 'raw clean']],
  },
  {
    title: 'leaves in what was begun: it may have looked before something changed',
    plan: [['p1', 'raw']],
    open: [['p1', 'raw', 'begun']],
    want: [['p1', 'raw']],
  },
  {
    title: 'leaves in a unit of which only a part is wanted',
    plan: [['p1', 'raw clean']],
    open: [
      ['p1', 'raw'],
      ['p1', 'clean'],
    ],
    want: [['p1', 'raw clean']],
  },
  {
    title: 'leaves in what is forced where the other is not',
    plan: [
      ['p1', 'raw! clean'],
      ['p2', 'raw clean'],
    ],
    open: [
      ['p1', 'raw clean'],
      ['p2', 'raw! clean!'],
    ],
    want: [['p1', 'raw! clean']],
  },
  {
    title: 'leaves in what something else of the plan waits for, and numbers anew',
    plan: [
      ['p1', 'raw'],
      ['p2', 'raw'],
      ['', '', [1]],
      ['', 'total', [2]],
    ],
    open: [
      ['p1', 'raw'],
      ['p2', 'raw'],
    ],
    want: [
      ['p2', 'raw'],
      ['', '', [0]],
      ['', 'total', [1]],
    ],
  },
  {
    title: 'leaves out everything, joints too, where all of it is wanted',
    plan: [
      ['p1', 'raw'],
      ['p2', 'raw'],
      ['', '', [0, 1]],
      ['', 'total', [2]],
    ],
    open: [
      ['p1', 'raw'],
      ['p2', 'raw'],
      ['', 'total'],
    ],
    want: [],
  },
]

describe('a plan beside runs that wait', () => {
  for (const { title, plan, open, want } of CASES)
    it(title, () => {
      const whole = { request: {}, assets: [], units: unitsOf(plan) }
      expect(leaveOutWanted(whole, openOf(open)).units).toEqual(unitsOf(want))
    })
})
