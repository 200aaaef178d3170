import { describe, expect, it } from 'vitest'
import { subjects } from '../cases/index.ts'

describe.each(subjects)('$entry', ({ groups }) => {
  describe.each(groups)('$call', ({ read, cases }) => {
    it.each(cases.map((row) => [JSON.stringify(row.given) ?? 'undefined', row] as const))(
      '%s',
      (_name, { given, want, issues }) => {
        const reading = read(given as never)
        expect({ value: reading.value, issues: reading.issues.map(({ code }) => code) }).toEqual({
          value: want,
          issues: issues ?? [],
        })
      },
    )
  })
})
