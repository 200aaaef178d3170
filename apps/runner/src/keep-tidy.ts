import { collectSuperseded } from '@ttb/assets'
import type { Clock, Storage } from '@ttb/resources'

export interface KeepTidyOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Told how many files were removed, where there were any. */
  readonly onRemoved: (files: number) => void
  /** Told why it could not be done; it is tried again the next day. */
  readonly onError: (error: Error) => void
}

const DAY_MS = 86_400_000

/** Removes superseded files at once and every day, until the signal is aborted. */
export async function keepTidy(
  storage: Pick<Storage, 'tables' | 'paths'>,
  { clock, signal, onRemoved, onError }: KeepTidyOptions,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const files = await collectSuperseded(storage)
      if (files > 0) onRemoved(files)
    } catch (error) {
      onError(error as Error)
    }
    try {
      await clock.sleep(DAY_MS, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}
