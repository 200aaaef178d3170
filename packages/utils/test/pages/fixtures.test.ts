import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { extractPage, LAYOUTS } from '../../src/pages/index.ts'

const FOLDER = new URL('./', import.meta.url).pathname
const pages = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .sort()

describe('each page fixture gives what the file beside it says', () => {
  for (const page of pages) {
    it(page, () => {
      const got = extractPage(readFileSync(FOLDER + page))
      const expectation = `${FOLDER}${page.replace(/\.html$/, '.json')}`
      if (!existsSync(expectation)) {
        if (process.env['CI']) throw new Error(`no ${expectation}: run the test outside CI, then read what it wrote`)
        writeFileSync(expectation, `${JSON.stringify(got, null, 2)}\n`)
      }
      expect(got).toEqual(JSON.parse(readFileSync(expectation, 'utf8')))
    })
  }
})

it('no layout is without a fixture', () => {
  const shown = new Set(pages.map((page) => extractPage(readFileSync(FOLDER + page)).layout))
  expect(LAYOUTS.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
})
