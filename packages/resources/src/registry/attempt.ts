import type { Issue } from '@ttb/utils'
import type { CodeListRow, ExtractedPage, ImageFile, Outcome, SearchCsv, SearchPage } from '@ttb/utils/pages'

/** One request that was made, and what came of it. */
export interface Attempt {
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** ISO 8601, UTC. */
  readonly requestedAt: string
  readonly durationMs: number
  /** Null when no answer came. */
  readonly httpStatus: number | null
  readonly outcome: Outcome
  /** Of the body, decompressed. */
  readonly sizeBytes: number
  /** Of the body, in hex; null when there was none. */
  readonly contentSha256: string | null
  /** Why the outcome is another than `found` or `not_found`, in the words of the registry or the network. */
  readonly error: string | null
  /** Counts the requests of a call from 1, those for its session included. */
  readonly attempt: number
}

/** The end of a call: its last attempt, with what came. Only `not_found` means that there is no such record. */
export interface Answer extends Attempt {
  /** As sent, decompressed; empty when nothing came. */
  readonly body: Uint8Array
  readonly contentType: string | null
  /** What is to be said of the content. */
  readonly issues: readonly Issue[]
  /** All attempts of the call, in order; the last is this one. */
  readonly attempts: readonly Attempt[]
}

export interface PageAnswer extends Answer {
  /** What the page says; null when no answer came. */
  readonly extracted: ExtractedPage | null
}

export interface SearchAnswer extends Answer {
  /** Null unless the outcome is `found`, which a search without hits is too. */
  readonly page: SearchPage | null
}

export interface CsvAnswer extends Answer {
  readonly rows: SearchCsv['rows']
  /** Rows that could not be read for certain; each has an issue with its text. */
  readonly refused: number
}

export interface CodeListAnswer extends Answer {
  readonly codes: readonly CodeListRow[]
}

export interface ImageAnswer extends Answer {
  /** As asked for; null for a scan, which has none. */
  readonly filename: string | null
  /** By the first bytes; null when it is no image. */
  readonly mediaType: NonNullable<ImageFile['image']>['mediaType'] | null
}

export interface LabelImages {
  readonly form: PageAnswer
  /** One for each file name, in their order; empty unless the form was found. */
  readonly images: readonly ImageAnswer[]
}
