import type { TtbResources } from '@ttb/assets'
import type { OpenEngine } from '@ttb/jobs'
import { TtbError } from '@ttb/utils'

/**
 * Looks up what a command line names. Throws `invalid_argument` for a name that is none's: it is the command line that is
 * wrong, and nothing that is lacking.
 */
export async function named<T>(look: () => T | Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (error) {
    if (!isNotFound(error)) throw error
    throw new TtbError(error.message, { code: 'invalid_argument', cause: error })
  }
}

/** Works on a job. Where there is nothing for it to work on, the message says which commands bring that. */
export async function withJob<T>(
  { definitions }: OpenEngine<TtbResources>,
  { job, from, to }: { readonly job: string; readonly from?: string | undefined; readonly to?: string | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const { select } = await named(() => definitions.job(job))
  try {
    return await work()
  } catch (error) {
    // What was listed and is gone when it is read may be there again.
    if (!isNotFound(error) || error.retryable) throw error
    const days = from === undefined && to === undefined ? '' : '; "ttb status" shows the days there are'
    throw new TtbError(`${error.message}. Next: ${firstOf(select)}${days}`, { code: 'not_found', cause: error })
  }
}

/** What brings the things that a job works on. */
function firstOf(select: readonly string[]): string {
  return select.includes('ttb_consolidated_data')
    ? '"ttb discover" searches the registry; "ttb run" makes the tables of pages that are held, which "ttb adopt FOLDER" takes in'
    : '"ttb run ttb_raw_pipeline" searches and fetches; pages that "ttb adopt FOLDER" takes in become tables with "ttb run"'
}

function isNotFound(error: unknown): error is TtbError {
  return TtbError.isInstance(error) && error.code === 'not_found'
}
