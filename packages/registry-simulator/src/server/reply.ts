import type { ImageBytes } from '../images/label-image.ts'
import { encodePage } from '../pages/encode-page.ts'

/** What an answer was, as the server knows it. */
export const REQUEST_OUTCOMES = {
  found: 'what was asked for, or a page of the site',
  not_found: 'the error page: no such record, or no such page of it',
  message: 'the search form with a message about the criteria',
  session_expired: 'the message that the session has timed out, or an image that the session does not hold',
  blocked: 'a page of the bot defence',
  maintenance: 'the notice of maintenance',
  truncated: 'a body that ends early',
  wrong_record: 'the page of another record',
  server_error: 'an error of the server, 5xx',
  reset: 'no answer: the connection was ended',
  unanswered: 'no answer: the client gave up',
  shell: 'the frame that any unknown path gives',
} as const

export type RequestOutcome = keyof typeof REQUEST_OUTCOMES

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
  readonly outcome: RequestOutcome
}

const HTML = 'text/html;charset=ISO-8859-1'

export function page(html: string, outcome: RequestOutcome = 'found', status = 200): Reply {
  return { status, contentType: HTML, body: encodePage(html), outcome }
}

export function csv(text: string): Reply {
  return { status: 200, contentType: 'application/csv', body: encodePage(text), outcome: 'found' }
}

export function image({ mediaType, bytes }: ImageBytes): Reply {
  return { status: 200, contentType: mediaType, body: bytes, outcome: 'found' }
}
