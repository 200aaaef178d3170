import { acquireDue, type FetchResources, readIndexDay } from '@ttb/assets'
import type { Config } from '@ttb/config'
import {
  createSimulatedTime,
  createWorld,
  type ExpectedRecord,
  type FaultRule,
  judgeRequests,
  type Participant,
  SCENARIOS,
  type Simulator,
  startSimulator,
  type World,
} from '@ttb/registry-simulator'
import { openRegistry, openStorage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { formatPause } from './acquisition.ts'
import type { Effects } from './effects.ts'
import { createProgress, formatCount, formatCounted } from './output.ts'

const DAY_MS = 86_400_000
/** The registry is asked each morning, and some days longer: what is approved shows up two days later. */
const MORNING_MS = 6 * 3_600_000
const DAYS_AFTER = 3

export interface AcquiredFortnight {
  /** Records the index lists under the completed date that the registry shows. */
  readonly listed: number
  /** Records the simulator shows. */
  readonly expected: number
  readonly pages: number
  readonly requests: number
  readonly simulatedMs: number
  /** Faults survived, in words. */
  readonly met: string
}

/** Lets a fortnight of a made-up registry pass, and takes in each morning what it shows, through a block and other faults. */
export async function acquireFortnight(config: Config, effects: Effects): Promise<AcquiredFortnight> {
  const world = createWorld(SCENARIOS.demo)
  const time = createSimulatedTime({ startMs: world.startMs })
  const simulator = await startSimulator({ world, time, faults: faultsOf(world) })
  const clock = time.join()
  try {
    const { client, state, close } = openRegistry(
      { ...config, registryUrl: simulator.url, requestTimeoutMs: 500, requestIntervalMs: 1000 },
      { clock },
    )
    try {
      const resources = { storage: openStorage(config), client, state, clock }
      return await acquireDays(resources, clock, world, simulator, config, effects)
    } finally {
      await close()
    }
  } finally {
    // A server that is left open keeps the process alive, also where no registry could be opened.
    clock.leave()
    await simulator.close()
  }
}

/** A block on the fourth morning and some timeouts, as anybody meets them sooner or later. */
function faultsOf({ startMs }: World): FaultRule[] {
  return [
    { kind: 'block', when: { fromMs: startMs + 4 * DAY_MS, toMs: startMs + 4 * DAY_MS + MORNING_MS + 60_000 } },
    { kind: 'slow', when: { requests: [25, 150, 300] } },
    { kind: 'server_error', when: { rate: 0.01 } },
    { kind: 'injected_scripts', when: { rate: 0.2 } },
  ]
}

async function acquireDays(
  resources: FetchResources,
  clock: Participant,
  world: World,
  simulator: Simulator,
  { trailingDays, rawCompressed }: Config,
  { stderr, signal }: Effects,
): Promise<AcquiredFortnight> {
  const progress = createProgress(stderr)
  const counts = { listed: 0, pages: 0 }
  const firstDay = new Date(world.startMs - (trailingDays - 1) * DAY_MS).toISOString().slice(0, 10)
  const startedMs = clock.now()
  for (
    let morning = world.startMs + DAY_MS + MORNING_MS;
    morning <= world.endMs + DAYS_AFTER * DAY_MS;
    morning += DAY_MS
  ) {
    if (morning > clock.now()) await clock.sleep(morning - clock.now(), { signal })
    const day = new Date(morning).toISOString().slice(0, 10)
    const onPause = (pause: Parameters<typeof formatPause>[0]): void => {
      progress.done()
      stderr.write(`${day}  ${formatPause(pause)}\n`)
    }
    for await (const event of acquireDue(resources, { trailingDays, compressed: rawCompressed, signal, onPause })) {
      if (event.kind === 'window') for (const { added } of event.window.days) counts.listed += added
      if (event.kind === 'page') counts.pages++
      progress.update(
        `${day}  ${formatCounted(counts.listed, 'record')} listed, ${formatCounted(counts.pages, 'page')} fetched`,
      )
    }
  }
  progress.done()
  const { requests } = simulator
  const politeness = judgeRequests(requests, { minIntervalMs: 1000 })
  if (politeness.tooSoon.length > 0)
    throw new TtbError(`${politeness.tooSoon.length} requests came too soon; expected one a second at most`, {
      code: 'invalid_definition',
    })
  const met = new Map<string, number>()
  for (const { fault } of requests)
    if (fault !== null && fault !== 'injected_scripts') met.set(fault, (met.get(fault) ?? 0) + 1)
  const expected = [...simulator.answerKey().records()].filter(({ completed_date }) => completed_date >= firstDay)
  return {
    listed: await countListed(resources, expected),
    expected: expected.length,
    pages: counts.pages,
    requests: requests.length,
    simulatedMs: clock.now() - startedMs,
    met: [...met].map(([fault, count]) => `${formatCount(count)} × ${FAULT_WORDS[fault] ?? fault}`).join(', '),
  }
}

const FAULT_WORDS: Readonly<Record<string, string>> = {
  block: 'refused as a robot',
  slow: 'no answer in time',
  server_error: 'server error',
}

async function countListed({ storage }: FetchResources, expected: readonly ExpectedRecord[]): Promise<number> {
  const listed = new Set<string>()
  for (const day of new Set(expected.map(({ completed_date }) => completed_date)))
    for (const row of await readIndexDay(storage, day)) listed.add(`${row.ttb_id} ${day}`)
  return expected.filter(({ ttb_id, completed_date }) => listed.has(`${ttb_id} ${completed_date}`)).length
}
