import { ttbDefinitions } from '@ttb/jobs'
import { systemClock } from '@ttb/resources'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { formatCount, writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const definitions = ttbDefinitions(configure(effects, options).config, systemClock)
  const assets = definitions.graph.assets.map(({ key, group, doc, partitions, deps }) => ({
    key,
    group,
    partitions: { dimensions: partitions.dims.map(({ name }) => name), count: partitions.count() },
    deps: deps.map(({ asset }) => asset),
    checks: definitions.checksOf(key).map(({ name, blocking }) => ({ name, blocking })),
    jobs: definitions.jobs.filter(({ select }) => select.includes(key)).map(({ name }) => name),
    doc,
  }))
  if (options['json']) {
    for (const asset of assets) writeJsonLine(stdout, asset)
    return 'ok'
  }
  const blocks = assets.map(({ key, group, partitions, deps, checks, jobs, doc }) =>
    [
      `${key}  (${group})`,
      `  ${doc}`,
      `  partitions  ${partitions.dimensions.length === 0 ? 'none' : `${formatCount(partitions.count)} by ${partitions.dimensions.join(' and ')}`}`,
      ...(deps.length > 0 ? [`  made from   ${deps.join(', ')}`] : []),
      ...(checks.length > 0
        ? [`  checks      ${checks.map(({ name, blocking }) => (blocking ? `${name} (blocking)` : name)).join(', ')}`]
        : []),
      ...(jobs.length > 0 ? [`  jobs        ${jobs.join(', ')}`] : []),
    ].join('\n'),
  )
  const width = Math.max(...definitions.jobs.map(({ name }) => name.length))
  const jobs = definitions.jobs.map(({ name, doc }) => `  ${name.padEnd(width)}  ${doc}`)
  stdout.write(`${blocks.join('\n\n')}\n\nJobs, for "ttb run" and "ttb plan":\n${jobs.join('\n')}\n`)
  return 'ok'
}
