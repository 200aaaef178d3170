import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ContractMigration,
  defineRecord,
  type FieldRow,
  ISSUE_LOG,
  type RecordDefinition,
} from '@ttb/utils/records'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  arrowFormat,
  createIoManager,
  createMemoryStore,
  type FileDifference,
  openSqlSession,
  READABLE_FORMATS,
  type ReadOptions,
  type Row,
  type TableFormat,
  tableFormat,
} from '../src/index.ts'

const DEFAULTS = {
  outputFormat: 'parquet',
  parquetEngine: 'hyparquet',
  compression: 'snappy',
  rowGroupRows: 7,
} as const
const PARQUET = {
  Parquet: tableFormat(DEFAULTS),
  'Parquet by DuckDB': tableFormat({ ...DEFAULTS, parquetEngine: 'duckdb' }),
  'Parquet by parquetjs-lite': tableFormat({ ...DEFAULTS, parquetEngine: 'parquetjs-lite' }),
}
const FORMATS: Readonly<Record<string, TableFormat>> = {
  ...PARQUET,
  'JSON lines': tableFormat({ ...DEFAULTS, outputFormat: 'json' }),
  CSV: tableFormat({ ...DEFAULTS, outputFormat: 'csv' }),
  'Arrow IPC': arrowFormat,
}

type Fields = Readonly<Record<string, FieldRow>>

function beer(version: string | undefined, fields: Fields): RecordDefinition {
  return defineRecord({
    name: 'beer',
    ...(version !== undefined && { version }),
    doc: 'A beer.',
    key: ['id'],
    fields: { id: { type: 'integer', cardinality: 'required', doc: 'Key.' }, ...fields },
  } as never)
}

const text = (doc: string): FieldRow => ({ type: 'text', doc })
const required = (doc: string): FieldRow => ({ type: 'text', cardinality: 'required', doc })
const group = (fields: Fields): FieldRow => ({ type: 'record', cardinality: 'list', doc: 'Labels.', fields })

/** A made-up table through its versions. */
const V1_0 = beer('1.0', { title: text('Name.'), strength: text('Degrees.'), labels: group({ kind: text('Kind.') }) })
const V1_1 = beer('1.1', {
  brewed: { type: 'date', doc: 'Day.' },
  title: text('Name.'),
  strength: text('Degrees.'),
  malts: { type: 'text', cardinality: 'list', doc: 'Malts.' },
  labels: group({
    seen: { type: 'date', doc: 'Day.' },
    kind: text('Kind.'),
    lines: { ...text('L.'), cardinality: 'list' },
  }),
})
const V2_0 = beer('2.0', {
  brand_name: text('Name.'),
  strength: { type: 'decimal', unit: 'percent by volume', doc: 'Strength.' },
  labels: group({ kind: text('Kind.') }),
})
const V3_0 = beer('3.0', { name: text('Name.'), country: required('Where.'), since: { type: 'date', doc: 'Day.' } })
const MIGRATIONS: readonly ContractMigration[] = [
  { table: 'beer', from: 1, rename: { title: 'brand_name' }, drop: ['strength'] },
  { table: 'beer', from: 2, rename: { brand_name: 'name' }, fill: { country: "D'land", since: '1516-04-23' } },
]
const OLD_ROWS = [
  { id: 1, title: 'ALT', strength: '12', labels: [{ kind: 'Front' }] },
  { id: 2, title: null, strength: null, labels: [] },
]

