/** Something that a person should know, outside of the process. */
export interface Alert {
  /** What it is about: an alert of the same key and reason is not sent again. */
  readonly key: string
  readonly reason: string
  readonly severity: 'low' | 'medium' | 'high'
  readonly title: string
  readonly text: string
  readonly runId?: string
}
