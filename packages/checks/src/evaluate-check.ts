import type { NewCheckResult } from '@ttb/resources'
import type { CheckContext, CheckDef } from './define-check.ts'

/**
 * What a check says of a partition. A check that throws has `errored`: nothing is known, which is not the same as failed.
 * Throws only the reason of an aborted signal.
 */
export async function evaluateCheck<R>(check: CheckDef<R>, context: CheckContext<R>): Promise<NewCheckResult> {
  const { name, blocking } = check
  try {
    const { passed, severity = check.severity, metadata = {} } = await check.evaluate(context)
    return { name, blocking, severity, status: passed ? 'passed' : 'failed', metadata, error: null }
  } catch (error) {
    context.signal.throwIfAborted()
    const text = error instanceof Error ? error.message : String(error)
    return { name, blocking, severity: check.severity, status: 'errored', metadata: {}, error: text }
  }
}

/**
 * The name of the check that keeps a partition from being used: the first that is blocking, has severity `error` and did
 * not pass. One that errored counts, as nobody knows that the partition is good. Null when there is none.
 */
export function gateOf(results: readonly NewCheckResult[]): string | null {
  const gate = results.find(({ blocking, severity, status }) => blocking && severity === 'error' && status !== 'passed')
  return gate?.name ?? null
}
