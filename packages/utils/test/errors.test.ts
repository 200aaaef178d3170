import { expect, it } from 'vitest'
import { countIssues, TtbError } from '../src/index.ts'

it('recognises its errors by mark, also those of another copy of the package', () => {
  const foreign = Object.assign(new Error('x'), { [Symbol.for('ttb.error')]: true })
  expect(TtbError.isInstance(new TtbError('x', { code: 'conflict' }))).toBe(true)
  expect(TtbError.isInstance(foreign)).toBe(true)
  expect(TtbError.isInstance(new Error('x'))).toBe(false)
  expect(TtbError.isInstance(null)).toBe(false)
})

it('keeps the cause and whether a retry may help', () => {
  const cause = new Error('reset')
  const error = new TtbError('x', { code: 'storage_failed', retryable: true, cause })
  expect([error.cause, error.retryable, error.name]).toEqual([cause, true, 'TtbError'])
  expect(new TtbError('x', { code: 'conflict' }).retryable).toBe(false)
})

it('counts issues by code', () => {
  expect(countIssues([{ code: 'invalid' }, { code: 'missing' }, { code: 'invalid' }])).toEqual({
    invalid: 2,
    missing: 1,
  })
})
