import { TtbError } from '@ttb/utils'

/** What no longer exists: whatever is done with it throws `not_found`, and says what to use. */
export function retired(name: string, instead: string): never {
  const refuse = (): never => {
    throw new TtbError(`${name} is no more: ${instead}`, { code: 'not_found' })
  }
  return new Proxy(Object, { get: refuse, has: refuse, ownKeys: refuse, apply: refuse, construct: refuse }) as never
}
