import { COLA, countIssues, pageTable } from '@ttb/utils'
import { contractProblems, recordSchema } from '@ttb/utils/schemas'
import { describe, expect, it } from 'vitest'
import { cleanPage, deriveBeverage, mergePages, type PagesOfRecord, scoreRecord, validateRecord } from '../src/index.ts'
import { CAPTURES, hasCaptures, measureUnderstood, readCapturedRows } from './captured-values.ts'

if (!hasCaptures) process.stdout.write(`captures: skipped, there are none in ${CAPTURES}\n`)

describe.skipIf(!hasCaptures)('over all captures', () => {
  const rows = hasCaptures ? readCapturedRows() : []
  const cleaned = rows.map(({ kind, values }) => ({ kind, ...cleanPage(kind, values) }))

  it('every cleaned row keeps the contract of its table', () => {
    for (const { kind, values } of cleaned)
      expect(contractProblems(recordSchema(pageTable(COLA, kind)), values)).toEqual([])
  })

  it('cleaning takes offence at next to nothing', () => {
    const counts = countIssues(cleaned.flatMap(({ issues }) => issues))
    expect(Object.keys(counts).filter((code) => code !== 'assumed')).toEqual([])
  })

  it.each(measureUnderstood(rows))('$subject: understood, or an issue says why', ({ texts, clean, silent }) => {
    expect(silent).toEqual([])
    expect(clean / Math.max(texts, 1)).toBeGreaterThanOrEqual(texts === 0 ? 0 : 0.98)
  })

  it('the family of the class code agrees with the box ticked on every form', () => {
    const forms = cleaned.filter(({ kind }) => kind === 'certificate')
    expect(forms.flatMap(({ values }) => deriveBeverage(values).issues)).toEqual([])
  })

  it('records of several pages merge with few conflicts, are valid and reach the upper tiers', () => {
    const byId = new Map<string, Record<string, Record<string, unknown>>>()
    for (const { kind, values } of cleaned) {
      const id = String(values['ttb_id'])
      byId.set(id, { ...byId.get(id), [kind]: values })
    }
    const merged = [...byId.values()]
      .filter((pages) => pages['cola-detail'] && pages['certificate'])
      .map((pages) => mergePages(pages as PagesOfRecord))
    expect(merged.length).toBeGreaterThanOrEqual(20)
    expect(merged.flatMap(({ values }) => validateRecord(values).issues)).toEqual([])
    expect(merged.filter(({ values }) => scoreRecord(values).tier === 'premium').length).toBeGreaterThan(
      merged.length * 0.8,
    )
  })
})
