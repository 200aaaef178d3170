import type { SearchWay } from '../pages/search-form-page.ts'
import { seedOf } from '../random.ts'
import type { Sighting } from '../world/lifecycle.ts'

/** What the server remembers of a client. */
export interface Session {
  readonly id: string
  lastSeenMs: number
  search: StoredSearch | null
  /** The form looked at last: label images are resolved from it. */
  lastForm: Sighting | null
  /** Told that it has timed out although it is new; it stays so. */
  refused: boolean
}

export interface StoredSearch {
  readonly way: SearchWay
  /** Everything that matched, in the order of the list. */
  readonly matches: readonly Sighting[]
  /** The page shown, from 0. */
  readonly page: number
}

/** Whether a request came with a session: with none, with one that is over, or with one that lives. */
export type SessionOfRequest =
  | { readonly state: 'none' | 'expired'; readonly session: null }
  | { readonly state: 'alive'; readonly session: Session }

/** Sessions by cookie, over when idle for too long in simulated time. */
export class Sessions {
  readonly #idleMs: number
  readonly #seed: number
  readonly #byId = new Map<string, Session>()
  #opened = 0

  constructor({ idleMs, seed }: { readonly idleMs: number; readonly seed: number }) {
    this.#idleMs = idleMs
    this.#seed = seed
  }

  /** The session that a `Cookie` header names. */
  find(cookies: string | undefined, atMs: number): SessionOfRequest {
    const id = /(?:^|;\s*)JSESSIONID=([^;]+)/.exec(cookies ?? '')?.[1]
    if (!id) return { state: 'none', session: null }
    const session = this.#byId.get(id)
    if (!session || this.#isOver(session, atMs)) return { state: 'expired', session: null }
    session.lastSeenMs = atMs
    return { state: 'alive', session }
  }

  open(atMs: number): Session {
    this.#opened++
    if (this.#opened % 500 === 0)
      for (const session of this.#byId.values()) if (this.#isOver(session, atMs)) this.#byId.delete(session.id)
    const digits = [1, 2, 3].map((part) => hex(seedOf(this.#seed, 'session', this.#opened, part)))
    const session: Session = {
      id: digits.join('').toUpperCase(),
      lastSeenMs: atMs,
      search: null,
      lastForm: null,
      refused: false,
    }
    this.#byId.set(session.id, session)
    return session
  }

  /** The `Set-Cookie` headers that hand a session to its client: its own, and one of the bot defence. */
  static cookiesOf({ id }: Session): string[] {
    return [
      `JSESSIONID=${id}; Path=/colasonline; HttpOnly`,
      `TS01${hex(seedOf('defence'))}=${hex(seedOf(id))}${hex(seedOf(id, 'defence'))}; Path=/`,
    ]
  }

  #isOver({ lastSeenMs }: Session, atMs: number): boolean {
    return atMs - lastSeenMs > this.#idleMs
  }
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0')
}
