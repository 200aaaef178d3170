// The pages of the docs about assets, checks, jobs, schedules and sensors, from what is declared.
import type { AssetDef } from '../packages/assets/src/definitions/index.ts'
import { loadConfig } from '../packages/config/src/index.ts'
import { ttbDefinitions } from '../packages/jobs/src/index.ts'
import { code, markdownTable, NOTE } from './markdown.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1440

/** As the settings have it by default, with what a setting adds; the lists do not depend on the time. */
const definitions = ttbDefinitions(loadConfig({ overrides: { labelImages: true } }).config, { now: () => 0 } as never)
const always = new Set(
  ttbDefinitions(loadConfig({}).config, { now: () => 0 } as never).graph.assets.map(({ key }) => key),
)

const anchor = (key: string) => `[${code(key)}](assets.md#${key})`
const cell = (text: string) => text.replaceAll('|', '\\|')

function partitionsOf({ partitions }: AssetDef<never>): string {
  return partitions.dims.length === 0
    ? 'one, whole'
    : `by ${partitions.dims.map(({ name }) => code(name)).join(' and ')}`
}

function partitionsRead({ mapping, requires }: AssetDef<never>['deps'][number]): string {
  const words = {
    identity: 'the same partition',
    all: 'all partitions',
    shared_dimensions: 'the partitions that share its dimensions',
    data: mapping?.kind === 'data' ? mapping.doc.replace(/\.$/, '') : '',
  }
  const which = words[mapping?.kind ?? 'identity']
  return requires === 'available' ? `${which}; those that are missing are left out` : which
}

export function assetsPage(): string {
  const assets = definitions.graph.assets
  const sections = assets.map((asset) => {
    const { key, group, doc, deps, codeVersion, retry } = asset
    const checks = definitions.checksOf(key).map(({ name }) => `[${code(name)}](checks.md#${name})`)
    const jobs = definitions.jobs.filter(({ select }) => select.includes(key)).map(({ name }) => code(name))
    const lines = [
      `Group: ${code(group)}`,
      `Partitions: ${partitionsOf(asset)}`,
      ...deps.map((dep) => {
        const whole = dep.mapping === undefined && asset.partitions.dims.length === 0
        return `Made from ${anchor(dep.asset)}: ${whole ? 'whatever is there' : partitionsRead(dep)}`
      }),
      ...(checks.length > 0 ? [`Checks: ${checks.join(', ')}`] : []),
      ...(jobs.length > 0 ? [`Jobs: ${jobs.join(', ')}`] : []),
      `Code version: ${code(codeVersion)}`,
      ...(retry.max > 0
        ? [`When it fails, it is tried ${retry.max} times more, first after ${retry.backoffMs / 1000} s`]
        : []),
    ]
    const only = always.has(key) ? '' : ' Only with the setting `labelImages`.'
    return `## ${key}\n\n${doc}${only}\n\n${lines.map((line) => `- ${line}`).join('\n')}`
  })
  return `${NOTE}# Assets

What the pipeline makes, each after what it is made from. \`ttb assets\` prints the same with the settings in effect.

${markdownTable(
  ['Asset', 'Group', 'Partitions', 'Is'],
  assets.map((asset) => [
    anchor(asset.key).replace('assets.md', ''),
    asset.group,
    partitionsOf(asset),
    cell(asset.doc),
  ]),
)}

${sections.join('\n\n')}
`.replaceAll('(assets.md#', '(#')
}

export function checksPage(): string {
  const sections = definitions.graph.assets.flatMap(({ key }) => {
    const checks = definitions.checksOf(key)
    if (checks.length === 0) return []
    return [
      `## On ${code(key)}\n\n${checks
        .map(({ name, doc, severity, blocking }) => {
          const gate = blocking ? 'Blocking: nothing is made from a partition that does not pass.' : 'Not blocking.'
          return `### ${name}\n\n${doc} Severity: ${severity}. ${gate}`
        })
        .join('\n\n')}`,
    ]
  })
  return `${NOTE}# Checks

What must hold of the assets. A check is evaluated when a partition has been made, before anything is made from it, and again
with \`ttb check\`. It has passed, failed or, when it throws, errored: then nothing is known. A blocking check of severity
\`error\` that has not passed keeps its partition from use until it passes.

${sections.join('\n\n')}
`
}

export function jobsPage(): string {
  const { jobs, schedules, sensors } = definitions
  return `${NOTE}# Jobs, schedules and sensors

Schedules and sensors are stopped until they are switched on: \`ttb daemon --on NAME\`. Times are of UTC.

## Jobs

Named selections of assets, for \`ttb run\` and \`ttb plan\`.

${markdownTable(
  ['Job', 'Does', 'Makes'],
  jobs.map(({ name, doc, select }) => [code(name), cell(doc), select.map(anchor).join(', ')]),
)}

## Schedules

${markdownTable(
  ['Schedule', 'Runs', 'At', 'Missed ticks', 'Does'],
  schedules.map(({ name, job, cron, tz, catchUp, doc }) => [
    code(name),
    code(job),
    `${code(cron)}${tz === 'UTC' ? '' : ` ${tz}`}`,
    { none: 'are passed over', latest: 'the latest is made up for', all: 'are all made up for' }[catchUp],
    cell(doc),
  ]),
)}

## Sensors

${markdownTable(
  ['Sensor', 'Looks', 'Does'],
  sensors.map(({ name, everyMs, doc }) => [code(name), often(everyMs / MINUTE_MS), cell(doc)]),
)}
`
}

function often(minutes: number): string {
  return minutes === DAY_MINUTES ? 'every day' : `every ${minutes} minutes`
}
