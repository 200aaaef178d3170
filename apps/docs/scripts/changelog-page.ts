import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { workspacePackages } from '../../../scripts/layers.ts'
import { ROOT, readText } from './repository.ts'

/** The changelogs of all packages as one page, after what the next release will say. */
export function changelogPage(): string {
  const pending = readdirSync(join(ROOT, '.changeset'))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .map((file) =>
      readText(`.changeset/${file}`)
        .replace(/^---\n[\s\S]*?\n---\n/, '')
        .trim(),
    )
  const released = workspacePackages()
    .filter(({ folder }) => existsSync(join(ROOT, folder, 'CHANGELOG.md')))
    .map(({ folder, manifest }) => {
      const text = readText(`${folder}/CHANGELOG.md`).replace(/^# .*\n+/, '')
      return `## ${manifest.name}\n\n${text.replace(/^(#+) /gm, '#$1 ').trim()}`
    })
  const next = pending.length > 0 ? [`## Next release\n\n${pending.join('\n\n')}`] : []
  return `# Changelog\n\nWhat changed, in the words of those who use it. Tables have versions of their own: [changes of the contracts](contracts/CHANGES.md).\n\n${[...next, ...released].join('\n\n')}\n`
}
