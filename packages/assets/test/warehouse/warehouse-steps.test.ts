import { existsSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { openStorage, type Storage } from '@ttb/resources'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { buildWarehouse, type WarehouseBuild } from '../../src/warehouse/build-warehouse.ts'
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts'
import { surrogateKey } from '../../src/warehouse/surrogate-key.ts'
import { readWarehouseState, type WarehouseState } from '../../src/warehouse/warehouse-state.ts'
import { commitDay, type ShortRecord } from './consolidated-rows.ts'

const DAYS = ['2022-03-01', '2022-03-02', '2023-05-05', '2024-01-10']
const HOUR_MS = 3_600_000
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newStorage(): Storage {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-warehouse-steps-'))
  folders.push(folder)
  return openStorage(loadConfig({ overrides: { data: folder } }).config)
}

const build = (storage: Storage): Promise<WarehouseBuild> =>
  buildWarehouse(storage, { years: { startYear: 2022, endYear: 2024 }, threads: 1 })
const stateOf = async (storage: Storage) => (await readWarehouseState(storage)) as WarehouseState
const filesOf = ({ tables, parts }: WarehouseState) => [tables, parts].flatMap((all) => Object.values(all).flat())
const contentOf = ({ tables, parts, days }: WarehouseState) => [
  ...Object.entries({ ...tables, ...parts }).map(([name, files]) => [
    name,
    files.map(({ year, sha256 }) => [year, sha256]),
  ]),
  ...Object.entries(days).map(([day, { links }]) => [day, links]),
]

/** The records of all days as they stand; a day is written anew only where it changed. */
async function commitAll(storage: Storage, records: readonly ShortRecord[]): Promise<void> {
  for (const day of DAYS)
    await commitDay(
      storage,
      day,
      records.filter(({ receivedDate }) => receivedDate === day),
    )
}

/** The number of a record makes its TTB ID. */
function ttbId(day: string, number: number): string {
  const dayOfYear = (Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / 86_400_000 + 1
  return `${day.slice(2, 4)}${String(dayOfYear).padStart(3, '0')}001${String(number).padStart(6, '0')}`
}

const value = (...values: readonly string[]) => fc.option(fc.constantFrom(...values), { freq: 5 })
const values = fc.record({
  permit: value('BWN-CA-1', 'BWN-CA-2', 'DSP-KY-3', 'CA-I-4'),
  otherPermit: fc.option(fc.constantFrom('BWN-CA-1', 'BWN-CA-2', 'CA-I-4', 'CA-I-5'), { freq: 1 }),
  name: value('OLD OAK', 'TWO RIVERS', 'NORTH FORK'),
  address: value('1 MAIN ST|40004', '9 ELM ST|94558'),
  brand: value('STONE', 'HERON'),
  fanciful: value('RESERVE', 'LATE HARVEST'),
  origin: fc.constantFrom('01', '51', 'ZZ'),
})
/** A record over three looks: when it was first seen, when it changed, and when, if ever, it was gone. */
const course = fc.record({
  day: fc.constantFrom(...DAYS),
  draft: values,
  final: values,
  from: fc.constantFrom(0, 0, 0, 1, 2),
  changedAt: fc.constantFrom(0, 0, 0, 1, 2),
  until: fc.constantFrom(3, 3, 3, 3, 2),
})

describe('a warehouse built step by step', () => {
  it('is, to the byte, the one that is built at once from the same records, whatever came, changed and went', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(course, { minLength: 8, maxLength: 20 }), async (courses) => {
        const seenAt = (look: number): ShortRecord[] =>
          courses.flatMap(({ day, draft, final, from, changedAt, until }, number) =>
            from <= look && look < until
              ? [{ ttbId: ttbId(day, number), receivedDate: day, ...(changedAt <= look ? final : draft) }]
              : [],
          )
        fc.pre([0, 1, 2].every((look) => seenAt(look).length > 0))
        const stepwise = newStorage()
        for (const look of [0, 1, 2]) {
          await commitAll(stepwise, seenAt(look))
          await build(stepwise)
        }
        const direct = newStorage()
        await commitAll(direct, seenAt(2))
        await build(direct)
        expect(contentOf(await stateOf(stepwise))).toEqual(contentOf(await stateOf(direct)))
      }),
      { numRuns: 6 },
    )
  }, 240_000)
})

