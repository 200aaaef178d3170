import type { Outcome } from '@ttb/utils/pages'
import { CookieJar } from 'tough-cookie'
import type { Clock } from '../clock.ts'
import { createMutex, type Mutex } from './mutex.ts'

/** One visitor of the registry, as its cookies make it. */
export interface Session {
  readonly jar: CookieJar
  /** Whether the search form was loaded in it, without which no search is answered. */
  opened: boolean
  /** The search that an export would export. */
  lastSearch: string | null
  usedAtMs: number
}

/** The session that calls of one kind share, one call after the other where the registry keeps state between requests. */
export interface SessionKeeper extends Mutex {
  /** The session to use now; a new one when the last is too old to be remembered by the registry. */
  current(): Session
  /** Lets go of a session, unless another call has done so. */
  renew(session: Session): void
}

/** The registry forgets a session after 20 minutes; asking with a forgotten one costs a request. */
const IDLE_MS = 19 * 60_000

export function createSessionKeeper(clock: Clock): SessionKeeper {
  let session: Session | null = null
  return {
    ...createMutex(),
    current() {
      const nowMs = clock.now()
      if (!session || nowMs - session.usedAtMs > IDLE_MS)
        session = { jar: newJar(), opened: false, lastSearch: null, usedAtMs: nowMs }
      session.usedAtMs = nowMs
      return session
    },
    renew(old) {
      if (session === old) session = null
    },
  }
}

function newJar(): CookieJar {
  // A registry on this machine is called localhost, or by a number.
  return new CookieJar(undefined, { allowSpecialUseDomain: true, rejectPublicSuffixes: false })
}

/** How often a call may start afresh: the registry now and then refuses a session that is brand new. */
const MAX_RENEWALS = { session_expired: 3, wrong_record: 1 } as const

/** Does work in the current session, and again in a new one when the answer says that the session is what is wrong. */
export async function inSession<A extends { readonly attempt: { readonly outcome: Outcome } }>(
  sessions: SessionKeeper,
  work: (session: Session) => Promise<A>,
): Promise<A> {
  for (const renewals = { session_expired: 0, wrong_record: 0 }; ; ) {
    const session = sessions.current()
    const asked = await work(session)
    const { outcome } = asked.attempt
    if (outcome !== 'session_expired' && outcome !== 'wrong_record') return asked
    // Whatever comes next should not meet it again.
    sessions.renew(session)
    if (renewals[outcome]++ >= MAX_RENEWALS[outcome]) return asked
  }
}
