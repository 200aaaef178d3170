/** Every reason for which a value can be absent or doubtful, with its meaning. The keys are the closed union {@link IssueCode}. */
export const ISSUE_CODES = {
  missing: 'a required value is not on the page',
  ambiguous: 'two places on the page claim the same value, or a text can be read in two ways',
  unclaimed_label: 'the page shows a label that no field claims',
  unknown_layout: 'the page is of no known layout',
  truncated: 'the page ends before its end',
  oversized: 'the page is larger than any registry page',
  wrong_record: 'the page is about another TTB ID than the one asked for',
  encoding: 'the bytes are not what the header declares, or a character was lost before they were sent',
  page_message: 'the page carries a message of the registry instead of data',
  not_applicable: 'the applicant typed N/A; the value counts as absent',
  not_understood: 'the text could not be read as the kind of value it should be',
  invalid: 'the value is of the right kind but cannot be true',
  assumed: 'the value rests on something the text does not say; it is likely, not certain',
  unknown_code: 'the code is not in its code table',
  untrusted:
    'an earlier system says something here that is known to be wrong, or that it cannot have read; it is not taken over',
  sources_disagree: 'two pages of one record say different things',
} as const satisfies Record<string, string>

export type IssueCode = keyof typeof ISSUE_CODES

/** Something about one value (or one page) that a reader of the data should know. Data never throws; it carries issues. */
export interface Issue {
  readonly code: IssueCode
  /** The field concerned; absent when the issue is about the page. */
  readonly field?: string
  /** The source text that was not taken as a value, or the label concerned. */
  readonly text?: string
}

/** A value with all that is known to be doubtful about it. `value` is null exactly when nothing could be understood. */
export interface Reading<T> {
  readonly value: T | null
  readonly issues: readonly Issue[]
}

/** How often each code occurs; codes that do not occur are absent. */
export function countIssues(issues: Iterable<Issue>): Partial<Record<IssueCode, number>> {
  const counts: Partial<Record<IssueCode, number>> = {}
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1
  return counts
}
