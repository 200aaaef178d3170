import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalPage, type ExtractedPage, extractPage, readImageFile, readSearchCsv } from '../../src/pages/index.ts'
import { recordSchema } from '../../src/records/schemas.ts'
import { COLA, type PageKind, pageTable } from '../../src/records/index.ts'

/** Real pages of the registry lie beside the repository on some machines; they are never part of it. */
const FOLDER = process.env['TTB_CAPTURES'] ?? new URL('../../../../../shared/registry-captures/', import.meta.url).pathname

function readPages(kind: string): [name: string, page: ExtractedPage][] {
  return readdirSync(`${FOLDER}/${kind}`)
    .filter((file) => file.endsWith('.html'))
    .map((file) => [file.replace('.html', ''), extractPage(readFileSync(`${FOLDER}/${kind}/${file}`))])
}

if (!existsSync(FOLDER)) console.info(`skipped: no captures of the registry at ${FOLDER}`)

describe.skipIf(!existsSync(FOLDER))('captures of the registry', () => {
  for (const kind of ['cola-detail', 'certificate'] as const satisfies readonly PageKind[]) {
    it(`${kind}: every page is found, whole, and about the ID of its name`, () => {
      const pages = readPages(kind)
      expect(pages.length).toBeGreaterThan(0)
      const schema = recordSchema(pageTable({ ...COLA, fields: Object.fromEntries(Object.entries(COLA.fields).filter(([, field]) => field.from)) }, kind))
      for (const [name, page] of pages) {
        expect([name, page.outcome, page.ttb_id, page.issues.filter((issue) => issue.code !== 'not_applicable')]).toEqual([name, 'found', name, []])
        expect(schema.safeParse(page.values).error, name).toBeUndefined()
      }
    })
  }

  it('detail and form of the same record agree wherever both speak', () => {
    const details = new Map(readPages('cola-detail'))
    let compared = 0
    for (const [id, form] of readPages('certificate')) {
      const detail = details.get(id)?.values as Record<string, unknown> | undefined
      for (const [name, value] of Object.entries(detail ? form.values : {})) {
        if (!(name in (detail ?? {}))) continue
        expect([id, name, detail?.[name]]).toEqual([id, name, value])
        compared++
      }
    }
    expect(compared).toBeGreaterThan(0)
  })

  it('search: every page has the rows it says it has', () => {
    for (const [name, page] of readPages('search')) {
      if (page.outcome !== 'found' || page.kind !== 'search') throw new Error(`${name}: ${page.outcome}`)
      expect([name, page.issues.filter((issue) => issue.code !== 'not_applicable')]).toEqual([name, []])
      const { row_from, row_to, rows, reachable, total_matching } = page.values
      expect(rows.length).toBe(row_from === null || row_to === null ? 0 : row_to - row_from + 1)
      expect(reachable).toBe(Math.min(1000, total_matching))
    }
  })

  it('csv: every row of an export is read, without a doubt', () => {
    for (const file of readdirSync(`${FOLDER}/csv`)) {
      const bytes = readFileSync(`${FOLDER}/csv/${file}`)
      const { outcome, rows, refused, issues } = readSearchCsv(bytes)
      expect([file, outcome, refused, issues, rows.length]).toEqual([file, 'found', 0, [], bytes.toString('latin1').trim().split('\n').length - 1])
    }
  })

  it('label images: whole, and none when a byte is missing', () => {
    for (const file of readdirSync(`${FOLDER}/label-images`)) {
      const bytes = readFileSync(`${FOLDER}/label-images/${file}`)
      expect([file, readImageFile(bytes).outcome, readImageFile(bytes.subarray(0, -3)).outcome]).toEqual([file, 'found', 'truncated'])
    }
  })

  it('no two pages are the same once made canonical, and scripts put in are not in what is compared', () => {
    for (const kind of ['cola-detail', 'certificate', 'search']) {
      const files = readdirSync(`${FOLDER}/${kind}`).filter((file) => file.endsWith('.html'))
      const canonical = files.map((file) => canonicalPage(readFileSync(`${FOLDER}/${kind}/${file}`)))
      expect(new Set(canonical).size).toBe(files.length)
      expect(canonical.filter((page) => /TSPD|loaderConfig/.test(page))).toEqual([])
    }
  })

  it('error: none is data', () => {
    expect(Object.fromEntries(readPages('error').map(([name, page]) => [name, [page.outcome, page.values]]))).toEqual({
      'search-span-over-15-years': ['unexpected', {}],
      'unknown-ttb-id': ['not_found', {}],
    })
  })
})
