import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '@ttb/config'
import { ttbDefinitions } from '@ttb/jobs'
import { systemClock } from '@ttb/resources'
import * as transformations from '@ttb/transformations'
import * as phones from '@ttb/transformations/phones'
import * as rules from '@ttb/transformations/rules'
import * as utils from '@ttb/utils'
import * as pages from '@ttb/utils/pages'
import { CONSOLIDATED } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { renderLegacyFiles } from '../scripts/render-legacy.ts'
import { LEGACY_MODULES, type LegacyName, namesOf } from '../src/legacy-map.ts'
import { importModule } from './modules.ts'
import { DETAIL, UNKNOWN_ID } from './old-pages.ts'

const ROOT = new URL('../../../', import.meta.url)
const rows = LEGACY_MODULES.flatMap((module) =>
  Object.entries(namesOf(module)).map(([name, row]) => [module, name, row] as const),
)

const HOMES: Readonly<Record<string, () => Promise<object>>> = {
  '@ttb/assets': () => import('@ttb/assets'),
  '@ttb/config': () => import('@ttb/config'),
  '@ttb/jobs': () => import('@ttb/jobs'),
  '@ttb/resources': () => import('@ttb/resources'),
  '@ttb/transformations': () => import('@ttb/transformations'),
  '@ttb/transformations/codes': () => import('@ttb/transformations/codes'),
  '@ttb/transformations/phones': () => import('@ttb/transformations/phones'),
  '@ttb/transformations/records': () => import('@ttb/transformations/records'),
  '@ttb/transformations/rules': () => import('@ttb/transformations/rules'),
  '@ttb/utils': () => import('@ttb/utils'),
  '@ttb/utils/pages': () => import('@ttb/utils/pages'),
  '@ttb/utils/records': () => import('@ttb/utils/records'),
}

describe('the map', () => {
  it('names definitions that there are', () => {
    const { graph, checks, jobs, schedules, sensors } = ttbDefinitions(loadConfig().config, systemClock)
    const known: Readonly<Record<string, readonly string[]>> = {
      asset: graph.assets.map(({ key }) => key),
      check: checks.map(({ name }) => name),
      job: jobs.map(({ name }) => name),
      schedule: schedules.map(({ name }) => name),
      sensor: sensors.map(({ name }) => name),
    }
    const missing = rows.flatMap(([, , { kind, value }]) =>
      [value ?? []].flat().filter((name) => !known[kind]?.includes(name)),
    )
    expect(missing).toEqual([])
  })
  it('names homes that have what it says they have', async () => {
    const missing: string[] = []
    const homes = rows.flatMap(([, , row]) => [row, ...Object.values(row.methods ?? {})])
    for (const { home, now } of homes) {
      if (now.length === 0) continue
      const exported = (await HOMES[home]?.()) ?? {}
      missing.push(...now.filter((name) => !Object.hasOwn(exported, name)).map((name) => `${home} ${name}`))
    }
    expect(missing).toEqual([])
  })
  it('has been made into files that are current', () => {
    const guide = readFileSync(new URL('docs/guides/migrate-from-legacy.md', ROOT), 'utf8')
    for (const [file, text] of Object.entries(renderLegacyFiles(guide)))
      expect([file, readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8') === text]).toEqual([file, true])
  })
  it('tags every name as deprecated, with its home', () => {
    for (const [module, name] of rows) {
      const source = readFileSync(new URL(`../src/generated/${module}.ts`, import.meta.url), 'utf8')
      expect(source).toMatch(new RegExp(`/\\*\\* @deprecated [^\\n]+ \\*/\\nexport const ${name}\\b`))
    }
  })
})

/** What calls in the map may use. */
const IN_SCOPE = { ...utils, ...transformations, ...phones, ...rules, ...pages, CONSOLIDATED }

/** Arguments of every kind of text for the calls that take one; a page for the one that takes a page. */
const TEXTS = [
  '',
  '  ',
  'N/A',
  'A &amp;  B',
  '007, 12.5',
  '(415) 555-1212 x12',
  '01/02/2024',
  '1e5',
  '3-4',
  '40%',
  '0.5',
  '$1,234.50',
  '24045001000976',
  '99999999999999',
  'info@ttb.gov',
  'https://ttb.gov',
  '123 SOUTH MAIN STREET',
  'PORTLAND ME 04101',
  'Ohio',
  '13,5 %',
  '750 ml; 1 L',
]

describe('a call under its new name', () => {
  const calls = rows.flatMap(([module, name, row]) =>
    Object.entries(row.call ?? {}).map(([count, template]) => [module, name, Number(count), template] as const),
  )
  it.each(calls)('%s.%s of %i arguments gives what the old name gives', async (module, name, count, template) => {
    const old = (await importModule(module))[name] as (...given: unknown[]) => unknown
    const now = new Function(...Object.keys(IN_SCOPE), '$1', '$2', `return ${template}`)
    const values = Object.values(IN_SCOPE)
    const second = name === 'parse_decimal' ? 1 : false
    for (const text of name === 'is_ttb_error_page' ? [DETAIL, UNKNOWN_ID] : TEXTS) {
      const given = [text, second].slice(0, count)
      expect([text, now(...values, ...given)]).toEqual([text, old(...given)])
    }
  })
  it('of a method gives what the old one gives', async () => {
    const methods = (namesOf('ttb_utils')['TTBIDUtils'] as LegacyName).methods ?? {}
    expect(Object.keys(methods)).toEqual(['date_to_julian'])
    const { TTBIDUtils } = (await importModule('ttb_utils')) as { TTBIDUtils: { date_to_julian(day: string): number } }
    for (const day of ['2024-01-01', '2024-12-31']) expect(utils.dayOfYear(day)).toBe(TTBIDUtils.date_to_julian(day))
  })
})
