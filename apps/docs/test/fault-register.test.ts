import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, readText } from '../scripts/repository.ts'

/** How many faults were found of each sort. */
const FOUND = { A: 17, P: 16, C: 20, W: 15, O: 8 }
const SHOWN = /^\[[\w.-]+\]\(\.\.\/([^)]+)\)$/
const rows = [...readText('docs/fault-register.md').matchAll(/^\| ([A-Z]\d+) \|(.*)\|$/gm)].map((match) => ({
  id: match[1] as string,
  cells: (match[2] as string).split(' | ').map((cell) => cell.trim()),
}))

describe('the fault register', () => {
  it('answers every fault once, in order', () => {
    const ids = Object.entries(FOUND).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, at) => `${letter}${at + 1}`),
    )
    expect(rows.map(({ id }) => id)).toEqual(ids)
  })
  it('says of each what was wrong, what is done instead, and which file shows it', () => {
    const unanswered = rows.filter(({ cells: [fault, answer, shown] }) => !fault || !answer || !SHOWN.test(shown ?? ''))
    expect(unanswered).toEqual([])
  })
  it('names files that are there', () => {
    const files = rows.map(({ cells }) => SHOWN.exec(cells[2] ?? '')?.[1] ?? '')
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
  })
})
