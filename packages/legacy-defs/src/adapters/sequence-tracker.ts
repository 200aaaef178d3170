/** Counts failures in a row. */
export class TTBSequenceTracker {
  readonly #max: number
  #successes = 0
  #failures = 0
  #inARow = 0

  constructor(max_consecutive_failures = 5) {
    this.#max = max_consecutive_failures
  }

  record_success(): void {
    this.#successes++
    this.#inARow = 0
  }

  /** Only for an ID that the registry says it does not have: any other failure says nothing about the sequence. */
  record_failure(): void {
    this.#failures++
    this.#inARow++
  }

  should_stop(): boolean {
    return this.#inARow >= this.#max
  }

  get_stats(): {
    total_attempts: number
    total_successes: number
    total_failures: number
    consecutive_failures: number
    max_consecutive_failures: number
    success_rate: number | null
  } {
    const total_attempts = this.#successes + this.#failures
    return {
      total_attempts,
      total_successes: this.#successes,
      total_failures: this.#failures,
      consecutive_failures: this.#inARow,
      max_consecutive_failures: this.#max,
      success_rate: total_attempts === 0 ? null : this.#successes / total_attempts,
    }
  }
}
