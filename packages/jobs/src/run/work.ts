import type { ClaimedUnit, Clock } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { type Alarm, createAlarm } from './alarm.ts'
import type { EngineSetup } from './engine-setup.ts'
import { runUnit } from './run-unit.ts'

/** Something that a worker does besides, when its time has come. */
export interface TimedTask {
  dueMs(): number
  run(signal: AbortSignal): Promise<void>
}

export interface WorkOptions {
  /** Work on this run only, and end with it. Left out: on every run, until the signal is aborted. */
  readonly runId?: string
  readonly tasks?: readonly TimedTask[]
  readonly signal: AbortSignal
}

interface Working {
  readonly runId: string
  readonly controller: AbortController
  readonly ended: Promise<void>
}

/** A lease is renewed three times before it would be over. */
const BEATS_PER_LEASE = 3

/** Takes units and works on them, some at a time. When the signal is aborted, ends what is under way and gives back the rest. */
export async function work<R>(setup: EngineSetup<R>, { runId, tasks = [], signal }: WorkOptions): Promise<void> {
  const { ledger, clock, concurrency, leaseMs, pollMs, events } = setup
  const owner = await ledger.openOwner({ leaseMs, nowMs: clock.now() })
  const working = new Set<Working>()
  const alarm = createAlarm(clock)
  const beat = heartbeat(setup, owner, working)
  const all = [beat, ...tasks]
  const only = runId === undefined ? {} : { runId }
  let broken: { readonly error: unknown } | null = null
  const worker = {
    ring({ beat: now } = { beat: false }) {
      if (now) beat.hurry()
      alarm.ring()
    },
  }
  const wake = (): void => alarm.ring()
  setup.workers.add(worker)
  signal.addEventListener('abort', wake)
  try {
    while (!signal.aborted && !broken) {
      for (const task of all) if (task.dueMs() <= clock.now() && !signal.aborted) await task.run(signal)
      const free = concurrency - working.size
      const nowMs = clock.now()
      const units = free > 0 ? await ledger.claim({ owner, limit: free, leaseMs, nowMs, ...only }) : []
      for (const unit of units)
        start(setup, unit, {
          working,
          alarm,
          onError(error) {
            broken ??= { error }
          },
        })
      if (working.size === 0 && runId !== undefined && (await hasEnded(setup, runId))) break
      const dueMs = Math.min(...all.map((task) => task.dueMs()))
      const laterMs = working.size === concurrency ? null : await ledger.nextStartMs({ nowMs, ...only })
      const pollAtMs = working.size === concurrency ? Number.POSITIVE_INFINITY : nowMs + pollMs
      await alarm.sleepUntil(Math.min(dueMs, laterMs ?? pollAtMs, pollAtMs))
    }
  } finally {
    signal.removeEventListener('abort', wake)
    setup.workers.delete(worker)
    for (const { controller } of working) controller.abort(signal.reason)
    await untilEnded(working, { beat, alarm, clock, signal })
    await ledger.closeOwner(owner, clock.now())
    await events.flush()
  }
  if (broken) throw (broken as { readonly error: unknown }).error
}

/** Waits for what may end. That may take as long as a lease, which is renewed while the ledger lets us. */
async function untilEnded(
  working: ReadonlySet<Working>,
  {
    beat,
    alarm,
    clock,
    signal,
  }: { readonly beat: TimedTask; readonly alarm: Alarm; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  try {
    while (working.size > 0) {
      if (beat.dueMs() <= clock.now()) await beat.run(signal)
      if (working.size > 0) await alarm.sleepUntil(beat.dueMs())
    }
  } finally {
    await Promise.all([...working].map(({ ended }) => ended))
  }
}

function start<R>(
  setup: EngineSetup<R>,
  unit: ClaimedUnit,
  {
    working,
    alarm,
    onError,
  }: { readonly working: Set<Working>; readonly alarm: Alarm; readonly onError: (error: unknown) => void },
): void {
  const controller = new AbortController()
  const clock = setup.unitClock()
  const ended = runUnit(setup, unit, { clock, signal: controller.signal })
    .catch(onError)
    .finally(() => {
      working.delete(entry)
      alarm.ring()
      clock.leave()
    })
  const entry: Working = { runId: unit.runId, controller, ended }
  working.add(entry)
}

/** Renews the lease, stops what is to be stopped, takes back what dead processes had, writes events down. */
function heartbeat<R>(
  { ledger, clock, leaseMs, pollMs, events }: EngineSetup<R>,
  owner: string,
  working: ReadonlySet<Working>,
): TimedTask & { hurry(): void } {
  const everyMs = leaseMs / BEATS_PER_LEASE
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    // Who has nothing has no lease to lose; claiming begins a new one.
    dueMs: () => lastMs + (working.size > 0 ? everyMs : Math.max(everyMs, pollMs)),
    hurry() {
      lastMs = Number.NEGATIVE_INFINITY
    },
    async run() {
      lastMs = clock.now()
      try {
        const { canceling } = await ledger.renew(owner, { leaseMs, nowMs: clock.now() })
        for (const { runId, controller } of working)
          if (canceling.includes(runId))
            controller.abort(new TtbError(`run ${runId} is canceled`, { code: 'conflict' }))
        await ledger.reclaim(clock.now())
        await events.flush()
      } catch (error) {
        // A ledger held by another process for long: there are two more beats before the lease is over.
        if (!TtbError.isInstance(error) || !error.retryable) throw error
      }
    },
  }
}

async function hasEnded<R>({ ledger }: EngineSetup<R>, runId: string): Promise<boolean> {
  const run = await ledger.run(runId)
  return !run || run.endedAtMs !== null
}
