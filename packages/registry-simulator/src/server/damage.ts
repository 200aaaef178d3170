import type { ChosenFaults } from '../faults/choose-faults.ts'
import { encodePage } from '../pages/encode-page.ts'
import { injectedScripts } from '../pages/page-frame.ts'
import { createRandom, seedOf } from '../random.ts'
import type { Reply } from './reply.ts'

/** A reply as it leaves: whole, or cut. */
export interface Sent {
  readonly reply: Reply
  /** The length that HTTP announces; more than the body has when the connection breaks midway. */
  readonly announcedBytes: number
}

/** Edits an ordinary page and cuts a body, as the chosen faults say. */
export function damage(reply: Reply, { fault, edits }: ChosenFaults, seed: number, requestNumber: number): Sent {
  const isPage = reply.contentType.startsWith('text/html')
  const edited = isPage ? edits.reduce(applyEdit, reply) : reply
  const { body } = edited
  if (fault?.kind !== 'truncated') return { reply: edited, announcedBytes: body.length }
  const random = createRandom(seedOf(seed, 'cut', requestNumber))
  const cut = body.subarray(0, Math.floor(body.length * (0.2 + 0.7 * random.next())))
  return {
    reply: { ...edited, body: cut, outcome: 'truncated' },
    // Half of the time nobody tells: the answer is whole, its page is not.
    announcedBytes: random.chance(0.5) ? body.length : cut.length,
  }
}

function applyEdit(reply: Reply, edit: ChosenFaults['edits'][number]): Reply {
  const html = reply.body.toString('latin1')
  const latin1 = (text: string) => encodePage(text).toString('latin1')
  const changed =
    edit.kind === 'renamed_label'
      ? html.replaceAll(latin1(edit.from), latin1(edit.to))
      : html.replace(/<head>/i, () => `<head>\n${injectedScripts()}`)
  return { ...reply, body: Buffer.from(changed, 'latin1') }
}
