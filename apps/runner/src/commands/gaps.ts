import { hasSequence, probeGaps, readSequence, type SequenceView } from '@ttb/assets'
import { openStateStore, openStorage, stateFileOf, systemClock } from '@ttb/resources'
import { addDays, TtbError } from '@ttb/utils'
import { formatPause, openAcquisition, readBudget, readDay } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { formatCount, writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout, stderr, signal } = effects
  const method = (options['method'] as string | undefined) ?? '001'
  if (!hasSequence(method))
    throw new TtbError(`--method: ${JSON.stringify(method)}; expected 001, 002, 003 or 000`, {
      code: 'invalid_argument',
    })
  const [from, to] = [readDay(options, 'from'), readDay(options, 'to')]
  if (from === undefined)
    throw new TtbError('--from is missing: the first day of receipt', { code: 'invalid_argument' })
  const probe = options['probe'] === true
  const { config } = configure(effects, options)
  const registry = probe ? openAcquisition(effects, options) : null
  const state = registry?.resources.state ?? openStateStore(stateFileOf(config))
  const resources = registry?.resources ?? { storage: openStorage(config), state, clock: systemClock }
  try {
    const budget = readBudget(options, systemClock.now())
    const onPause = (pause: Parameters<typeof formatPause>[0]) => stderr.write(`${formatPause(pause)}\n`)
    for (let day = from; day <= (to ?? from); day = addDays(day, 1)) {
      if (registry) await probeGaps(registry.resources, day, method, { signal, onPause, ...budget })
      const { view } = await readSequence(resources, day, method)
      if (options['json']) writeJsonLine(stdout, view)
      else stdout.write(`${formatView(view)}\n`)
    }
    return 'ok'
  } finally {
    if (registry) await registry.close()
    else await state.close()
  }
}

function formatView({ receivedDate, receiptMethod, known, highest, gaps, dueGaps, nextRescan }: SequenceView): string {
  const rescan = nextRescan === null ? 'no rescan left' : `next rescan ${nextRescan}`
  return `${receivedDate} ${receiptMethod}  ${formatCount(known)} known of 1 to ${formatCount(highest)}, ${formatCount(gaps.length)} gaps, ${formatCount(dueGaps.length)} due, ${rescan}`
}