const OAK = { permit: 'BWN-CA-1', name: 'OLD OAK', address: '1 MAIN ST|40004', brand: 'STONE' }
const RIVERS = { permit: 'DSP-KY-3', name: 'TWO RIVERS', address: '9 ELM ST|94558', brand: 'HERON' }
const [FIRST = '', , SECOND = '', THIRD = ''] = DAYS
const TWO_COMPANIES: readonly ShortRecord[] = [
  { ttbId: ttbId(FIRST, 1), receivedDate: FIRST, ...OAK },
  { ttbId: ttbId(SECOND, 2), receivedDate: SECOND, ...RIVERS },
]
const TYING: ShortRecord = { ttbId: ttbId(THIRD, 3), receivedDate: THIRD, ...RIVERS, permit: OAK.permit }

describe('a record that shows two companies to be one', () => {
  it('gives the records of the later one the key of the earlier, in the years they lie in, and touches no bridge of these', async () => {
    const storage = newStorage()
    await commitAll(storage, TWO_COMPANIES)
    await build(storage)
    const { days: before } = await stateOf(storage)
    await commitAll(storage, [...TWO_COMPANIES, TYING])
    const { changedDays, rekeyedDays, written } = await build(storage)
    const { days: after } = await stateOf(storage)
    expect(after[FIRST]?.links).toBe(before[FIRST]?.links)
    expect(after[SECOND]?.links).not.toBe(before[SECOND]?.links)
    expect({ changedDays, rekeyedDays }).toEqual({ changedDays: [THIRD], rekeyedDays: [SECOND] })
    expect(written.filter((key) => key.includes('year=2023')).map((key) => key.split('/').at(-3))).toEqual([
      'fact_certificates',
      'fact_products',
    ])
    const session = await openWarehouse(storage)
    const { rows } = await session.query('SELECT DISTINCT company_key::VARCHAR FROM fact_products')
    const products = await session.query(
      'SELECT company_key::VARCHAR, brand_key, record_count FROM dim_products WHERE product_key <> 0 ORDER BY brand_key',
    )
    session.close()
    expect(rows).toEqual([[surrogateKey('BWN-CA-1')]])
    expect(products.rows).toEqual([
      [surrogateKey('BWN-CA-1'), 'HERON', 2],
      [surrogateKey('BWN-CA-1'), 'STONE', 1],
    ])
    const direct = newStorage()
    await commitAll(direct, [...TWO_COMPANIES, TYING])
    await build(direct)
    expect(contentOf(await stateOf(storage))).toEqual(contentOf(await stateOf(direct)))
  })
})

describe('files of the warehouse', () => {
  it('are those of the old state or of the new one, wherever a build ends', async () => {
    const storage = newStorage()
    await commitAll(storage, TWO_COMPANIES)
    await build(storage)
    const before = await stateOf(storage)
    await commitAll(storage, [...TWO_COMPANIES, TYING])
    for (const last of [0, 3, 15]) {
      let left = last
      const write: Storage['objects']['write'] = (...given) =>
        left-- > 0 ? storage.objects.write(...given) : Promise.reject(new Error('the power is cut'))
      await expect(build({ ...storage, objects: { ...storage.objects, write } })).rejects.toThrow('the power is cut')
      expect(await stateOf(storage)).toEqual(before)
      for (const { key } of filesOf(before)) expect(existsSync(await storage.localFile(key))).toBe(true)
    }
    await build(storage)
    const after = await stateOf(storage)
    for (const { key } of [...filesOf(before), ...filesOf(after)])
      expect(existsSync(await storage.localFile(key))).toBe(true)
  })

  it('stay until the build after the one that superseded them, and for an hour', async () => {
    const storage = newStorage()
    const states: WarehouseState[] = []
    for (const brand of ['STONE', 'HERON', 'WREN', 'FINCH']) {
      // What is there by now was written long ago.
      for (const { key } of states.flatMap(filesOf)) {
        const file = await storage.localFile(key)
        const longAgo = (Date.now() - 2 * HOUR_MS) / 1000
        if (existsSync(file)) utimesSync(file, longAgo, longAgo)
      }
      await commitAll(storage, [{ ttbId: ttbId(FIRST, 1), receivedDate: FIRST, ...OAK, brand }])
      await build(storage)
      states.push(await stateOf(storage))
    }
    const there = async (state: WarehouseState) =>
      Promise.all(filesOf(state).map(async ({ key }) => existsSync(await storage.localFile(key))))
    const [first, second, third, last] = states as [WarehouseState, WarehouseState, WarehouseState, WarehouseState]
    for (const state of [third, last]) expect((await there(state)).every(Boolean)).toBe(true)
    for (const state of [first, second]) expect((await there(state)).every(Boolean)).toBe(false)
  })
})
