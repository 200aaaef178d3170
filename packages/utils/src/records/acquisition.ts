import { COLA } from './cola.ts'
import { defineRecord, pageTable, type RecordOf } from './define-record.ts'

/** Why a page was asked for. */
export const FETCH_REASONS = {
  new: 'the registry lists a record of which no such page is held',
  changed: 'its completed date moved after the page was taken',
  aged: 'the page was taken longer ago than pages are to be kept without another look',
  probe: 'a number between known ones was tried',
  requested: 'somebody asked for it',
  adopted: 'nobody: it was taken in from saved pages',
} as const

export type FetchReason = keyof typeof FETCH_REASONS

/** Every request for a page of a TTB ID, with its answer: the manifest of the raw data. */
export const FETCH_LOG = defineRecord({
  name: 'fetch',
  doc: 'One request for a page of a TTB ID, and what came back.',
  key: ['ttb_id', 'page_kind', 'requested_at', 'attempt'],
  fields: {
    ttb_id: { type: 'ttb_id', cardinality: 'required', doc: 'TTB ID that was asked for.' },
    page_kind: { type: 'code', cardinality: 'required', doc: 'Kind of page that was asked for.' },
    requested_at: {
      type: 'timestamp',
      cardinality: 'required',
      doc: 'When the request was made; for an adopted page, when it had been saved.',
    },
    attempt: { type: 'integer', cardinality: 'required', doc: 'Counts the attempts at one page, from 1.' },
    reason: {
      type: 'enum',
      cardinality: 'required',
      values: ['new', 'changed', 'aged', 'probe', 'requested', 'adopted'],
      doc: 'Why the page was asked for.',
    },
    url: { type: 'text', doc: 'Address asked; null for an adopted page.' },
    http_status: { type: 'integer', doc: 'HTTP status; null when no answer came.' },
    outcome: { type: 'code', cardinality: 'required', doc: 'What the answer is: found, not_found, blocked, ...' },
    size_bytes: { type: 'integer', unit: 'bytes', doc: 'Size of the answer.' },
    content_sha256: {
      type: 'text',
      doc: 'SHA-256 of the page without injected scripts, session ids and times of printing: it changes when the record does.',
    },
    snapshot_key: {
      type: 'text',
      doc: 'Where the page lies in the raw store; an earlier snapshot where nothing had changed since.',
    },
    error: { type: 'text', doc: 'What went wrong, where no page came.' },
  },
})

export type FetchEntry = RecordOf<typeof FETCH_LOG>

/** The registry index: what searches by completed date list, one row a TTB ID and completed date. */
export const REGISTRY_INDEX = defineRecord({
  name: 'registry_index',
  doc: 'One record as the registry listed it under one completed date; a later change of status lists it again under another.',
  key: ['ttb_id', 'completed_date'],
  fields: {
    ...pageTable(COLA, 'search').fields,
    ttb_id: COLA.fields.ttb_id,
    completed_date: { ...COLA.fields.completed_date, cardinality: 'required' },
    first_observed_at: {
      type: 'timestamp',
      cardinality: 'required',
      doc: 'When the registry was first seen to list the record under this completed date.',
    },
    observed_at: {
      type: 'timestamp',
      cardinality: 'required',
      doc: 'When it was first seen to list it with just these values.',
    },
  },
})

/** A row of the registry index, with the fields of a search row besides. */
export interface IndexRow extends Readonly<Record<string, unknown>> {
  readonly ttb_id: string
  readonly completed_date: string
  readonly first_observed_at: string
  readonly observed_at: string
}

/** A picture of a label, as fetched. */
export const LABEL_IMAGE_LOG = defineRecord({
  name: 'label_image',
  doc: 'One picture of a label, as the form of a TTB ID shows it and as it was fetched.',
  key: ['ttb_id', 'position'],
  fields: {
    ttb_id: { type: 'ttb_id', cardinality: 'required', doc: 'TTB ID of the form.' },
    position: { type: 'integer', cardinality: 'required', doc: 'Counts the pictures of a form, from 1.' },
    file_name: { type: 'verbatim', doc: 'Name the applicant gave the file; never used as a path.' },
    type: { type: 'text', doc: 'What the applicant says it shows: Brand (front) or keg collar, Back, ...' },
    requested_at: { type: 'timestamp', cardinality: 'required', doc: 'When the picture was asked for.' },
    outcome: { type: 'code', cardinality: 'required', doc: 'What the answer is: found, not_found, blocked, ...' },
    media_type: { type: 'text', doc: 'What its first bytes say it is.' },
    size_bytes: { type: 'integer', unit: 'bytes', doc: 'Size of the picture.' },
    content_sha256: { type: 'text', doc: 'SHA-256 of the picture, by which it is stored once.' },
    object_key: { type: 'text', doc: 'Where it lies in the raw store.' },
    error: { type: 'text', doc: 'What went wrong, where no picture came.' },
  },
})
