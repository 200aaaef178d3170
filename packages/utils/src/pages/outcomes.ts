/** What an answer of the registry is, whatever was asked. Only `not_found` means that there is no such record. */
export const OUTCOMES = {
  found: 'a whole page of a known kind, about what was asked for',
  not_found: 'the registry says that there is no such record',
  blocked: 'a page of the bot defence',
  maintenance: 'the registry is closed for maintenance',
  session_expired: 'the session is over; a new one may succeed',
  truncated: 'the page ends before its end',
  wrong_record: 'a record, but of another TTB ID',
  transient: 'a passing fault of the server',
  unexpected: 'none of these: not a page of the registry, or a message that is not known',
} as const

export type Outcome = keyof typeof OUTCOMES
