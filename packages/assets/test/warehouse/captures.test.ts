import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { openStorage, type SqlSession } from '@ttb/resources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOREIGN_KEYS } from '../../../checks/src/registry/foreign-keys.ts'
import { adoptPage } from '../../src/adopt-pages.ts'
import { consolidateDay } from '../../src/consolidated/consolidate-day.ts'
import { historyOfDay } from '../../src/history/history-day.ts'
import { WAREHOUSE_TABLES } from '../../src/index.ts'
import { listRawPartitions, processPartition } from '../../src/process-partition.ts'
import { buildWarehouse } from '../../src/warehouse/build-warehouse.ts'
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts'

/** Real pages of the registry lie beside the repository on some machines; they are never part of it. */
const captures =
  process.env['TTB_CAPTURES'] ?? new URL('../../../../../shared/registry-captures/', import.meta.url).pathname

describe.skipIf(!existsSync(captures))('captured pages', () => {
  let folder: string
  let session: SqlSession
  const ids = { 'cola-detail': new Set<string>(), certificate: new Set<string>() }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ttb-captured-'))
    const storage = openStorage(loadConfig({ overrides: { data: folder } }).config)
    for (const kind of ['cola-detail', 'certificate'] as const) {
      for (const file of readdirSync(join(captures, kind)).filter((name) => name.endsWith('.html'))) {
        const adopted = await adoptPage(storage, {
          path: `${kind}/${file}`,
          bytes: readFileSync(join(captures, kind, file)),
        })
        if (adopted.outcome === 'found') ids[kind].add(file.replace(/\.html$/, ''))
      }
    }
    const days = new Set<string>()
    for await (const raw of listRawPartitions(storage)) {
      await processPartition(storage, raw)
      if (raw.partition.receivedDate) days.add(raw.partition.receivedDate)
    }
    for (const day of days) {
      await consolidateDay(storage, day)
      await historyOfDay(storage, day)
    }
    await buildWarehouse(storage)
    session = await openWarehouse(storage)
  }, 240_000)
  afterAll(() => {
    session?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const rows = async (sql: string) => (await session.query(sql)).rows

  it('are joined: one record for each TTB ID, with both pages where both are there', async () => {
    const all = new Set([...ids['cola-detail'], ...ids.certificate])
    const both = [...ids['cola-detail']].filter((id) => ids.certificate.has(id))
    expect(
      await rows(
        'SELECT count(*)::INTEGER, count(*) FILTER (has_cola_detail AND has_certificate)::INTEGER FROM fact_products',
      ),
    ).toEqual([[all.size, both.length]])
    expect(both.length).toBeGreaterThan(20)
  })

  it('agree: of all records with both, detail page and form contradict each other in nothing', async () => {
    const conflicts = await rows('SELECT ttb_id, field, detail_value, certificate_value, winner FROM conflict_log')
    expect(conflicts).toEqual([])
    expect(await rows('SELECT sum(conflict_count)::INTEGER FROM fact_products')).toEqual([[0]])
  })

  it('have a member for every foreign key of every table', async () => {
    for (const { table, column, dimension, key } of FOREIGN_KEYS) {
      const lost = `SELECT count(*)::INTEGER FROM ${table} t ANTI JOIN ${dimension} d ON d.${key} = t.${column} WHERE t.${column} IS NOT NULL`
      expect([table, column, await rows(lost)]).toEqual([table, column, [[0]]])
    }
    // The table of keys leaves out none of those tables that facts and what hangs on them are made of.
    const linked = WAREHOUSE_TABLES.filter(({ name }) => /^(?:fact|bridge)_|^label_images$/.test(name))
    expect(linked.length).toBeGreaterThan(5)
    for (const { name, fields } of linked)
      for (const [column, { type }] of Object.entries(fields))
        if (type === 'surrogate_key' || column.endsWith('_date_key'))
          expect([name, column, FOREIGN_KEYS.some((one) => one.table === name && one.column === column)]).toEqual([
            name,
            column,
            true,
          ])
  })

  it('have no label approval without a key, and a company with a name', async () => {
    const columns = FOREIGN_KEYS.filter(({ table }) => table === 'fact_products').map(({ column }) => column)
    const missing = columns.map((column) => `count(*) FILTER (${column} IS NULL)::INTEGER`)
    const [counts] = await rows(`SELECT ${missing.join(', ')} FROM fact_products`)
    expect(columns.filter((_, at) => counts?.[at] !== 0)).toEqual([])
    expect(
      await rows(
        'SELECT count(*)::INTEGER FROM fact_products JOIN dim_companies USING (company_key) WHERE company_key = 0 OR company_name IS NULL',
      ),
    ).toEqual([[0]])
  })

  it('part every standard sentence of their qualifications from its comment', async () => {
    const [[standard, all] = []] = await rows(
      'SELECT count(*) FILTER (qualification_key <> 0)::INTEGER, count(*)::INTEGER FROM bridge_qualifications',
    )
    expect(Number(standard) / Number(all)).toBeGreaterThan(0.95)
  })
})
