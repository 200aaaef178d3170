import { existsSync, readdirSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SITE, serveSite } from './serve-site.ts'

const CHROMIUM = process.env['TTB_CHROMIUM'] ?? '/usr/bin/chromium'
const isThere = existsSync(CHROMIUM)
if (!isThere && process.env['TTB_REQUIRE_SERVERS'] === '1') throw new Error(`${CHROMIUM}: expected a browser`)
if (!isThere) process.stderr.write(`the site is not looked at: no browser at ${CHROMIUM}\n`)

/** One page of each kind, and what its heading says. */
const KINDS: readonly (readonly [path: string, heading: RegExp])[] = [
  ['/', /TTB COLA/],
  ['/start/first-five-minutes.html', /First five minutes/],
  ['/concepts/life-of-a-page.html', /life of a page/],
  ['/guides/migrate-from-legacy.html', /old paths/],
  ['/reference/fields.html', /Fields/],
  ['/reference/tables.html', /Tables/],
  ['/reference/assets.html', /Assets/],
  ['/reference/commands.html', /Commands/],
  ['/reference/contracts.html', /Contracts/],
  ['/examples/custom-check.html', /check of your own/],
  ['/api/', /API reference/],
  ['/api/utils/pages.html', /@ttb\/utils\/pages/],
  ['/api/resources.html', /@ttb\/resources/],
  ['/decisions/0001-page-tree.html', /page tree/],
  ['/project/fault-register.html', /fault register/],
  ['/project/architecture.html', /Architecture/],
  ['/project/contributing.html', /Contributing/],
  ['/project/changelog.html', /Changelog/],
]
const WIDTHS = [390, 1280]

describe.skipIf(!isThere)('the site', () => {
  let site: Awaited<ReturnType<typeof serveSite>>
  let browser: Browser
  let context: BrowserContext
  beforeAll(async () => {
    site = await serveSite()
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    context = await browser.newContext()
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })

  it('has a page of each kind that is looked at', () => {
    const kinds = new Set(KINDS.map(([path]) => path.split('/')[1]))
    const folders = readdirSync(SITE, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const others = folders.map(({ name }) => name).filter((name) => !kinds.has(name))
    expect(others.sort()).toEqual(['assets', 'files'])
  })

  for (const [path, heading] of KINDS)
    it(`${path} has its heading, fits a phone and a desk, and says nothing on the console`, async () => {
      const page = await context.newPage()
      const problems = watch(page, site.url)
      await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' })
      expect(await page.locator('h1').first().textContent()).toMatch(heading)
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        expect(await overflow(page), `overflow at ${width}`).toEqual([])
      }
      expect(problems).toEqual([])
      await page.close()
    })

  it('finds a field', async () => {
    const page = await context.newPage()
    const problems = watch(page, site.url)
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${site.url}/`, { waitUntil: 'networkidle' })
    await page.locator('#local-search button').first().click()
    await page.locator('input.search-input').fill('fanciful_name')
    await page.locator('.results a.result[href*="/reference/fields"]').first().click()
    await page.waitForURL(/\/reference\/fields/)
    expect(await page.locator('h1').first().textContent()).toMatch(/Fields/)
    expect(problems).toEqual([])
    await page.close()
  })

  it('turns dark', async () => {
    const page = await context.newPage()
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(`${site.url}/concepts/politeness.html`, { waitUntil: 'networkidle' })
    const [background, text] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body)
      return [backgroundColor, color].map((rgb) => Number(/\d+/.exec(rgb)?.[0]))
    })
    expect(background).toBeLessThan(60)
    expect(text).toBeGreaterThan(180)
    await page.close()
  })
})

/** What a page complains of from now on: errors, failed requests, and requests to anywhere else. */
function watch(page: Page, url: string): string[] {
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`))
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) problems.push(`away: ${request.url()}`)
  })
  return problems
}

/** What is wider than the window, when the page can be scrolled sideways. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`)
      .slice(0, 5)
  })
}
