import { COLA, pageTable } from '@ttb/utils/records'
import { tableFormat as newFormat } from './src/io/table-formats.ts'
import { tableFormat as oldFormat } from './.lab-base/src/io/table-formats.ts'
import { openSqlSession as newOpen } from './src/sql/sql-session.ts'
import { openSqlSession as oldOpen } from './.lab-base/src/sql/sql-session.ts'
const t = pageTable(COLA, 'certificate')
const value = (n: string, f: any, i: number): unknown => f.type === 'date' ? '2020-01-01' : f.type === 'integer' || f.type === 'decimal' ? i : f.type === 'boolean' ? true : f.type === 'enum' ? f.values[0] : f.type === 'record' ? Object.fromEntries(Object.entries(f.fields).map(([m, g]) => [m, cell(m, g, i)])) : `${n} ${i}`
const cell = (n: string, f: any, i: number): unknown => f.cardinality === 'list' ? [value(n, f, i), value(n, f, i + 1)] : i % 3 === 0 && f.cardinality !== 'required' ? null : value(n, f, i)
const rows = Array.from({ length: 2000 }, (_, i) => Object.fromEntries(Object.entries(t.fields).map(([n, f]) => [n, cell(n, f, i)])))
const D = { outputFormat: 'parquet', parquetEngine: 'hyparquet', compression: 'snappy', rowGroupRows: 20000 } as const
const cpu = async (w: () => Promise<unknown>) => { const a = process.cpuUsage(); await w(); const b = process.cpuUsage(a); return (b.user + b.system) / 1000 }
const med = (x: number[]) => x.sort((a, b) => a - b)[Math.floor(x.length / 4)]!
for (const outputFormat of ['parquet', 'json', 'csv', 'arrow'] as const) {
  const [o, n] = [oldFormat({ ...D, outputFormat }), newFormat({ ...D, outputFormat })]
  const parts: Uint8Array[] = []
  for await (const c of n.encode(t, rows)) parts.push(c)
  const file = Buffer.concat(parts)
  const [a, b]: number[][] = [[], []]
  for (let i = 0; i < 24; i++) { a!.push(await cpu(() => o.decode(t, file))); b!.push(await cpu(() => n.decode(t, file))) }
  console.log(outputFormat, 'cpu ms old', med(a!).toFixed(0), 'new', med(b!).toFixed(0), 'ratio', (med(b!) / med(a!)).toFixed(2))
}
for (const dir of ['stamped', 'many']) {
  const files = Array.from({ length: 1000 }, (_, i) => `/tmp/contracts-lab/${dir}/${i}.parquet`)
  const r: Record<string, number[]> = { oldOpen: [], newOpen: [], oldQuery: [], newQuery: [] }
  for (let i = 0; i < 8; i++) for (const [name, open] of [['old', oldOpen], ['new', newOpen]] as const) {
    const a = performance.now()
    const s = await open([{ record: t, files }])
    const b = performance.now()
    await s.query('select brand_name, count(*) from certificate group by 1')
    r[`${name}Query`]!.push(performance.now() - b); r[`${name}Open`]!.push(b - a)
    s.close()
  }
  console.log(dir, Object.entries(r).map(([k, v]) => `${k} ${med(v).toFixed(0)}`).join(' '))
}
