import { hasSequence, planProbe, probeGaps, readSequence, type SequenceView } from '@ttb/assets'
import { openStateStore, openStorage, stateFileOf, systemClock } from '@ttb/resources'
import { addDays, TtbError } from '@ttb/utils'
import { confirmPlan, createBudget, formatPause, openAcquisition, readRange, untilSpent } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { formatCount, writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout, stderr } = effects
  const method = (options['method'] as string | undefined) ?? '001'
  if (!hasSequence(method))
    throw new TtbError(`--method: ${JSON.stringify(method)}; expected 001, 002, 003 or 000`, {
      code: 'invalid_argument',
    })
  const [from, last] = readRange(options)
  if (from === undefined)
    throw new TtbError('--from is missing: the first day of receipt', { code: 'invalid_argument' })
  const to = last ?? from
  const probe = options['probe'] === true
  const { config } = configure(effects, options)
  const budget = createBudget(effects, options, systemClock.now())
  const registry = probe ? openAcquisition(effects, options, { onRequest: budget.count }) : null
  const state = registry?.resources.state ?? openStateStore(stateFileOf(config))
  const resources = registry?.resources ?? { storage: openStorage(config), state, clock: systemClock }
  try {
    if (registry) {
      const plan = await planProbe(resources, { from, to }, method, { intervalMs: config.requestIntervalMs })
      const { isLive } = registry
      if (!(await confirmPlan(effects, plan, { isLive, options, nowMs: systemClock.now() }))) return 'interrupted'
    }
    const onPause = (pause: Parameters<typeof formatPause>[0]) => stderr.write(`${formatPause(pause)}\n`)
    for (let day = from; day <= to; day = addDays(day, 1)) {
      if (registry && budget.spentBy() === null)
        await untilSpent(() => probeGaps(registry.resources, day, method, { signal: budget.signal, onPause }))
      const { view } = await readSequence(resources, day, method)
      if (options['json']) writeJsonLine(stdout, view)
      else stdout.write(`${formatView(view)}\n`)
    }
    const limit = budget.spentBy()
    if (limit === null) return 'ok'
    stderr.write(`ttb: stopped after ${limit}; the same command goes on from there\n`)
    return 'failed'
  } finally {
    budget.close()
    if (registry) await registry.close()
    else await state.close()
  }
}

function formatView({ receivedDate, receiptMethod, known, highest, gaps, dueGaps, nextRescan }: SequenceView): string {
  if (highest === 0) return `${receivedDate} ${receiptMethod}  none known: no page, and no row of the index`
  const rescan = nextRescan === null ? 'no rescan left' : `next rescan ${nextRescan}`
  return `${receivedDate} ${receiptMethod}  ${formatCount(known)} known of 1 to ${formatCount(highest)}, ${formatCount(gaps.length)} gaps, ${formatCount(dueGaps.length)} due, ${rescan}`
}
