import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extractPage } from '@ttb/utils/pages'
import { describe, expect, it } from 'vitest'
import {
  createRandom,
  createRecordMaker,
  renderCertificate,
  renderColaDetail,
  renderCsv,
  renderSearchMessage,
  renderSearchResults,
  renderUnknownId,
} from '../src/index.ts'

/** Real pages of the registry lie beside the repository on some machines; they are never part of it. */
const FOLDER = process.env['TTB_CAPTURES'] ?? new URL('../../../../shared/registry-captures/', import.meta.url).pathname

const VOID = new Set(['base', 'br', 'hr', 'img', 'input', 'link', 'meta'])
/** Elements that end where the next of their kind begins. */
const REPEATED = new Set(['p', 'td', 'th', 'tr'])

/** The skeleton of a page: the path from the root to every element, by names and classes. */
function skeletonOf(page: string): Set<string> {
  const html = page.replace(/<!--.*?-->|<(script|apm_do_not_touch)\b.*?<\/\1>/gis, '')
  const open: { name: string; label: string }[] = []
  const paths = new Set<string>()
  for (const [, slash, tag, attributes] of html.matchAll(/<(\/?)([a-z]\w*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi)) {
    const name = (tag as string).toLowerCase()
    if (slash) {
      const at = open.findLastIndex((element) => element.name === name)
      if (at >= 0) open.splice(at)
      continue
    }
    if (REPEATED.has(name) && open.at(-1)?.name === name) open.pop()
    const classes = /\bclass="([^"]*)"/i.exec(attributes as string)?.[1]
    const element = { name, label: classes ? `${name}.${classes}` : name }
    paths.add([...open, element].map(({ label }) => label).join(' > '))
    if (!VOID.has(name) && !(attributes as string).endsWith('/')) open.push(element)
  }
  return paths
}

function captures(folder: string, pattern = /\.html$/): string[] {
  return readdirSync(`${FOLDER}/${folder}`)
    .filter((file) => pattern.test(file))
    .map((file) => readFileSync(`${FOLDER}/${folder}/${file}`, 'utf8'))
}

const DAYS = ['2011-12-30', '2014-10-28', '2025-03-17']
const makeRecord = createRecordMaker(createRandom(3))
const records = DAYS.flatMap((receivedDate) =>
  Array.from({ length: 60 }, (_, at) => makeRecord({ receivedDate, sequence: at + 1 })),
)
const rows = records.slice(0, 20).map(({ searchRow }) => searchRow)

const KINDS: readonly (readonly [name: string, made: () => string[], captured: () => string[]])[] = [
  ['detail pages', () => records.map(({ detail }) => renderColaDetail(detail)), () => captures('cola-detail')],
  ['forms', () => records.map(({ certificate }) => renderCertificate(certificate)), () => captures('certificate')],
  [
    'search results',
    () => [
      renderSearchResults({ rows, rowFrom: 1, reachable: 1000, totalMatching: 2000 }),
      renderSearchResults({ rows: [], rowFrom: 0, reachable: 0, totalMatching: 0 }),
    ],
    () => captures('search'),
  ],
  ['the page for an unknown ID', () => [renderUnknownId()], () => captures('error', /unknown/)],
  ['the search form with a message', () => [renderSearchMessage('x')], () => captures('error', /span/)],
]

/** The labels a page shows, without values. */
function labelsOf(html: string, kind: 'cola-detail' | 'certificate'): string[] {
  const shape = kind === 'cola-detail' ? /<strong>([^<]*)<\/strong>/gi : /class="(?:bold)?label">([^<]*)/gi
  return [...html.matchAll(shape)].map(([, label]) => (label as string).replace(/\s+/g, ' ').trim())
}

describe.skipIf(!existsSync(FOLDER))('beside captures of the registry', () => {
  it.each(KINDS)('%s have no element in a place where the registry has none', (_, made, captured) => {
    const known = new Set(captured().flatMap((html) => [...skeletonOf(html)]))
    const unknown = new Set(made().flatMap((html) => [...skeletonOf(html)].filter((path) => !known.has(path))))
    expect([...unknown]).toEqual([])
    expect(known.size).toBeGreaterThan(30)
  })

  it.each(KINDS.slice(0, 3))('%s have most of the places where the registry has one', (_, made, captured) => {
    const ours = new Set(made().flatMap((html) => [...skeletonOf(html)]))
    const theirs = [...new Set(captured().flatMap((html) => [...skeletonOf(html)]))]
    expect(theirs.filter((path) => ours.has(path)).length / theirs.length).toBeGreaterThan(0.75)
  })

  it.each(KINDS.slice(0, 2))('%s weigh what they weigh there, in characters and in elements', (_, made, captured) => {
    const weigh = (pages: readonly string[]) => {
      const plain = pages.map((html) => html.replace(/<(script|apm_do_not_touch)\b.*?<\/\1>/gis, ''))
      const elements = plain.map((html) => html.match(/<[a-z]/gi)?.length ?? 0)
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
      return { characters: mean(plain.map(({ length }) => length)), elements: mean(elements) }
    }
    const [ours, theirs] = [weigh(made()), weigh(captured())]
    for (const name of ['characters', 'elements'] as const) {
      expect(ours[name] / theirs[name]).toBeGreaterThan(0.8)
      expect(ours[name] / theirs[name]).toBeLessThan(1.1)
    }
  })

  it.each(['cola-detail', 'certificate'] as const)('%s: the labels are those of the registry', (kind) => {
    const made = records.map((record) =>
      kind === 'cola-detail' ? renderColaDetail(record.detail) : renderCertificate(record.certificate),
    )
    const key = (html: string) => {
      const page = extractPage(html)
      return page.kind === 'certificate' ? `${page.values.form_edition}` : 'detail'
    }
    const allLabels = (pages: readonly string[]) => {
      const byKey = new Map<string, Set<string>>()
      for (const html of pages)
        byKey.set(key(html), new Set([...(byKey.get(key(html)) ?? []), ...labelsOf(html, kind)]))
      return byKey
    }
    const [ours, theirs] = [allLabels(made), allLabels(captures(kind))]
    expect(Math.min(...[...theirs.values()].map(({ size }) => size))).toBeGreaterThan(10)
    for (const [edition, labels] of theirs)
      expect([edition, [...(ours.get(edition) ?? [])].sort()]).toEqual([edition, [...labels].sort()])
  })

  it('an export has the columns and the dress of the registry', () => {
    const [captured] = readdirSync(`${FOLDER}/csv`).map((file) => readFileSync(`${FOLDER}/csv/${file}`, 'latin1'))
    const made = renderCsv(rows)
    expect(made.split('\n')[0]).toBe((captured as string).split('\n')[0])
    const shape = (text: string) =>
      text
        .split('\n')
        .slice(1)
        .map((line) => line.replace(/^'\d+'.*,\d\d\/\d\d\/\d{4},.*$/, 'row'))
    expect(new Set(shape(made))).toEqual(new Set(shape(captured as string)))
  })
})
