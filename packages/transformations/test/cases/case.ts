import type { IssueCode, Reading } from '@ttb/utils'

/** What is given, what is wanted of it, and which issues come with it. Tests run these; the docs are made from them. */
export interface Case {
  readonly given: unknown
  readonly want: unknown
  readonly issues?: readonly IssueCode[]
  readonly note?: string
}

/** The cases of one function. */
export interface CaseGroup {
  /** The call as a reader would write it, for the docs. */
  readonly call: string
  readonly read: (given: never) => Reading<unknown>
  readonly cases: readonly Case[]
}

/** The cases of one subject; a page of the docs. */
export interface Subject {
  /** The name of the entry point and of the page. */
  readonly entry: string
  readonly sentence: string
  readonly groups: readonly CaseGroup[]
}
