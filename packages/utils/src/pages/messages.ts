import type { Outcome } from './outcomes.ts'

/** Said by notices of maintenance, whatever page they stand on. */
export const MAINTENANCE_NOTICE =
  /\b(?:under|undergoing|down for|closed for|scheduled|planned|routine|system|site|emergency) maintenance\b|\bmaintenance (?:window|period|in progress)\b/i

/**
 * The answer to an image that the session does not hold. The registry resolves an image from the form that the session
 * looked at last, so the form has to be loaded anew, in a session that still lives.
 */
export const ATTACHMENT_ERROR = /\bUnable to render attachment\b/i

/** Messages of the registry that say what an answer is. */
const MESSAGES: readonly (readonly [RegExp, Exclude<Outcome, 'found'>])[] = [
  [/^Unable to process request\b/i, 'not_found'],
  [/\btimeout has occurred\b/i, 'session_expired'],
  [ATTACHMENT_ERROR, 'session_expired'],
  [MAINTENANCE_NOTICE, 'maintenance'],
]

/** What the message of an error or search page makes of the answer. */
export function outcomeOfMessage(message: string): Exclude<Outcome, 'found'> {
  return MESSAGES.find(([pattern]) => pattern.test(message))?.[1] ?? 'unexpected'
}
