// Size and time of Parquet by the default writer against DuckDB, for the same rows: DuckDB's own COPY of a table it holds
// already, which is the writing and nothing else, and DuckDB as the engine of the setting `parquetEngine`, which is given
// rows as the default writer is. Seconds are those of the processor, over all threads. One process, in turns; the median
// of the rounds.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom, createRecordMaker } from '@ttb/registry-simulator'
import { jsonLinesFormat, openDatabase, type Row, sqlType, type TableFormat, tableFormat } from '@ttb/resources'
import { cleanPage } from '@ttb/transformations'
import { addDays } from '@ttb/utils'
import type { RecordDefinition } from '@ttb/utils/records'
import { pageTables } from '../src/index.ts'

const ROUNDS = 9
const SETTINGS = { outputFormat: 'parquet', compression: 'snappy', rowGroupRows: 20_000 } as const
const ours = tableFormat({ ...SETTINGS, parquetEngine: 'hyparquet' })
const engine = tableFormat({ ...SETTINGS, parquetEngine: 'duckdb' })

const folder = mkdtempSync(join(tmpdir(), 'ttb-bench-'))
try {
  for (const count of [500, 20_000]) {
    const rows = { certificate: [] as Row[], 'cola-detail': [] as Row[] }
    const makeRecord = createRecordMaker(createRandom(1))
    for (let at = 0; at < count; at++) {
      const receivedDate = addDays('2024-01-01', Math.floor(at / 500))
      const made = makeRecord({ receivedDate, sequence: (at % 500) + 1 })
      rows.certificate.push(cleanPage('certificate', { ...made.certificate }).values)
      rows['cola-detail'].push(cleanPage('cola-detail', { ...made.detail }).values)
    }
    for (const kind of ['certificate', 'cola-detail'] as const) await measure(pageTables()[kind], rows[kind])
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(record: RecordDefinition, rows: readonly Row[]): Promise<void> {
  const [source, target] = [join(folder, 'rows.jsonl'), join(folder, 'rows.parquet')]
  writeFileSync(source, await encodeAll(jsonLinesFormat, record, rows))
  const columns = Object.entries(record.fields).map(([name, field]) => `'${name}': '${sqlType(field)}'`)
  const database = await openDatabase()
  try {
    await database.run(`CREATE TABLE held AS SELECT * FROM read_json('${source}', columns = {${columns.join(', ')}})`)
    const copy = `COPY held TO '${target}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE ${SETTINGS.rowGroupRows})`
    const subjects = {
      ours: async () => (await encodeAll(ours, record, rows)).length,
      copy: async () => {
        await database.run(copy)
        return statSync(target).size
      },
      engine: async () => (await encodeAll(engine, record, rows)).length,
    }
    const names = Object.keys(subjects) as (keyof typeof subjects)[]
    const times = { ours: [] as number[], copy: [] as number[], engine: [] as number[] }
    const sizes = { ours: 0, copy: 0, engine: 0 }
    for (let round = 0; round <= ROUNDS; round++) {
      for (const name of names) {
        const start = process.cpuUsage()
        sizes[name] = await subjects[name]()
        const { user, system } = process.cpuUsage(start)
        if (round > 0) times[name].push((user + system) / 1000) // the first round warms up
      }
    }
    const median = (name: keyof typeof subjects) => times[name].sort((one, other) => one - other)[ROUNDS >> 1] as number
    console.log(
      `Parquet of ${rows.length} rows of ${record.name}: ${sizes.ours} bytes in ${median('ours').toFixed(0)} ms`,
    )
    for (const [name, what] of [
      ['copy', "DuckDB's COPY"],
      ['engine', 'DuckDB as the engine'],
    ] as const)
      console.log(
        `  ratio to ${what} (${sizes[name]} bytes in ${median(name).toFixed(0)} ms): size ${(sizes.ours / sizes[name]).toFixed(2)}, time ${(median('ours') / median(name)).toFixed(2)}`,
      )
  } finally {
    database.close()
  }
}

async function encodeAll(format: TableFormat, record: RecordDefinition, rows: readonly Row[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of format.encode(record, rows)) pieces.push(piece)
  return Buffer.concat(pieces)
}
