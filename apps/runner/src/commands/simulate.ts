import { once } from 'node:events'
import { createWorld, everyFault, SCENARIOS, type ScenarioName, startSimulator } from '@ttb/registry-simulator'
import { systemClock } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { RunCommand } from '../command.ts'
import { formatCount } from '../output.ts'

export const run: RunCommand = async ({ stdout, signal }, _args, options) => {
  const scenario = SCENARIOS[options['scenario'] as ScenarioName]
  const seed = options['seed'] === undefined ? scenario.seed : readNumber('seed', options['seed'] as string)
  const world = createWorld({ ...scenario, seed })
  // The whole period has passed, so that all of it can be searched at once; time goes on from there as it does here.
  const aheadMs = world.endMs + 7 * 86_400_000 - systemClock.now()
  const simulator = await startSimulator({
    world,
    time: {
      now: () => systemClock.now() + aheadMs,
      delay: (ms, { signal: closed } = {}) => systemClock.sleep(ms, closed ? { signal: closed } : {}),
    },
    faults: options['faults'] === true ? everyFault(world) : [],
    port: readNumber('port', options['port'] as string, { max: 65_535 }),
    latencyMs: 50,
  })
  const { startDate, days } = scenario
  const lastDay = new Date(world.endMs - 1).toISOString().slice(0, 10)
  stdout.write(
    `A made-up registry of ${formatCount(world.lifecycles.length)} records, scenario ${scenario.name}: ${days} days from ${startDate}.
It runs at ${simulator.url} until you press Ctrl-C. In another terminal:

  export TTB_REGISTRY_URL=${simulator.url} TTB_REQUEST_INTERVAL_MS=20
  npx ttb backfill --from ${startDate} --to ${lastDay}
  npx ttb run
`,
  )
  if (!signal.aborted) await once(signal, 'abort')
  await simulator.close()
  return 'ok'
}

function readNumber(name: string, text: string, { max = Number.MAX_SAFE_INTEGER } = {}): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= max) return number
  const expected = max < Number.MAX_SAFE_INTEGER ? `0 to ${max}` : 'a whole number'
  throw new TtbError(`--${name}: ${JSON.stringify(text)}; expected ${expected}`, { code: 'invalid_argument' })
}
