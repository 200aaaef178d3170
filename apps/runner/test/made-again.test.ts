import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRandom, createRecordMaker, renderColaDetail, samplePages } from '@ttb/registry-simulator'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, ttb } from './ttb.ts'

const folder = temporaryFolder()
const pages = samplePages({ recordsPerDay: 2, days: ['2025-03-17', '2025-03-18'] })
const search = pages.find(({ path }) => path.startsWith('search/')) as (typeof pages)[number]
const CUT = '25077001000900'

/** The sample in a place of its own, run once. One of its pages is cut short. */
async function sampleIn(name: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const [saved, data] = [join(folder, `${name}-saved`), join(folder, name)]
  for (const [path, html] of [...pages.map(({ path, html }) => [path, html] as const), ...Object.entries(more)]) {
    mkdirSync(dirname(join(saved, path)), { recursive: true })
    writeFileSync(join(saved, path), html, 'latin1')
  }
  expect((await ttb('adopt', saved, '--data', data)).exit).toBe(0)
  expect((await ttb('run', '--data', data)).exit).toBe(0)
  return data
}

/** A page of search results with a row that has no TTB ID. */
const withBadRow = search.html.replaceAll(/25076001000001/g, '2507600100000X')

describe('ttb quarantine', () => {
  it('lists rows and pages that were refused, each with its reason', async () => {
    const data = await sampleIn('listed', { 'search/bad.html': withBadRow })
    const { lines } = await ttb('quarantine', 'list', '--data', data, '--json')
    expect(lines).toMatchObject([
      { refused: 'page', table: 'cola-detail', ttb_id: CUT, reason: expect.stringMatching(/^truncated: /) },
      { refused: 'row', table: 'search', ttb_id: null, reason: expect.stringMatching(/ttb_id/) },
    ])
    const { exit, stdout } = await ttb('quarantine', 'list', '--data', data)
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/refused[\s\S]*truncated[\s\S]*\n2 refused\n$/)])
  })

  it('retries: a page that has come whole since is accepted, and only its partition is made again', async () => {
    const data = await sampleIn('retried')
    const { detail } = createRecordMaker(createRandom(1))({ receivedDate: '2025-03-18', sequence: 900 })
    const raw = join(data, '1-ttb-raw-data/2025-03-18/001-cola-detail')
    expect(readdirSync(raw)).toContain(`${CUT}.html`)
    writeFileSync(join(raw, `${CUT}.html`), renderColaDetail(detail), 'latin1')
    const { lines } = await ttb('quarantine', 'retry', '--data', data, '--json')
    expect(lines).toMatchObject([
      { partition: '2025-03-18|001-cola-detail', counts: { pages_refused: 0, pages_found: 3 } },
    ])
    expect((await ttb('quarantine', 'list', '--data', data)).stdout).toBe('Nothing is in quarantine.\n')
    expect((await ttb('quarantine', 'retry', '--data', data)).stdout).toBe(
      '0 partitions made again: 0 refused before, 0 now\n',
    )
  })

  it('retries what is still bad, and says that it is', async () => {
    const data = await sampleIn('still-bad', { 'search/bad.html': withBadRow })
    expect((await ttb('quarantine', 'retry', '--data', data)).stdout).toBe(
      '2 partitions made again: 2 refused before, 2 now\n',
    )
  })

  it('knows two actions', async () => {
    expect(await ttb('quarantine', 'burn')).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/^error: 'burn' is no action; expected one of list, retry\.$/m),
    })
  })
})

describe('ttb reparse', () => {
  const filesOf = (data: string) =>
    readdirSync(join(data, '2-ttb-processed-data'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.parquet'))
      .sort()

  it('makes every table again, and from the same pages the same files', async () => {
    const data = await sampleIn('reparsed')
    const before = filesOf(data)
    const { exit, stdout } = await ttb('reparse', '--data', data)
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/^5 partitions: 5 made, 0 up to date\n/)])
    expect(filesOf(data)).toEqual(before)
    expect((await ttb('reparse', '--data', data, '--json')).lines.map(({ made }) => made)).toEqual(Array(5).fill(true))
  })

  it('says what to do when there is nothing to parse', async () => {
    expect(await ttb('reparse', '--data', join(folder, 'nothing'))).toMatchObject({
      exit: 1,
      stderr: expect.stringMatching(/no pages in .*"ttb adopt FOLDER" takes some in/),
    })
  })
})

describe('files that nothing names any more', () => {
  it('go when a run has made something, once they are an hour old', async () => {
    const data = await sampleIn('collected')
    const partition = join(data, '2-ttb-processed-data/structured/2025-03-17/001-certificate')
    const [old, young] = ['page-0000000000000000.parquet', 'page-1111111111111111.parquet']
    for (const name of [old, young]) writeFileSync(join(partition, name), 'x')
    const hoursAgo = Date.now() / 1000 - 2 * 3600
    utimesSync(join(partition, old), hoursAgo, hoursAgo)

    expect((await ttb('run', '--data', data)).stdout).not.toContain('superseded file')
    expect(readdirSync(partition)).toContain(old)

    // Made again is another partition, so it is not its commit that removes the file.
    const [page] = samplePages({ seed: 3, recordsPerDay: 1, days: ['2025-03-18'] })
    const saved = join(folder, 'collected-later.html')
    mkdirSync(saved)
    writeFileSync(join(saved, 'page.html'), page?.html as string, 'latin1')
    expect((await ttb('adopt', saved, '--data', data)).exit).toBe(0)
    expect((await ttb('run', '--data', data)).stdout).toMatch(/1 made, 4 up to date[\s\S]*1 superseded file removed\n/)
    expect(readdirSync(partition)).not.toContain(old)
    expect(readdirSync(partition)).toContain(young)
  })
})
