import type { PartitionSelection } from '@ttb/config'

/** In which order partitions are made, as far as one need not wait for another. */
export type PlanOrder = 'oldest_first' | 'newest_first'

/** What is to be made. A job or a selection of assets must be named. */
export interface RunRequest {
  readonly job?: string
  /** Keys of assets; of a job, some of its assets. */
  readonly select?: readonly string[]
  /** Default: all. */
  readonly partitions?: PartitionSelection
  /** What is made again although nothing has changed: all of it, or these assets. Default: nothing. */
  readonly force?: boolean | readonly string[]
  /** Default: `oldest_first`. */
  readonly order?: PlanOrder
  /** Runs of higher priority are worked on first. Default: 0. */
  readonly priority?: number
}
