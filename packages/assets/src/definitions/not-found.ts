import { nearestNames } from '@ttb/config'
import { TtbError } from '@ttb/utils'

/** The error for a name that is none's: all there are, and what was probably meant. */
export function notFound(what: string, name: string, names: readonly string[]): TtbError {
  const near = nearestNames(name, names)
  const meant = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''
  return new TtbError(`no ${what} ${JSON.stringify(name)}; there are ${names.join(', ')}${meant}`, {
    code: 'not_found',
  })
}
