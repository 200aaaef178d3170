// Writes every list in the docs from what it lists. `--check` only says whether they are current.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { COMMANDS, EXIT_CODES } from '../apps/runner/src/index.ts'
import { allTables } from '../packages/assets/src/index.ts'
import { describeSettings } from '../packages/config/src/index.ts'
import { renderLegacyFiles } from '../packages/legacy-defs/scripts/render-legacy.ts'
import { ISSUE_CODES } from '../packages/utils/src/index.ts'
import { LAYOUTS, type Layout, OUTCOMES } from '../packages/utils/src/pages/index.ts'
import { COLA, describeFieldTypes, describeRecord } from '../packages/utils/src/records/index.ts'
import { assetsPage, checksPage, jobsPage } from './definition-pages.ts'
import { LAYERS, ROOT, workspacePackages } from './layers.ts'
import { code, markdownTable, NOTE } from './markdown.ts'

function fieldsPage(): string {
  return `${NOTE}# Fields\n\nEvery field of a certificate of label approval, once: name, kind, meaning, and where each page shows it.\nThe [tables](tables.md) are made of them.\n\n${describeRecord(COLA)}\n\n## Kinds of value\n\n${describeFieldTypes()}\n`
}

function tablesPage(): string {
  const tables = allTables()
  const sections = tables.map(
    (table) => `## ${table.name}\n\n${table.doc} Key: ${table.key.map(code).join(', ')}.\n\n${describeRecord(table)}`,
  )
  return `${NOTE}# Tables

Every table that \`ttb sql\` shows, with its columns. A list of records in a row is a view of its own there: the label images
of \`certificate\` are \`certificate_label_images\`. What tables promise to those who read them: [contracts](contracts.md).

${markdownTable(
  ['Table', 'A row is'],
  tables.map(({ name, doc }) => [`[${code(name)}](#${name})`, doc.replaceAll('|', '\\|')]),
)}

${sections.join('\n\n')}
`
}

function holdsData({ id, record, columns }: Layout): boolean {
  return record !== undefined || columns !== undefined || id === 'search/results'
}

function recognisedBy({ title, columns, marks }: Layout): string {
  const pattern = (expression: RegExp) => code(String(expression)).replaceAll('|', '\\|')
  if (title) return pattern(title)
  if (columns) return columns.map((heading) => code(heading)).join(' and ')
  return [marks?.text && `text ${pattern(marks.text)}`, marks?.source && `source ${pattern(marks.source)}`]
    .filter(Boolean)
    .join(', or ')
}

function pagesPage(): string {
  return `${NOTE}# Pages, outcomes and issues

## Layouts

Recognised by the title; where that says nothing by the first heading, by the headings of a table or, in a page of hardly
any text, by marks in its text or source. Marks are looked for only in a page that says nothing else about itself.

${markdownTable(
  ['Layout', 'Kind of page', 'Recognised by', 'Is'],
  (LAYOUTS as readonly Layout[]).map((layout) => [
    code(layout.id),
    layout.kind ?? (layout.columns ? 'a code list' : layout.title ? 'a message' : 'not of the registry'),
    recognisedBy(layout),
    holdsData(layout) ? 'data' : (layout.outcome ?? 'what its message says'),
  ]),
)}

## Outcomes

${markdownTable(
  ['Outcome', 'The answer is'],
  Object.entries(OUTCOMES).map(([name, doc]) => [code(name), doc]),
)}

## Issues

${markdownTable(
  ['Code', 'It says that'],
  Object.entries(ISSUE_CODES).map(([name, doc]) => [code(name), doc]),
)}
`
}

function commandsPage(): string {
  const commands = COMMANDS.map((command) => {
    const options = command.options.map(({ flags, doc, default: value, choices }) => [
      code(flags),
      `${doc}${choices ? `: ${choices.map(code).join(', ')}` : ''}`,
      value === undefined ? '' : code(value),
    ])
    return `## \`ttb ${[command.name, command.arguments].filter(Boolean).join(' ')}\`\n\n${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.\n${options.length > 0 ? `\n${markdownTable(['Option', 'Meaning', 'Default'], options)}\n` : ''}\n\`\`\`sh\n${command.examples.join('\n')}\n\`\`\``
  })
  return `${NOTE}# Commands\n\n${commands.join('\n\n')}\n\n## Exit codes\n\n${markdownTable(
    ['Code', 'Meaning'],
    Object.values(EXIT_CODES).map(({ code: exit, doc }) => [String(exit), doc]),
  )}\n`
}

