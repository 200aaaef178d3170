import type { FaultOf, FaultRule } from '../faults/fault-rules.ts'
import { renderBlockPage, renderCaptchaPage } from '../pages/defence-pages.ts'
import { seedOf } from '../random.ts'
import { page, type Reply } from './reply.ts'

type Refusal = FaultOf<'block' | 'captcha'>

const FOR_MS = 600_000

/** The bot defence: once it refuses, it refuses everything for a while. */
export class Defence {
  #refusal: Refusal | null = null
  #untilMs = Number.NEGATIVE_INFINITY

  /** Whether an earlier request has it refuse what comes at this time. */
  isRefusing(atMs: number): boolean {
    return atMs < this.#untilMs
  }

  /** What it answers at this time; null when it lets the request through. */
  judge(fault: FaultRule | null, atMs: number, requestNumber: number): Reply | null {
    if (this.isRefusing(atMs)) {
      const { prolongs = true, forMs = FOR_MS } = this.#refusal as Refusal
      if (prolongs) this.#untilMs = Math.max(this.#untilMs, atMs + forMs)
    } else if (fault?.kind === 'block' || fault?.kind === 'captcha') {
      this.#refusal = fault
      this.#untilMs = atMs + (fault.forMs ?? FOR_MS)
    } else return null
    const supportId = String(10 ** 15 + seedOf('support', requestNumber))
    const render = this.#refusal?.kind === 'captcha' ? renderCaptchaPage : renderBlockPage
    return page(render(supportId), 'blocked')
  }
}
