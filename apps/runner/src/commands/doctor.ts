import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { type Examined, examine } from '../doctor.ts'
import { writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, _args, options) => {
  const { config } = configure(effects, options)
  let problems = 0
  for await (const examined of examine(config, effects.signal)) {
    if (examined.problem !== null) problems++
    if (options['json']) writeJsonLine(effects.stdout, examined)
    else effects.stdout.write(format(examined))
  }
  return problems > 0 ? 'failed' : 'ok'
}

function format({ what, found, problem, remedy }: Examined): string {
  if (problem === null) return `ok       ${what}: ${found}\n`
  return `problem  ${what}: ${problem}\n         ${remedy}\n`
}
