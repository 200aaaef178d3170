import { partitionsOfDays } from '@ttb/jobs'
import type { NewCheckResult } from '@ttb/resources'
import { readRange } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { type RunnerEngine, withEngine } from '../engine.ts'
import type { Exit } from '../exit-codes.ts'
import { named } from '../job-request.ts'
import { createProgress, formatCount, formatCounted, writeJsonLine } from '../output.ts'
import { formatCheck } from '../run-output.ts'

/** How many results that did not pass are shown to people. */
const MAX_SHOWN = 20

export const run: RunCommand = async (effects, assets, options) => {
  const { stdout, stderr, signal } = effects
  const json = options['json'] === true
  const partitions = partitionsOfDays(...readRange(options))
  const evaluate = async ({ engine }: RunnerEngine): Promise<Exit> => {
    await named(() => assets.map((key) => engine.definitions.graph.asset(key)))
    const progress = createProgress(stderr)
    const tally = new Map<string, Tally>()
    const problems: string[] = []
    let checked = 0
    let gated = 0
    const request = { partitions, ...(assets.length > 0 && { assets }) }
    for await (const { asset, partition, results, gatedBy } of engine.check(request, { signal })) {
      if (gatedBy !== null) gated++
      progress.update(`${formatCounted(++checked, 'partition')}: ${asset} ${partition}`)
      for (const result of results) {
        count(tally, asset, result)
        if (json) writeJsonLine(stdout, { asset, partition, ...result })
        else if (result.status !== 'passed') problems.push(formatCheck(result.name, result, { asset, partition }))
      }
    }
    progress.done()
    if (!json) stdout.write(await formatChecked([...tally.values()], problems, { checked, gated }))
    return gated > 0 ? 'check_failed' : 'ok'
  }
  return withEngine(effects, options, evaluate, { existing: true })
}

interface Tally {
  readonly asset: string
  readonly check: string
  readonly blocking: boolean
  readonly passed: number
  readonly failed: number
  readonly errored: number
}

function count(tally: Map<string, Tally>, asset: string, { name, blocking, status }: NewCheckResult): void {
  const key = `${asset}.${name}`
  const before = tally.get(key) ?? { asset, check: name, blocking, passed: 0, failed: 0, errored: 0 }
  tally.set(key, { ...before, [status]: before[status] + 1 })
}

async function formatChecked(
  tally: readonly Tally[],
  problems: readonly string[],
  { checked, gated }: { readonly checked: number; readonly gated: number },
): Promise<string> {
  if (checked === 0) return 'Nothing to check: nothing of this is made.\n'
  const { formatTable } = await import('../table-output.ts')
  const table = formatTable({
    columns: ['asset', 'check', 'blocking', 'passed', 'failed', 'errored'],
    types: ['VARCHAR', 'VARCHAR', 'VARCHAR', 'INTEGER', 'INTEGER', 'INTEGER'],
    rows: tally.map(({ asset, check, blocking, passed, failed, errored }) => [
      asset,
      check,
      blocking ? 'yes' : 'no',
      passed,
      failed,
      errored,
    ]),
  })
  const left = problems.length - MAX_SHOWN
  const shown = problems.slice(0, MAX_SHOWN).map((problem) => `  ${problem}\n`)
  return `${table}\n${formatCounted(checked, 'partition')} checked, ${formatCount(gated)} kept from use\n${shown.join('')}${left > 0 ? `  and ${formatCount(left)} more; --json lists all\n` : ''}`
}
