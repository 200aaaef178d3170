import { type DefaultTheme, defineConfig } from 'vitepress'
import { packageEntries } from '../scripts/package-entries.ts'
import { type SiteSection, siteSections } from '../scripts/site-sections.ts'

const sections = siteSections()

function items({ pages }: SiteSection): DefaultTheme.SidebarItem[] {
  return pages.map(({ title, url }) => ({ text: title, link: url }))
}

/** The entries of a package below it. */
function apiItems(): DefaultTheme.SidebarItem[] {
  const entries = packageEntries()
  return entries
    .filter(({ isMain }) => isMain)
    .map(({ name, url, packageName }) => {
      const parts = entries.filter((entry) => !entry.isMain && entry.packageName === packageName)
      return {
        text: name,
        link: url,
        ...(parts.length > 0 && {
          collapsed: true,
          items: parts.map((part) => ({ text: part.name.slice(packageName.length + 1), link: part.url })),
        }),
      }
    })
}

const sidebar: DefaultTheme.SidebarItem[] = sections.map((section) => {
  const extra: Record<string, DefaultTheme.SidebarItem> = {
    Reference: { text: 'Legacy names', link: '/guides/migrate-from-legacy#names' },
    Project: { text: 'Changelog', link: '/project/changelog' },
  }
  const more = extra[section.title]
  return {
    text: section.title,
    collapsed: section.title === 'Decisions',
    items: [...items(section), ...(more ? [more] : [])],
  }
})
sidebar.splice(5, 0, { text: 'API', collapsed: true, items: [{ text: 'All entries', link: '/api/' }, ...apiItems()] })

/** The anchor of a heading as GitHub makes it, so that links hold in both places. */
function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}

const firstOf = (title: string) => sections.find((section) => section.title === title)?.pages[0]?.url ?? '/'

export default defineConfig({
  title: 'TTB COLA',
  description: 'The public registry of US alcohol label approvals as clean, complete, trustworthy tables.',
  lang: 'en',
  srcDir: '.site',
  outDir: 'dist',
  cacheDir: 'node_modules/.vitepress',
  cleanUrls: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/mark.svg' }]],
  markdown: { theme: { light: 'github-light', dark: 'github-dark' }, anchor: { slugify } },
  vite: { build: { chunkSizeWarningLimit: 4096 } },
  themeConfig: {
    logo: '/mark.svg',
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          options: {
            // The names of fields and tables are words of their own, besides their parts.
            tokenize: (text) => [
              ...text.split(/[\n\r\p{Z}\p{P}]+/u),
              ...(text.match(/[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)+/gu) ?? []),
            ],
          },
          // What a name means comes before where code speaks of it.
          searchOptions: {
            boostDocument: (id: string) => (id.includes('/reference/') ? 4 : id.includes('/api/') ? 0.2 : 1),
          },
        },
      },
    },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Start', link: firstOf('Start') },
      { text: 'Concepts', link: firstOf('Concepts') },
      { text: 'Guides', link: firstOf('How-to guides') },
      { text: 'Reference', link: firstOf('Reference') },
      { text: 'API', link: '/api/' },
    ],
    sidebar,
    footer: {
      message: 'Code: MIT. The registry is a work of the US Government, released as CC0 1.0.',
    },
  },
})
