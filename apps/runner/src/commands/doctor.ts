import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { type Examined, examine, type Verdict } from '../doctor.ts'
import { writeJsonLine } from '../output.ts'

const LABELS: Readonly<Record<Verdict, string>> = { ok: 'ok  ', warning: 'warn', failed: 'fail' }

export const run: RunCommand = async (effects, _args, options) => {
  const { config } = configure(effects, options)
  const verdicts: Verdict[] = []
  for await (const examined of examine(config, { signal: effects.signal, live: options['live'] === true })) {
    verdicts.push(examined.verdict)
    if (options['json']) writeJsonLine(effects.stdout, examined)
    else effects.stdout.write(format(examined))
  }
  return verdicts.includes('failed') ? 'failed' : 'ok'
}

function format({ what, verdict, text, remedy }: Examined): string {
  return `${LABELS[verdict]}  ${what}: ${text}\n${remedy === null ? '' : `      ${remedy}\n`}`
}
