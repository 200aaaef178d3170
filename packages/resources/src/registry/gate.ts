import type { Outcome } from '@ttb/utils/pages'
import type { Clock } from '../clock.ts'
import type { PauseReason } from '../state/breakers.ts'
import type { StateStore } from '../state/state-store.ts'
import { LEAST_PUBLIC_INTERVAL_MS } from './client-options.ts'
import { RegistryBlocked } from './registry-blocked.ts'
import type { RegistryEvent } from './registry-event.ts'

export interface GateOptions {
  readonly state: StateStore
  readonly clock: Clock
  /** Of the slots and the breaker; one for each registry. */
  readonly key: string
  readonly intervalMs: number
  /** How long a probe may take before another may be sent. */
  readonly probeLeaseMs: number
  /** The first pause and the longest, by reason. */
  readonly pauses: Readonly<Record<PauseReason, { readonly firstMs: number; readonly longestMs: number }>>
  readonly onEvent?: ((event: RegistryEvent) => void) | undefined
}

/** Leave to send one request now. */
export interface Ticket {
  /** Set when this request decides whether a pause is over. */
  readonly probe: { readonly token: string; readonly pauseMs: number } | null
}

/** Where every request of every process waits for its turn, and learns that there is none. */
export interface Gate {
  /** Waits for the next slot. Throws {@link RegistryBlocked} instead of waiting while the registry must not be asked. */
  enter(options: { readonly signal?: AbortSignal | undefined }): Promise<Ticket>
  /** Tells what came of the request; the error to throw when the registry is blocked or closed. */
  settle(ticket: Ticket, outcome: Outcome, retryAfterMs: number): Promise<RegistryBlocked | null>
  /** Tells that the request was not made, or given up. */
  cancel(ticket: Ticket): Promise<void>
}

/** How often to look whether the probe of another has come back. */
const PROBE_WATCH_MS = 1000

/** A machine that is always late shall get on too. */
const MAX_MISSED_SLOTS = 3

/** Answers that only an open registry gives. */
const OPEN: ReadonlySet<Outcome> = new Set(['found', 'not_found', 'session_expired', 'wrong_record'])

export function createGate(options: GateOptions): Gate {
  const { state, clock, key, intervalMs, probeLeaseMs, pauses, onEvent } = options
  const maxLateMs = Math.max(intervalMs, LEAST_PUBLIC_INTERVAL_MS) / 4

  async function sleepUntil(atMs: number, signal: AbortSignal | undefined): Promise<void> {
    // Timers of Node may end a millisecond early.
    for (let leftMs = atMs - clock.now(); leftMs > 0; leftMs = atMs - clock.now())
      await clock.sleep(leftMs, signal ? { signal } : {})
  }

  return {
    async enter({ signal }) {
      for (let missed = 0; ; ) {
        signal?.throwIfAborted()
        const breaker = await state.breaker(key)
        if (breaker && clock.now() < breaker.untilMs) throw new RegistryBlocked(breaker)
        if (breaker && clock.now() < (breaker.probeUntilMs ?? 0)) {
          await sleepUntil(clock.now() + PROBE_WATCH_MS, signal)
          continue
        }
        const slotMs = await state.reserveSlot(key, intervalMs, clock.now())
        await sleepUntil(slotMs, signal)
        // A process that was busy when its turn came would come close to the one after it: a quarter of the interval is all.
        const lateMs = clock.now() - slotMs
        if (lateMs > maxLateMs && missed++ < MAX_MISSED_SLOTS) continue
        // While we slept another may have been told to wait, or been blocked.
        if ((await state.penalizedUntil(key)) > clock.now()) continue
        const passed = await state.passBreaker(key, { nowMs: clock.now(), leaseMs: probeLeaseMs })
        if (passed.pass === 'refused') continue
        return { probe: passed.pass === 'probe' ? { token: passed.token, pauseMs: passed.breaker.pauseMs } : null }
      }
    },

    async settle({ probe }, outcome, retryAfterMs) {
      const nowMs = clock.now()
      if (outcome === 'blocked' || outcome === 'maintenance') {
        const { firstMs, longestMs } = pauses[outcome]
        const breaker = await state.tripBreaker(key, {
          reason: outcome,
          nowMs,
          pauseMs: firstMs,
          maxPauseMs: longestMs,
          leastPauseMs: retryAfterMs,
          token: probe?.token ?? null,
        })
        onEvent?.({ kind: 'paused', reason: breaker.reason, untilMs: breaker.untilMs, count: breaker.count })
        return new RegistryBlocked(breaker)
      }
      if (retryAfterMs > 0) {
        await state.penalize(key, retryAfterMs, nowMs)
        onEvent?.({ kind: 'slowed', untilMs: nowMs + retryAfterMs })
      }
      if (!probe) return null
      if (!OPEN.has(outcome)) await state.releaseProbe(key, { token: probe.token, untilMs: nowMs + probe.pauseMs })
      else if (await state.closeBreaker(key, { token: probe.token, nowMs })) onEvent?.({ kind: 'resumed' })
      return null
    },

    async cancel({ probe }) {
      if (probe) await state.releaseProbe(key, { token: probe.token, untilMs: clock.now() })
    },
  }
}
