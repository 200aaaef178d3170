import { TtbError } from '@ttb/utils'
import type { BreakerState, PauseReason } from '../state/breakers.ts'

const WORDS: Readonly<Record<PauseReason, string>> = {
  blocked: 'the registry blocks our requests',
  maintenance: 'the registry is closed for maintenance',
}

/** Thrown while the registry must not be asked. Nothing is sent before `untilMs`; a call after that looks whether it is over. */
export class RegistryBlocked extends TtbError {
  readonly reason: PauseReason
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly untilMs: number
  /** How many pauses there were in a row. */
  readonly count: number

  constructor(breaker: BreakerState) {
    super(`${WORDS[breaker.reason]}; nothing is sent until ${new Date(breaker.untilMs).toISOString()}`, {
      code: 'blocked',
      retryable: true,
    })
    this.reason = breaker.reason
    this.untilMs = breaker.untilMs
    this.count = breaker.count
  }

  static override isInstance(error: unknown): error is RegistryBlocked {
    return TtbError.isInstance(error) && error.code === 'blocked'
  }
}