function settingsPage(): string {
  return `${NOTE}# Settings

A value comes from the first of: an option of the command, the environment, the YAML or JSON file that \`--config\` or \`TTB_CONFIG\`
names, the profile (setting \`environment\`), the default. An empty text counts as not set. \`ttb config\` prints every setting,
its value and where it came from. A secret is given as it is, or by a file that holds it: the variable with \`_FILE\` after
it has the path, as containers and systemd hand secrets over; both at once is an error. Credentials for S3 are no settings: the AWS SDK finds
them in its own way (environment, profile, role; \`AWS_SHARED_CREDENTIALS_FILE\` names a file).

A name that is no setting is refused, with the nearest one that is: a key of the file, and a variable that begins with \`TTB_\`. These
are kept for settings, since a typo would otherwise leave a default in force that nobody sees: a pace, a place for data. A
variable of another program must not begin so; one that is empty counts as not set. Not settings, and let pass: \`TTB_CONFIG\`,
variables of the earlier system (see the guide to migration), those of the tests of this repository, and what Kubernetes sets for a
service whose name begins with \`ttb\` (\`TTB_SERVICE_HOST\`, \`TTB_PORT\` ...).

${describeSettings()}
`
}

function packageTable(): string {
  const folders = new Map(workspacePackages().map(({ folder, manifest }) => [manifest.name, folder]))
  const rows = workspacePackages()
    .sort((one, other) => order(one.manifest.name) - order(other.manifest.name))
    .map(({ manifest }) => [`[\`${manifest.name}\`](${folders.get(manifest.name)})`, manifest.description])
  return markdownTable(['Package', 'What it is'], rows)
}

function layerTable(): string {
  const present = new Set(workspacePackages().map(({ manifest }) => manifest.name.replace('@ttb/', '')))
  const rows = Object.entries(LAYERS)
    .filter(([name]) => present.has(name))
    .map(([name, { says, mayImport }]) => [
      code(name),
      says,
      mayImport
        .filter((other) => present.has(other))
        .map(code)
        .join(', ') || 'nothing',
    ])
  return markdownTable(['Package', 'Says', 'May import'], rows)
}

function order(name: string): number {
  return Object.keys(LAYERS).indexOf(name.replace('@ttb/', ''))
}

/** Puts text between `<!-- NAME -->` and `<!-- /NAME -->` of a page. */
function fill(page: string, name: string, text: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`)
  if (!pattern.test(page)) throw new Error(`no place for ${name}`)
  return page.replace(pattern, (_, open: string, close: string) => `${open}${text}\n${close}`)
}

const read = (file: string) => (existsSync(`${ROOT}/${file}`) ? readFileSync(`${ROOT}/${file}`, 'utf8') : '')
const pages: Readonly<Record<string, string>> = {
  'docs/reference/fields.md': fieldsPage(),
  'docs/reference/tables.md': tablesPage(),
  'docs/reference/assets.md': assetsPage(),
  'docs/reference/checks.md': checksPage(),
  'docs/reference/jobs.md': jobsPage(),
  'docs/reference/pages.md': pagesPage(),
  'docs/reference/commands.md': commandsPage(),
  'docs/reference/settings.md': settingsPage(),
  ...renderLegacyFiles(read('docs/guides/migrate-from-legacy.md')),
  'README.md': fill(read('README.md'), 'packages', packageTable()),
  'ARCHITECTURE.md': fill(read('ARCHITECTURE.md'), 'layers', layerTable()),
}
const stale = Object.keys(pages).filter((file) => read(file) !== pages[file])
if (process.argv.includes('--check')) {
  for (const file of stale) console.error(`docs: ${file} is not current; run "pnpm generate"`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const file of stale) writeFileSync(`${ROOT}/${file}`, pages[file] as string)
  console.log(stale.length > 0 ? `wrote ${stale.join(', ')}` : 'all current')
}
