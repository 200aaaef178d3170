import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { openStorage, type SqlSession } from '@ttb/resources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adoptPage } from '../../src/adopt-pages.ts'
import { consolidateDay } from '../../src/consolidated/consolidate-day.ts'
import { historyOfDay } from '../../src/history/history-day.ts'
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

  it('list what their detail page and form disagree about', async () => {
    const conflicts = await rows('SELECT field, detail_value, certificate_value, winner FROM conflict_log ORDER BY ALL')
    expect(conflicts.every(([, detail, form]) => detail !== null && form !== null && detail !== form)).toBe(true)
    expect(await rows('SELECT sum(conflict_count)::INTEGER FROM fact_products')).toEqual([[conflicts.length]])
  })

  it('have a member for every foreign key, and a company with a name', async () => {
    for (const [column, dimension, key] of [
      ['company_key', 'dim_companies', 'company_key'],
      ['permit_key', 'dim_permits', 'permit_key'],
      ['product_key', 'dim_products', 'product_key'],
      ['product_type_key', 'dim_product_types', 'product_type_key'],
      ['origin_location_key', 'dim_locations', 'location_key'],
      ['holder_location_key', 'dim_locations', 'location_key'],
      ['approval_date_key', 'dim_dates', 'date_key'],
      ['application_date_key', 'dim_dates', 'date_key'],
      ['expiration_date_key', 'dim_dates', 'date_key'],
    ])
      expect([
        column,
        await rows(`SELECT count(*)::INTEGER FROM fact_products f ANTI JOIN ${dimension} d ON d.${key} = f.${column}`),
      ]).toEqual([column, [[0]]])
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
