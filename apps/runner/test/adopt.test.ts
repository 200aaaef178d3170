import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { samplePages } from '@ttb/registry-simulator'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, ttb } from './ttb.ts'

const folder = temporaryFolder()
let count = 0
const newPlace = () => join(folder, `place-${++count}`)

function put(place: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), content, typeof content === 'string' ? 'latin1' : undefined)
  }
}

const pages = samplePages({ recordsPerDay: 2, days: ['2025-03-17'] })
const old = {
  data_type: 'cola-detail',
  parsing_success: true,
  ttb_id: '25076001000777',
  brand_name: 'OLD OAK',
  class_type_code: 'STRAIGHT BOURBON WHISKY',
  applicant_phone: '(510) 843-9463',
  extraction_timestamp: '2025-09-18T12:00:00',
}

/** An old bucket: pages, one of them compressed, a record without a page, and things that are neither. */
function oldBucket(): string {
  const place = newPlace()
  put(
    place,
    Object.fromEntries(
      pages.map(({ path, html }, at) =>
        at === 0 ? [`1-ttb-raw-data/${path}.gz`, gzipSync(html)] : [`1-ttb-raw-data/${path}`, html],
      ),
    ),
  )
  put(place, {
    '2-ttb-processed-data/extracted/2025-03-17/001-cola-detail/extracted_data.json': JSON.stringify([old]),
    '4-ttb-analytics/facts/fact_products/partition_date=2025-03-17/fact_products.parquet': 'x',
    'notes.txt': 'x',
  })
  return place
}

describe('ttb adopt', () => {
  it('shows the plan, and with --dry-run ends there', async () => {
    const [from, data] = [oldBucket(), newPlace()]
    const { exit, stdout } = await ttb('adopt', from, '--data', data, '--dry-run')
    expect(exit).toBe(0)
    expect(stdout).toMatch(new RegExp(`^${pages.length} pages and 1 old record in .*, to go into .*:\n`))
    expect(stdout).toMatch(/ 3 pages cola-detail, [\d.]+ kB, from DATE\/METHOD-KIND\n/)
    expect(stdout).toMatch(/ 1 old record cola-detail, from extracted\/DATE\/METHOD-KIND\n/)
    expect(stdout).toMatch(
      /Left where they are:\n +1 a dimension or fact of the earlier system: made again: .*fact_products.parquet\n +1 not named as a page or an old record: notes.txt\n/,
    )
    expect(stdout).toMatch(/Nothing was written\.\n$/)
    expect((await ttb('adopt', from, '--data', data, '--dry-run', '--json')).lines).toMatchObject([
      {
        plan: {
          objects: pages.length + 3,
          pages: expect.arrayContaining([expect.objectContaining({ kind: 'certificate', count: 3, present: 0 })]),
          old_records: [{ kind: 'cola-detail', stage: 'extracted', count: 1, present: 0, replaced: 0 }],
        },
      },
    ])
    expect(existsSync(data)).toBe(false)
  })

  it('does it, and the second time finds it all done', async () => {
    const [from, data] = [oldBucket(), newPlace()]
    const first = await ttb('adopt', from, '--data', data)
    expect([first.exit, first.stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`Done:\n +${pages.length + 1} adopted\n +0 there already`)),
    ])
    const again = await ttb('adopt', from, '--data', data)
    expect(again.stdout).toMatch(/1 old record cola-detail, .* \(1 there already\)/)
    expect(again.stdout).toMatch(new RegExp(`Done:\n +0 adopted\n +${pages.length + 1} there already`))
    const { lines } = await ttb('adopt', from, '--data', data, '--json')
    expect(lines.slice(1).map(({ action }) => action)).toEqual(Array(pages.length + 1).fill('present'))

    const made = await ttb('run', '--data', data)
    expect(made.stdout).toMatch(/1 of them records of the earlier system/)
    const answer = await ttb(
      'sql',
      '--data',
      data,
      '--json',
      "select brand_name, class_type_description, contact_phone, layout, untrusted from cola_detail join page using (ttb_id) join (select ttb_id, text as untrusted from issue where code = 'untrusted') using (ttb_id) where layout like 'old-%'",
    )
    expect(answer.lines).toEqual([
      {
        brand_name: 'OLD OAK',
        class_type_description: 'STRAIGHT BOURBON WHISKY',
        contact_phone: null,
        layout: 'old-extracted',
        untrusted: expect.stringMatching(/^applicant_phone: \(510\) 843-9463 \(P10: /),
      },
    ])
  })

  it('takes an old bucket over in its own place', async () => {
    const place = oldBucket()
    const { exit, stdout } = await ttb('adopt', place, '--data', place)
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`Done:\n +1 adopted\n +${pages.length} there already`)),
    ])
  })

  it('fails, after taking all else, when a file cannot be read', async () => {
    const [from, data] = [oldBucket(), newPlace()]
    put(from, { '2-ttb-processed-data/extracted/2025-03-17/001-certificate/extracted_data.json': '[{' })
    const { exit, stdout } = await ttb('adopt', from, '--data', data)
    expect([exit, stdout]).toEqual([
      1,
      expect.stringMatching(
        new RegExp(`${pages.length + 1} adopted[\\s\\S]*extracted_data.json: cannot be read as json`),
      ),
    ])
  })

  for (const [what, files, message] of [
    ['is empty', {}, /nothing to adopt in .*: it is empty; expected a folder or bucket of saved registry pages/],
    [
      'holds nothing of it',
      { 'a.pickle': 'x', 'b.pickle': 'x', 'c.txt': 'x' },
      /of 3 objects none is a page .*2 a Python pickle, which only Python reads; 1 not named/,
    ],
  ] as const) {
    it(`says so when the source ${what}`, async () => {
      const from = newPlace()
      mkdirSync(from)
      put(from, files)
      const { exit, stderr, stdout } = await ttb('adopt', from, '--data', newPlace())
      expect([exit, stdout, stderr]).toEqual([1, '', expect.stringMatching(message)])
    })
  }

  it('names a source that is no place for data', async () => {
    expect(await ttb('adopt', 'ftp://old', '--data', newPlace())).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/not a place for data: "ftp:\/\/old"; expected a folder or s3:\/\/bucket\/prefix/),
    })
    expect((await ttb('adopt', join(folder, 'nowhere'), '--data', newPlace())).stderr).toMatch(
      /not a folder that can be read: .*nowhere/,
    )
  })
})
