import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import {
  type ContractMigration,
  contractDigest,
  contractOf,
  defineRecord,
  type FieldRow,
  type RecordDefinition,
} from '../packages/utils/src/records/index.ts'
import { type ContractInputs, contractFiles, judgeContracts, VERSIONS_FILE } from '../scripts/contract-files.ts'
import { ROOT } from '../scripts/layers.ts'

function beer(fields: Readonly<Record<string, FieldRow>>, version?: string): RecordDefinition {
  const id = { type: 'integer', cardinality: 'required', doc: 'Key.' }
  const said = version === undefined ? {} : { version }
  return defineRecord({ name: 'beer', doc: 'A beer.', key: ['id'], ...said, fields: { id, ...fields } } as never)
}

const name: FieldRow = { type: 'text', doc: 'Name.' }
const malt: FieldRow = { type: 'text', doc: 'Malt.' }
const CHANGESET = '---\n"@ttb/utils": minor\n---\n\nThe table `beer` says which malt.\n'
const ADDITIVE = '# Changes\n\n## beer 1.3\n\nA column `malt`.\n\n## beer 1.2\n\nA column `name`.\n'
const BREAKING = '# Changes\n\n## beer 2.0\n\n`name` is `title` now.\n\n## beer 1.2\n\nA column `name`.\n'
const RENAME: ContractMigration = { table: 'beer', from: 1, rename: { name: 'title' } }

/** Judges a table that was committed as `beer` 1.2 with a name. */
function judge(tables: readonly RecordDefinition[], given: Partial<ContractInputs> = {}) {
  const before = new Map([['beer', contractOf(beer({ name }, '1.2'))]])
  const inputs = { tables, before, changes: '## beer 1.2\n\nName.\n', changesets: [], migrations: [], ...given }
  const { tables: judged, changed, needs } = judgeContracts(inputs)
  return { versions: judged.map(({ name, version }) => `${name} ${version}`), changed, needs }
}

