import { TtbError } from '@ttb/utils'
import type { Notifier } from '../alerts/notifier.ts'
import type { OpenEngine } from '../run/engine.ts'

export interface AutomationOptions {
  readonly notifier?: Notifier | undefined
  readonly signal: AbortSignal
}

/**
 * Records that a tick failed, and says so outside; it is not tried again, the next one is. When only the ledger was held
 * by another process for too long, nothing is recorded, and the tick is still due.
 */
export async function reportFailedTick<R>(
  { setup: { ledger, clock } }: OpenEngine<R>,
  {
    name,
    atMs,
    error,
    options: { notifier, signal },
  }: { readonly name: string; readonly atMs: number; readonly error: unknown; readonly options: AutomationOptions },
): Promise<void> {
  if (signal.aborted) return
  if (TtbError.isInstance(error) && error.code === 'storage_failed' && error.retryable) return
  const reason = error instanceof Error ? error.message : String(error)
  const first = await ledger.recordTick(
    { name, scheduledAtMs: atMs, outcome: 'failed', reason, runIds: [] },
    clock.now(),
  )
  if (!first) return
  await notifier?.notify({
    key: `tick:${name}`,
    reason,
    severity: 'high',
    title: `${name} failed`,
    text: `Its tick of ${new Date(atMs).toISOString()} asked for no run: ${reason}`,
  })
}
