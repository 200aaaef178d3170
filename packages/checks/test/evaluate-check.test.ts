import { UNPARTITIONED } from '@ttb/config'
import type { NewCheckResult } from '@ttb/resources'
import { describe, expect, it } from 'vitest'
import { type CheckFinding, checksWith, evaluateCheck, gateOf } from '../src/index.ts'

const check = checksWith<{ readonly limit: number }>()

function evaluate(finding: () => CheckFinding, { signal = new AbortController().signal } = {}) {
  const made = check({
    name: 'rows',
    asset: 'raw',
    doc: 'Has rows.',
    blocking: true,
    severity: 'error',
    evaluate: async () => finding(),
  })
  return evaluateCheck(made, {
    asset: 'raw',
    partition: '',
    partitions: UNPARTITIONED,
    materialization: { dataVersion: 'v1', metadata: {} },
    latest: async () => [],
    signal,
    clock: { now: () => 0, sleep: async () => undefined },
    resources: { limit: 1 },
  })
}

describe('evaluating a check', () => {
  const always = { name: 'rows', blocking: true }
  it.each<[string, CheckFinding, Partial<NewCheckResult>]>([
    ['passes', { passed: true }, { status: 'passed', severity: 'error', metadata: {}, error: null }],
    ['fails', { passed: false, metadata: { rows: 0 } }, { status: 'failed', severity: 'error', metadata: { rows: 0 } }],
    ['fails, but is not so bad', { passed: false, severity: 'warn' }, { status: 'failed', severity: 'warn' }],
  ])('says that it %s', async (_, finding, want) => {
    expect(await evaluate(() => finding)).toMatchObject({ ...always, ...want })
  })

  it.each([
    ['an error', new Error('no table'), 'no table'],
    ['anything else', 'no table', 'no table'],
  ])('says that one which throws %s has errored, which is not failed', async (_, thrown, error) => {
    const result = await evaluate(() => {
      throw thrown
    })
    expect(result).toEqual({ ...always, status: 'errored', severity: 'error', metadata: {}, error })
  })

  it('throws the reason of a signal that was aborted meanwhile', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const evaluated = evaluate(
      () => {
        controller.abort(new Error('enough'))
        throw new Error('cut short')
      },
      { signal },
    )
    await expect(evaluated).rejects.toThrowError('enough')
  })
})

describe('a gate', () => {
  const passed: NewCheckResult = {
    name: 'a',
    status: 'passed',
    severity: 'error',
    blocking: true,
    metadata: {},
    error: null,
  }
  it.each<[string, Partial<NewCheckResult>, string | null]>([
    ['stays open for what passed', {}, null],
    ['closes for what failed', { status: 'failed' }, 'b'],
    ['closes for what errored, as nobody knows', { status: 'errored' }, 'b'],
    ['stays open for what does not block', { status: 'failed', blocking: false }, null],
    ['stays open for what only warns', { status: 'failed', severity: 'warn' }, null],
  ])('%s', (_, one, want) => expect(gateOf([passed, { ...passed, name: 'b', ...one }])).toBe(want))
})
