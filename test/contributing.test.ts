import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type AssetDef, defineAsset } from '../packages/assets/src/definitions/index.ts'
import { ttbAssets } from '../packages/assets/src/index.ts'
import { type CheckDef, defineCheck, TTB_CHECKS } from '../packages/checks/src/index.ts'
import { loadConfig, SETTINGS, type Setting } from '../packages/config/src/index.ts'
import { createMemoryStorage } from '../packages/resources/src/index.ts'
import { ROOT, workspacePackages } from '../scripts/layers.ts'
import { codeBlocks } from '../scripts/markdown-code.ts'

const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')
const sectionOf = (heading: string) =>
  page.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? `no section ${heading}`

/** What the code block of a recipe declares, with these words known to it. */
function declared<T>(heading: string, words: Readonly<Record<string, unknown>>, wrap = (code: string) => code): T {
  const [block = ''] = codeBlocks(sectionOf(heading), 'js')
  return new Function(...Object.keys(words), `return ${wrap(block.trim())}`)(...Object.values(words)) as T
}

describe('the recipes', () => {
  it('are there for a field, a layout, an asset, a check, a setting and a command', () => {
    for (const what of ['a field', 'a layout', 'an asset', 'a check', 'a setting', 'a command'])
      expect(page).toContain(`\n## Add ${what}\n`)
  })
  it('name files that exist', () => {
    const paths = [...page.matchAll(/`((?:packages|apps|contracts|\.changeset|\.github|scripts|etc)\/[\w./-]+)`/g)]
    expect(paths.length).toBeGreaterThan(12)
    const made = ['.changeset/pre.json']
    expect(
      paths.map(([, path]) => path as string).filter((path) => !made.includes(path) && !existsSync(join(ROOT, path))),
    ).toEqual([])
  })
  it('name commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }
    const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name as string)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

describe('the recipe of an asset and a check', () => {
  const asset = declared<AssetDef<unknown>>('Add an asset', { asset: defineAsset })
  const check = declared<CheckDef<unknown>>('Add a check', { check: defineCheck })

  it('is made from an asset that there is, and is new', () => {
    const keys = ttbAssets(loadConfig().config, { now: () => Date.parse('2026-01-01') }).map(({ key }) => key)
    expect(asset.deps.filter(({ asset: key }) => !keys.includes(key))).toEqual([])
    expect(keys).not.toContain(asset.key)
    expect(check.asset).toBe(asset.key)
    expect(TTB_CHECKS.map(({ name }) => name)).not.toContain(check.name)
  })
  it('makes what it says, and judges it', async () => {
    const storage = createMemoryStorage()
    const make = (inputs: readonly object[]) =>
      asset.materialize({
        partition: '2024-01-02',
        inputs: { ttb_structured_data: inputs },
        resources: { storage },
        signal: new AbortController().signal,
      } as never)
    const judge = async (inputs: readonly object[]) =>
      check.evaluate({ materialization: { dataVersion: '1', metadata: (await make(inputs)).metadata ?? {} } } as never)
    expect(await judge([{}, {}])).toEqual({ passed: true, metadata: { made_from: 2, expected: 1 } })
    expect(await judge([])).toMatchObject({ passed: false })
    expect(await storage.objects.head('4-ttb-analytics/brand_counts/2024-01-02.json')).not.toBeNull()
  })
})

describe('the recipe of a setting', () => {
  it('is a row that takes its default, reads text, and is new', () => {
    const wholeNumber = () => SETTINGS.rowGroupRows.schema
    const rows = declared<Record<string, Setting>>(
      'Add a setting',
      { setting: (row: Setting) => row, wholeNumber },
      (block) => `({${block}})`,
    )
    const [[name, row]] = Object.entries(rows) as [[string, Setting]]
    expect(row.schema.parse(row.default)).toBe(row.default)
    expect(row.schema.parse('7')).toBe(7)
    expect(row.schema.safeParse('many').success).toBe(false)
    expect(Object.keys(SETTINGS)).not.toContain(name)
    expect(Object.values(SETTINGS as Record<string, Setting>).map(({ env }) => env)).not.toContain(row.env)
  })
})

describe('every package', () => {
  it('has its licence and its page, and publishes them with its changelog', () => {
    for (const { folder, manifest } of workspacePackages()) {
      const { files, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
        readonly files: readonly string[]
        readonly license: string
      }
      expect([manifest.name, license, files]).toEqual([
        manifest.name,
        'MIT',
        expect.arrayContaining(['dist', 'README.md', 'CHANGELOG.md', 'LICENSE']),
      ])
      expect(readFileSync(join(ROOT, folder, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'))
      expect(existsSync(join(ROOT, folder, 'README.md'))).toBe(true)
    }
  })
})