async function toBytes(format: TableFormat, record: RecordDefinition, rows: readonly Row[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of format.encode(record, rows)) parts.push(part)
  return Buffer.concat(parts)
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-versions-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

for (const [name, format] of Object.entries(FORMATS)) {
  const says = ['parquet', 'arrow'].includes(format.extension)
  /** What a file of this format was written under: it says so itself, or its manifest does. */
  const under = (record: RecordDefinition): ReadOptions => (says ? {} : { contract: record.version as string })

  describe(`a file of an older version, as ${name}`, () => {
    it('gives null and empty lists for columns added since, in rows and in their groups', async () => {
      const file = await toBytes(format, V1_0, OLD_ROWS)
      expect(await format.decode(V1_1, file, under(V1_0))).toEqual([
        {
          id: 1,
          brewed: null,
          title: 'ALT',
          strength: '12',
          malts: [],
          labels: [{ seen: null, kind: 'Front', lines: [] }],
        },
        { id: 2, brewed: null, title: null, strength: null, malts: [], labels: [] },
      ])
    })
    it('is read over the migrations between: renamed, dropped, filled', async () => {
      const file = await toBytes(format, V1_0, OLD_ROWS)
      const options = { ...under(V1_0), migrations: MIGRATIONS }
      expect(await format.decode(V2_0, file, options)).toEqual([
        { id: 1, brand_name: 'ALT', strength: null, labels: [{ kind: 'Front' }] },
        { id: 2, brand_name: null, strength: null, labels: [] },
      ])
      expect(await format.decode(V3_0, file, options)).toEqual([
        { id: 1, name: 'ALT', country: "D'land", since: '1516-04-23' },
        { id: 2, name: null, country: "D'land", since: '1516-04-23' },
      ])
    })
    it('is refused where no migration leads, naming file, versions and columns', async () => {
      const file = await toBytes(format, V1_0, OLD_ROWS)
      const [, second] = MIGRATIONS
      const options = { ...under(V1_0), where: 'beer-0.x', migrations: [second as ContractMigration] }
      await expect(format.decode(V2_0, file, options)).rejects.toMatchObject({
        code: 'corrupt_data',
        message: expect.stringMatching(
          /^beer-0\.x: written as beer 1\.0, cannot be read as beer 2\.0: no migration reads major 1 as 2/,
        ),
      })
      await expect(format.decode(V3_0, file, options)).rejects.toThrowError(/no migration reads major 1 as 2/)
    })
    it('is refused when a required column is missing and not filled', async () => {
      const { fill: _, ...unfilled } = MIGRATIONS[1] as ContractMigration
      const file = await toBytes(format, V1_0, OLD_ROWS)
      const options = { ...under(V1_0), migrations: [MIGRATIONS[0] as ContractMigration, unfilled] }
      await expect(format.decode(V3_0, file, options)).rejects.toThrowError(/country is required and not there/)
    })
  })

  describe(`a file of a newer version, as ${name}`, () => {
    const rows = [
      {
        id: 1,
        brewed: '2024-02-29',
        title: 'ALT',
        strength: '12',
        malts: ['a'],
        labels: [{ seen: null, kind: 'Front', lines: ['x'] }],
      },
    ]

    it('is read without the columns of a newer minor, which are reported', async () => {
      const differences: FileDifference[] = []
      const file = await toBytes(format, V1_1, rows)
      const options = {
        ...under(V1_1),
        where: 'beer-1.x',
        onDifference: (each: FileDifference) => differences.push(each),
      }
      expect(await format.decode(V1_0, file, options)).toEqual([
        { id: 1, title: 'ALT', strength: '12', labels: [{ kind: 'Front' }] },
      ])
      expect(differences).toEqual([
        { where: 'beer-1.x', table: 'beer', contract: '1.1', missing: [], ignored: ['brewed', 'malts'] },
      ])
    })
    it('is refused when its major is newer', async () => {
      const file = await toBytes(format, V2_0, [{ id: 1, brand_name: 'ALT', strength: 5, labels: [] }])
      await expect(format.decode(V1_0, file, { ...under(V2_0), migrations: MIGRATIONS })).rejects.toThrowError(
        /written as beer 2\.0, cannot be read as beer 1\.0: 2\.0 is newer than 1\.0, which is the newest known here/,
      )
    })
  })

  describe(`a file without a contract, as ${name}`, () => {
    const unversioned = ({ version: _, ...record }: RecordDefinition): RecordDefinition => record

    it('is read by its columns', async () => {
      const file = await toBytes(format, unversioned(V1_0), OLD_ROWS)
      expect(await format.decode(V1_0, file)).toEqual(OLD_ROWS)
    })
    it('is refused when a column holds another type', async () => {
      const file = await toBytes(format, unversioned(V1_0), OLD_ROWS)
      const other = beer('1.0', {
        title: { type: 'integer', doc: 'Name.' },
        labels: group({ kind: { type: 'boolean', doc: 'K.' } }),
      })
      await expect(format.decode(other, file, { where: 'beer-2.x' })).rejects.toMatchObject({
        code: 'corrupt_data',
        message: expect.stringMatching(/^beer-2\.x: .*title is .* where int32 is expected/),
      })
    })
    it('is refused when it lacks what is required, in a row or in a group', async () => {
      const file = await toBytes(format, unversioned(V1_0), OLD_ROWS)
      const strict = beer('1.0', { title: text('Name.'), malt: required('Malt.') })
      await expect(format.decode(strict, file)).rejects.toThrowError(/malt is required and not there/)
      const group_ = beer('1.0', { labels: group({ kind: text('Kind.'), width: required('Width.') }) })
      await expect(format.decode(group_, file)).rejects.toThrowError(/labels\[\]\.width is required and not there/)
    })
  })
}

describe('a file says what it is', () => {
  it('in the metadata of Parquet, whichever engine writes it', async () => {
    for (const [name, format] of Object.entries(PARQUET)) {
      const file = join(folder, `${name.replaceAll(' ', '-')}.parquet`)
      writeFileSync(file, await toBytes(format, ISSUE_LOG, []))
      const session = await openSqlSession([{ record: ISSUE_LOG, files: [file] }])
      const { rows } = await session.query(
        `select decode(key), decode(value) from parquet_kv_metadata('${file}') where decode(key) like 'ttb.%' order by 1`,
      )
      session.close()
      expect([name, rows]).toEqual([
        name,
        [
          ['ttb.contract', expect.stringMatching(/^\d+\.\d+$/)],
          ['ttb.table', 'issue'],
        ],
      ])
    }
  })
  it('is not asked what its manifest says, and all others are', async () => {
    const [old, current] = [join(folder, 'said-old.parquet'), join(folder, 'said-current.parquet')]
    writeFileSync(old, await toBytes(PARQUET.Parquet, V1_0, OLD_ROWS))
    writeFileSync(
      current,
      await toBytes(PARQUET.Parquet, V2_0, [{ id: 3, brand_name: 'NEU', strength: 5, labels: [] }]),
    )
    const wanted: [number, string | null][] = [
      [1, 'ALT'],
      [2, null],
      [3, 'NEU'],
    ]
    for (const contracts of [
      new Map<string, string>(),
      new Map([[current, '2.0']]),
      new Map([
        [current, '2.0'],
        [old, '1.0'],
      ]),
    ]) {
      const table = { record: V2_0, files: [old, current], contracts }
      const session = await openSqlSession([table], { migrations: MIGRATIONS })
      const { rows } = await session.query('select id, brand_name from beer order by id')
      session.close()
      expect(rows.map(([id, name]) => [Number(id), name])).toEqual(wanted)
    }
  })
  it('in the schema of Arrow, with rows and without', async () => {
    for (const rows of [[], OLD_ROWS]) {
      const { metadata } = tableFromIPC(await toBytes(arrowFormat, V1_0, rows)).schema
      expect(Object.fromEntries(metadata)).toEqual({ 'ttb.table': 'beer', 'ttb.contract': '1.0' })
    }
  })
  it('in the manifest of its partition, so that formats without metadata are migrated too', async () => {
    for (const format of READABLE_FORMATS) {
      const manager = createIoManager(createMemoryStore(), format, READABLE_FORMATS)
      const manifest = await manager.commit(
        'folder/',
        { asset: 'a', partition: 'p', fingerprint: 'f'.repeat(64), counts: {} },
        [{ record: V1_0, rows: OLD_ROWS }],
      )
      expect(manifest.tables['beer']?.contract).toBe('1.0')
      const differences: FileDifference[] = []
      const rows = await manager.readTable(V2_0, manifest, {
        migrations: MIGRATIONS,
        onDifference: (each) => differences.push(each),
      })
      expect(rows[0]).toEqual({ id: 1, brand_name: 'ALT', strength: null, labels: [{ kind: 'Front' }] })
      const where = manifest.tables['beer']?.key
      expect(differences).toEqual([
        { where, table: 'beer', contract: '1.0', missing: ['strength'], ignored: ['strength'] },
      ])
      await expect(manager.readTable(V2_0, manifest)).rejects.toThrowError(`${where}: written as beer 1.0`)
    }
  })
  it('and of a table without a contract only its name', async () => {
    const { version: _, ...unversioned } = V1_0
    const { metadata } = tableFromIPC(await toBytes(arrowFormat, unversioned, [])).schema
    expect(Object.fromEntries(metadata)).toEqual({ 'ttb.table': 'beer' })
  })
})

describe('a row of text that cannot be a row', () => {
  const record = beer('1.0', {
    count: { type: 'integer', doc: 'C.' },
    good: { type: 'boolean', doc: 'G.' },
    names: { ...text('N.'), cardinality: 'list' },
  })
  const [json, csv] = [FORMATS['JSON lines'], FORMATS['CSV']] as [TableFormat, TableFormat]
  const refused = [
    ['broken JSON', json, '{"id":1}\n{"id":', /^f: row 2: /],
    ['no object', json, '{"id":1}\n[2]', /^f: row 2: \[2\] where an object is expected/],
    ['nothing', json, 'null', /^f: row 1: null where an object is expected/],
    ['a null key', json, '{"id":null}', /^f: row 1: id is required and not there/],
    ['a text for a number', json, '{"id":1,"count":"3"}', /^f: row 1: count is "3" where int32 is expected/],
    ['a fraction', json, '{"id":1,"count":0.5}', /^f: row 1: count is 0\.5 where int32 is expected/],
    ['no list', json, '{"id":1,"names":"x"}', /^f: row 1: names is "x" where a list is expected/],
    ['a number that is none', csv, 'id,count\r\n1,2\r\n2,x\r\n', /^f: row 2: count is "x" where int32 is expected/],
    ['an empty text for a number', csv, 'id,count\r\n1,""\r\n', /^f: row 1: count is "" where int32 is expected/],
    ['neither true nor false', csv, 'id,good\r\n1,yes\r\n', /^f: row 1: good is "yes" where boolean is expected/],
    ['a list that is no JSON', csv, 'id,names\r\n1,x\r\n', /^f: row 1: /],
    ['too few cells for the key', csv, 'count,id\r\n1\r\n', /^f: row 1: id is required and not there/],
  ] as const
  for (const [name, format, file, message] of refused) {
    it(`is refused, naming file and row: ${name}`, async () => {
      const read = format.decode(record, new TextEncoder().encode(file), { where: 'f' })
      await expect(read).rejects.toMatchObject({ code: 'corrupt_data', message: expect.stringMatching(message) })
    })
  }
  it('but may leave out what is null in JSON, in the first row too', async () => {
    const file = new TextEncoder().encode('{"id":1}\n{"id":2,"count":3,"names":["x"]}\n')
    expect(await json.decode(record, file)).toEqual([
      { id: 1, count: null, good: null, names: [] },
      { id: 2, count: 3, good: null, names: ['x'] },
    ])
  })
})

describe('SQL over files of several versions', () => {
  const write = async (name: string, record: RecordDefinition, rows: readonly Row[], format = PARQUET.Parquet) => {
    const file = join(folder, `${name}.parquet`)
    writeFileSync(file, await toBytes(format, record, rows))
    return file
  }
  const ask = async (record: RecordDefinition, files: readonly string[], query: string, migrations = MIGRATIONS) => {
    const session = await openSqlSession([{ record, files }], { migrations })
    try {
      return await session.query(query)
    } finally {
      session.close()
    }
  }
  const { version: _, ...UNVERSIONED } = V1_0

  it('mixes minors, with null and empty for what a file lacks, and the types of the reader', async () => {
    const files = [
      await write('v1.1', V1_1, [
        {
          id: 3,
          brewed: '2024-02-29',
          title: 'BOCK',
          strength: '16',
          malts: ['a'],
          labels: [{ seen: '2024-03-01', kind: 'Back', lines: ['x'] }],
        },
      ]),
      await write('v1.0', V1_0, OLD_ROWS),
    ]
    expect(await ask(V1_1, files, 'select id, brewed, title, malts, labels from beer order by id')).toEqual({
      columns: ['id', 'brewed', 'title', 'malts', 'labels'],
      types: ['INTEGER', 'DATE', 'VARCHAR', 'VARCHAR[]', 'STRUCT("seen" DATE, "kind" VARCHAR, "lines" VARCHAR[])[]'],
      rows: [
        [1, null, 'ALT', [], [{ seen: null, kind: 'Front', lines: [] }]],
        [2, null, null, [], []],
        [3, '2024-02-29', 'BOCK', ['a'], [{ seen: '2024-03-01', kind: 'Back', lines: ['x'] }]],
      ],
    })
    expect(await ask(V1_0, files, 'select * from beer order by id')).toMatchObject({
      columns: ['id', 'title', 'strength', 'labels'],
      types: ['INTEGER', 'VARCHAR', 'VARCHAR', 'STRUCT("kind" VARCHAR)[]'],
    })
    expect((await ask(V1_0, files, 'select id, kind from beer_labels order by 1')).rows).toEqual([
      [1, 'Front'],
      [3, 'Back'],
    ])
  })
  it('mixes majors over their migrations, whichever engine wrote them', async () => {
    const files = [
      await write('m1', V1_0, OLD_ROWS),
      await write(
        'm1-duckdb',
        V1_0,
        [{ id: 4, title: 'PILS', strength: null, labels: [] }],
        PARQUET['Parquet by DuckDB'],
      ),
      await write('m2', V2_0, [{ id: 5, brand_name: 'WIT', strength: 5.5, labels: [] }]),
      await write('m3', V3_0, [{ id: 6, name: 'ALE', country: 'UK', since: null }]),
    ]
    expect((await ask(V3_0, files, 'select * from beer order by id')).rows).toEqual([
      [1, 'ALT', "D'land", '1516-04-23'],
      [2, null, "D'land", '1516-04-23'],
      [4, 'PILS', "D'land", '1516-04-23'],
      [5, 'WIT', "D'land", '1516-04-23'],
      [6, 'ALE', 'UK', null],
    ])
    const first = files.slice(0, 3)
    expect(
      (await ask(V2_0, first, 'select id, brand_name, strength from beer where strength is null order by id')).rows,
    ).toEqual([
      [1, 'ALT', null],
      [2, null, null],
      [4, 'PILS', null],
    ])
  })
  it('refuses, when it is opened, what no migration covers', async () => {
    const file = await write('refused', V1_0, OLD_ROWS)
    await expect(ask(V2_0, [file], 'select 1', [])).rejects.toMatchObject({
      code: 'corrupt_data',
      message: `${file}: written as beer 1.0, cannot be read as beer 2.0: no migration reads major 1 as 2; strength is string where double is expected`,
    })
  })
  it('looks into files without a contract: they are read, or refused for what they hold', async () => {
    const silent = await write('silent', UNVERSIONED, OLD_ROWS)
    const sure = await write('sure', V1_1, [
      { id: 3, brewed: null, title: 'BOCK', strength: null, malts: [], labels: [] },
    ])
    expect((await ask(V1_1, [silent, sure], 'select id, title from beer order by id')).rows).toEqual([
      [1, 'ALT'],
      [2, null],
      [3, 'BOCK'],
    ])
    const strict = beer('1.0', { title: { type: 'integer', doc: 'N.' }, malt: required('Malt.') })
    await expect(ask(strict, [silent], 'select 1')).rejects.toMatchObject({
      code: 'corrupt_data',
      message: `${silent}: written as beer without a contract, cannot be read as beer 1.0: title is string where int32 is expected; malt is required and not there`,
    })
  })
})
