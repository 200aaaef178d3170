import { mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom, createRecordMaker, renderCertificate } from '@ttb/registry-simulator'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, ttb } from './ttb.ts'

const folder = temporaryFolder()
const file = (name: string, content: string | Uint8Array = '') => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const { certificate } = createRecordMaker(createRandom(4))({ receivedDate: '2025-03-17', sequence: 1 })
const hostileNames = ['../../x.html', '/etc/passwd', 'a\u0000b.jpg', 'x'.repeat(10_000), '..\\..\\x', 'CON']
const hostile = renderCertificate({
  ...certificate,
  label_images: hostileNames.map((filename) => ({
    type: 'Back',
    width_inches: 1,
    height_inches: 1,
    width_pixels: 9,
    height_pixels: 9,
    filename,
    url: `/colasonline/publicViewAttachment.do?filename=${filename}&filetype=l`,
  })),
})

describe('bad input', () => {
  it('gives each file a typed outcome and a message, and still reads the others', async () => {
    const large = file('large.html')
    truncateSync(large, 50 * 1024 * 1024)
    mkdirSync(join(folder, 'folder.html'))
    const good = file('25076001000001.html', renderCertificate(certificate))
    const cases: [path: string, outcome: string, message: RegExp][] = [
      [file('empty.html'), 'truncated', /the page is empty/],
      [
        file(
          'binary.html',
          Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256),
        ),
        'unexpected',
        /unknown_layout/,
      ],
      [large, 'unexpected', /oversized: more than 4194304 bytes/],
      [file('cut.html', renderCertificate(certificate).slice(0, 9000)), 'truncated', /truncated/],
      [file('other.html', '<html><title>Beer</title></html>'), 'unexpected', /unknown_layout: Beer/],
      [
        file('25076001000002.html', renderCertificate(certificate)),
        'wrong_record',
        /25076001000001 where 25076001000002 was asked for/,
      ],
      [join(folder, 'nowhere.html'), 'unexpected', /no such file/],
      [join(folder, 'folder.html'), 'unexpected', /is a folder/],
    ]
    const { exit, lines, stderr } = await ttb('parse', '--json', ...cases.map(([path]) => path), good)
    expect(exit).toBe(1)
    expect(lines.map(({ file: path, outcome }) => [path, outcome])).toEqual([
      ...cases.map(([path, outcome]) => [path, outcome]),
      [good, 'found'],
    ])
    cases.forEach(([path, , message], at) => {
      expect(stderr.split('\n')[at]).toContain(path)
      expect(stderr.split('\n')[at]).toMatch(message)
    })
  })

  it('hostile file names of images stay text and never become paths', async () => {
    const saved = join(folder, 'saved')
    mkdirSync(saved)
    writeFileSync(join(saved, '25076001000001.html'), hostile, 'latin1')
    const data = join(folder, 'within', 'data')
    expect((await ttb('adopt', saved, '--data', data)).exit).toBe(0)
    expect((await ttb('run', '--data', data)).exit).toBe(0)
    const { lines } = await ttb('sql', '--data', data, '--json', 'select filename from certificate_label_images')
    expect(lines.map(({ filename }) => filename)).toEqual(hostileNames)
    expect(readdirSync(join(folder, 'within'))).toEqual(['data'])
    const files = readdirSync(data, { recursive: true, encoding: 'utf8' })
    expect(files.filter((path) => /passwd|x\.html|CON|\.jpg/.test(path))).toEqual([])
  })

  it('a link that leads in a circle is no folder to walk', async () => {
    const saved = join(folder, 'linked')
    mkdirSync(saved)
    symlinkSync(saved, join(saved, 'again'))
    writeFileSync(join(saved, '25076001000001.html'), renderCertificate(certificate))
    expect((await ttb('adopt', saved, '--data', join(folder, 'linked-data'))).stdout).toContain('1 adopted')
  })
})
