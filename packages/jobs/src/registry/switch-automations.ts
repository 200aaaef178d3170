import { notFound } from '@ttb/assets/definitions'
import { TtbError } from '@ttb/utils'
import type { Engine } from '../run/engine.ts'

const ALL = 'all'

/**
 * Switches schedules and sensors on and off by their names; `all` means every one. Throws `not_found`, and switches
 * nothing, for a name that is none's, and `invalid_argument` for one that is to be both.
 */
export async function switchAutomations<R>(
  { definitions: { schedules, sensors }, ledger }: Pick<Engine<R>, 'definitions' | 'ledger'>,
  { on = [], off = [] }: { readonly on?: readonly string[]; readonly off?: readonly string[] },
  nowMs: number,
): Promise<void> {
  const known = [...schedules, ...sensors].map(({ name }) => name)
  const meant = (names: readonly string[]) => {
    const unknown = names.find((name) => name !== ALL && !known.includes(name))
    if (unknown !== undefined) throw notFound('schedule or sensor', unknown, known)
    return names.includes(ALL) ? known : [...new Set(names)]
  }
  const [start, stop] = [meant(on), meant(off)]
  const both = start.find((name) => stop.includes(name))
  if (both !== undefined)
    throw new TtbError(`${both} is to be switched on and off; expected one of them`, { code: 'invalid_argument' })
  for (const name of start) await ledger.setAutomation(name, true, nowMs)
  for (const name of stop) await ledger.setAutomation(name, false, nowMs)
}