describe('a change of a table', () => {
  it('that is none needs nothing', () => {
    expect(judge([beer({ name })])).toEqual({ versions: ['beer 1.2'], changed: [], needs: [] })
  })
  it('of its wording needs nothing, and the contract is written anew', () => {
    const reworded = beer({ name: { ...name, doc: 'Other words.' } })
    expect(judge([reworded])).toEqual({ versions: ['beer 1.2'], changed: [], needs: [] })
    const text = (record: RecordDefinition) => contractFiles([{ ...record, version: '1.2' }]).get('contracts/beer.json')
    expect(text(reworded)).not.toBe(text(beer({ name })))
  })
  it('that adds needs a minor version, an entry and a changeset', () => {
    const table = beer({ name, malt })
    expect(judge([table])).toEqual({
      versions: ['beer 1.3'],
      changed: ['beer 1.2 -> 1.3 (additive)\n  malt: added; it may be null, or is a list (text, optional)'],
      needs: [
        'an entry "## beer 1.3" in contracts/CHANGES.md: what is new',
        'a changeset (npx changeset), minor or major, that names `beer` in backticks',
      ],
    })
    expect(judge([table], { changes: ADDITIVE, changesets: [CHANGESET] }).needs).toEqual([])
  })
  it('that breaks needs a major version, and a migration besides', () => {
    const table = beer({ title: name })
    const bare = judge([table])
    expect(bare.versions).toEqual(['beer 2.0'])
    expect(bare.changed).toEqual([
      'beer 1.2 -> 2.0 (breaking)\n  name: removed (text, optional)\n  title: added; it may be null, or is a list (text, optional)',
    ])
    expect(bare.needs).toEqual([
      'an entry "## beer 2.0" in contracts/CHANGES.md: what who reads the table must change',
      'a changeset (npx changeset), minor or major, that names `beer` in backticks',
      expect.stringMatching(/^a row in MIGRATIONS .* from 1, .*: no migration reads major 1 as 2$/),
    ])
    const noted = { changes: BREAKING, changesets: [CHANGESET] }
    expect(judge([table], { ...noted, migrations: [RENAME] }).needs).toEqual([])
    expect(judge([table], { ...noted, migrations: [{ table: 'beer', from: 1, refuse: 'why' }] }).needs).toEqual([])
  })
  it('is told of what its migration leaves open', () => {
    const table = beer({ title: { ...name, type: 'date' }, malt: { ...malt, cardinality: 'required' } })
    const [need] = judge([table], { changes: BREAKING, changesets: [CHANGESET], migrations: [RENAME] }).needs
    expect(need).toMatch(/title is string where date is expected; malt is required and not there$/)
  })
  it('of meaning, which no column shows, is declared by its entry', () => {
    const noted = { changes: BREAKING, changesets: [CHANGESET], migrations: [{ table: 'beer', from: 1 }] }
    expect(judge([beer({ name })], noted)).toEqual({
      versions: ['beer 2.0'],
      changed: ['beer 1.2 -> 2.0 (as CHANGES.md says)'],
      needs: [],
    })
  })
  it('is not noted by an empty entry, nor by a changeset that is a patch or names another table', () => {
    const changes = '## beer 1.3\n\n## beer 1.2\n\nName.\n'
    const changesets = [CHANGESET.replace('minor', 'patch'), CHANGESET.replace('`beer`', '`beers`, the beer')]
    expect(judge([beer({ name, malt })], { changes, changesets }).needs).toHaveLength(2)
  })
  it('that makes it new starts at 1.0 and needs nothing', () => {
    expect(judge([beer({ name })], { before: new Map(), changes: '' })).toEqual({
      versions: ['beer 1.0'],
      changed: ['beer: a new table'],
      needs: [],
    })
  })
  it('that ends it is breaking too', () => {
    expect(judge([])).toEqual({
      versions: [],
      changed: ['beer 1.2: the table is gone (breaking)'],
      needs: [
        'an entry "## beer removed" in contracts/CHANGES.md: what who reads the table must change',
        'a changeset (npx changeset), minor or major, that names `beer` in backticks',
      ],
    })
    expect(judge([], { changes: '## beer removed\n\nSee `ale`.\n', changesets: [CHANGESET] }).needs).toEqual([])
  })
  it('stays noted after it was committed and released', () => {
    expect(judge([beer({ name })], { changes: '# Changes\n' }).needs).toEqual([
      'an entry "## beer 1.2" in contracts/CHANGES.md: what is new',
    ])
  })
})

describe('the files of contracts', () => {
  const table = { ...beer({ name: { ...name, doc: 'In [ brackets ], "quoted"\nand broken.' }, malt }), version: '1.2' }
  const files = contractFiles([table])

  it('hold every form of a contract', () => {
    expect([...files.keys()]).toEqual([
      'contracts/beer.json',
      'contracts/json-schema/beer.json',
      'contracts/parquet/beer.txt',
      'contracts/postgres/beer.sql',
      'contracts/duckdb/beer.sql',
      'contracts/dictionary.csv',
      VERSIONS_FILE,
    ])
  })
  it('hold the contract itself, a line for each column', () => {
    const text = files.get('contracts/beer.json') as string
    expect(JSON.parse(text)).toEqual(contractOf(table))
    expect(text.split('\n').filter((line) => line.includes('"storedAs"'))).toHaveLength(3)
  })
  it('hold the versions that files are written under', () => {
    expect(files.get(VERSIONS_FILE)).toContain(`  beer: { version: '1.2', digest: '${contractDigest(table)}' },\n`)
  })
})

describe('the contracts of this product', () => {
  it('are current, and every change of them is noted', () => {
    const args = ['--conditions=@ttb/source', '--import', 'tsx', 'scripts/generate-contracts.ts', '--check']
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'pipe' })
  })
})
