import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as records from '@ttb/utils/records'
import { defineRecord, type Field, type RecordDefinition } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeParquet, openDatabase, parquetSchemaText, sqlType, tableDdl } from '../src/index.ts'
import { EVERY_KIND, someRows } from './every-kind.ts'
import { type Postgres, startPostgres } from './servers/postgres.ts'

const ODD: RecordDefinition = defineRecord({
  name: 'fetch',
  version: '1.2',
  doc: "The brewer's beers.",
  key: ['order'],
  fields: {
    order: { type: 'integer', cardinality: 'required', doc: 'A word of SQL.' },
    day: { type: 'date', doc: 'Day.' },
    strength: { type: 'decimal', unit: 'percent', doc: 'Strength.' },
    origin: { type: 'code', codes: 'receipt_method', doc: 'Origin.' },
    brewer: { type: 'text', personal: true, doc: 'Brewer.' },
    style: { type: 'enum', values: ['ale', 'lager'], doc: 'Style.' },
    styles: { type: 'enum', cardinality: 'list', values: ['ale', 'lager'], doc: 'Styles.' },
  },
})

/** Every record of the product, and the one that has every kind of value. */
const EVERY_RECORD = [
  ...Object.values(records as Readonly<Record<string, unknown>>).filter(
    (each): each is RecordDefinition => typeof each === 'object' && each !== null && 'fields' in each && 'key' in each,
  ),
  EVERY_KIND,
]

describe('the SQL of a table', () => {
  it('has its key, its checks, and comments that say what a column means', () => {
    expect(tableDdl(ODD, 'postgres')).toBe(`CREATE TABLE "fetch" (
  "order" integer NOT NULL,
  "day" date,
  "strength" double precision,
  "origin" text,
  "brewer" text,
  "style" text CHECK ("style" IN ('ale', 'lager')),
  "styles" text[] NOT NULL CHECK ("styles" <@ ARRAY['ale', 'lager']),
  PRIMARY KEY ("order")
);
COMMENT ON TABLE "fetch" IS 'The brewer''s beers. Contract 1.2.';
COMMENT ON COLUMN "fetch"."order" IS 'A word of SQL.';
COMMENT ON COLUMN "fetch"."day" IS 'Day.';
COMMENT ON COLUMN "fetch"."strength" IS 'Strength. Unit: percent.';
COMMENT ON COLUMN "fetch"."origin" IS 'Origin. Codes: how the application reached TTB.';
COMMENT ON COLUMN "fetch"."brewer" IS 'Brewer. Personal.';
COMMENT ON COLUMN "fetch"."style" IS 'Style.';
COMMENT ON COLUMN "fetch"."styles" IS 'Styles.';
`)
  })
})

it('a key that may be null, as the page table of searches has, is unique but not primary', () => {
  const sql = tableDdl({ ...ODD, key: ['order', 'day'] }, 'duckdb')
  expect(sql).toContain('UNIQUE ("order", "day")')
  expect(sql).not.toContain('PRIMARY KEY')
})

describe('DuckDB takes the SQL of a table', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ttb-ddl-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('and then its Parquet files, for every kind of value', async () => {
    const file = join(folder, 'rows.parquet')
    await writeFile(file, encodeParquet(EVERY_KIND, someRows(20)))
    const database = await openDatabase()
    await database.run(tableDdl(EVERY_KIND, 'duckdb'))
    await database.run(`INSERT INTO every_kind BY NAME SELECT * FROM read_parquet('${file}')`)
    expect((await database.query('SELECT count(*)::INTEGER FROM every_kind')).rows).toEqual([[20]])
    const { types } = await database.query('SELECT * FROM every_kind')
    expect(types.map((type) => type.replace('TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ'))).toEqual(
      Object.values(EVERY_KIND.fields).map((field) => sqlType(field as Field)),
    )
    database.close()
  })
  it('for every record there is', async () => {
    expect(EVERY_RECORD.length).toBeGreaterThan(5)
    const database = await openDatabase()
    for (const record of EVERY_RECORD) await database.run(tableDdl(record, 'duckdb'))
    database.close()
  })
  it('and keeps its promises', async () => {
    const database = await openDatabase()
    await database.run(tableDdl(ODD, 'duckdb'))
    const insert = (values: string) => database.run(`INSERT INTO "fetch" VALUES (${values})`)
    await insert("1, null, null, null, null, null, ['ale']")
    await expect(insert("2, null, null, null, null, 'stout', []")).rejects.toThrowError(/CHECK constraint/)
    await expect(insert("2, null, null, null, null, 'ale', ['stout']")).rejects.toThrowError(/CHECK constraint/)
    await expect(insert("2, null, null, null, null, 'ale', null")).rejects.toThrowError(/NOT NULL constraint/)
    const { rows } = await database.query(`SELECT comment FROM duckdb_columns() WHERE column_name = 'strength'`)
    expect(rows).toEqual([['Strength. Unit: percent.']])
    database.close()
  })
})

const postgres: Postgres | null = startPostgres()
afterAll(() => postgres?.stop())

describe.skipIf(postgres === null)('PostgreSQL takes the SQL of a table', () => {
  it('for every record there is, with words of SQL for names, and keeps its promises', async () => {
    const { run } = postgres as Postgres
    const named = EVERY_RECORD.filter(({ name }) => name !== ODD.name)
    await run([ODD, ...named].map((record) => tableDdl(record, 'postgres')).join(''))
    await run(`INSERT INTO "fetch" VALUES (1, '2024-02-29', 5.5, null, null, 'ale', '{ale,lager}');\n`)
    await expect(run(`INSERT INTO "fetch" VALUES (2, null, 1, null, null, 'stout', '{}');\n`)).rejects.toThrowError(
      /violates check constraint/,
    )
    await expect(run(`INSERT INTO "fetch" VALUES (2, null, 1, null, null, 'ale', '{stout}');\n`)).rejects.toThrowError(
      /violates check constraint/,
    )
    const comments = await run(`SELECT obj_description('"fetch"'::regclass);\n`)
    expect(comments).toContain("The brewer's beers. Contract 1.2.")
  })
})

it('the Parquet schema is printed as the tools of Parquet print it', () => {
  const record = defineRecord({
    name: 'beer',
    doc: 'A beer.',
    key: ['id'],
    fields: {
      id: { type: 'integer', cardinality: 'required', doc: 'Key.' },
      seen: { type: 'timestamp', doc: 'Moment.' },
      names: { type: 'text', cardinality: 'list', doc: 'Names.' },
      labels: { type: 'record', cardinality: 'list', doc: 'L.', fields: { day: { type: 'date', doc: 'Day.' } } },
    },
  })
  expect(parquetSchemaText(record)).toBe(`message beer {
  required int32 id;
  optional int64 seen (TIMESTAMP(MILLIS,true));
  required group names (LIST) {
    repeated group list {
      required binary element (STRING);
    }
  }
  required group labels (LIST) {
    repeated group list {
      required group element {
        optional int32 day (DATE);
      }
    }
  }
}
`)
})
