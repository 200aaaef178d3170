import { COLA } from './cola.ts'
import { defineRecord, type RecordOf } from './define-record.ts'

const RECEIVED_DATE = { type: 'date', cardinality: 'required', doc: COLA.fields.received_date.doc } as const

/** Every snapshot of a page that is a record, with what may change from one to the next. */
export const PAGE_SNAPSHOT = /* @__PURE__ */ defineRecord({
  name: 'page_snapshot',
  doc: 'One snapshot of a page of a record: what it said of the status, and when. Only partitions in which some page has more than one have this table; of others the page log says as much.',
  key: ['source_key'],
  fields: {
    source_key: { type: 'text', cardinality: 'required', doc: 'Where the snapshot lies in the raw store.' },
    ttb_id: COLA.fields.ttb_id,
    page_kind: { type: 'code', cardinality: 'required', doc: 'Kind of page.' },
    position: { type: 'integer', cardinality: 'required', doc: 'Counts the snapshots of a page, from 1.' },
    requested_at: { type: 'timestamp', doc: 'When the page was asked for, where that is known.' },
    content_sha256: {
      type: 'text',
      cardinality: 'required',
      doc: 'SHA-256 of the snapshot as stored, in hexadecimal.',
    },
    status: COLA.fields.status,
    approval_date: COLA.fields.approval_date,
    expiration_date: COLA.fields.expiration_date,
  },
})

export type PageSnapshot = RecordOf<typeof PAGE_SNAPSHOT>

/** What changed between two snapshots of a page. */
export const COLA_CHANGES = /* @__PURE__ */ defineRecord({
  name: 'cola_changes',
  doc: 'One field that differs between two successive snapshots of a page.',
  key: ['ttb_id', 'page_kind', 'position', 'field'],
  fields: {
    ttb_id: COLA.fields.ttb_id,
    received_date: RECEIVED_DATE,
    page_kind: { type: 'code', cardinality: 'required', doc: 'Kind of page.' },
    position: { type: 'integer', cardinality: 'required', doc: 'Counts the changed snapshots of a page, from 2.' },
    field: { type: 'text', cardinality: 'required', doc: 'Field that changed.' },
    before: { type: 'text', doc: 'Value before, as JSON where it is not a text; null for none.' },
    after: { type: 'text', doc: 'Value after, as JSON where it is not a text; null for none.' },
    before_sha256: { type: 'text', cardinality: 'required', doc: 'SHA-256 of the earlier snapshot, in hexadecimal.' },
    after_sha256: { type: 'text', cardinality: 'required', doc: 'SHA-256 of the later snapshot, in hexadecimal.' },
    before_requested_at: { type: 'timestamp', doc: 'When the earlier snapshot was asked for, where that is known.' },
    after_requested_at: { type: 'timestamp', doc: 'When the later snapshot was asked for, where that is known.' },
    is_personal: { type: 'boolean', cardinality: 'required', doc: 'Whether the field names or reaches a person.' },
  },
})

export type ColaChange = RecordOf<typeof COLA_CHANGES>

/** The statuses of a record over time, as far as they were observed. */
export const COLA_STATUS_HISTORY = /* @__PURE__ */ defineRecord({
  name: 'cola_status_history',
  doc: 'One status of a record with the days from and to which it held, as far as it was observed: earlier changes are not known.',
  key: ['ttb_id', 'position'],
  fields: {
    ttb_id: COLA.fields.ttb_id,
    position: { type: 'integer', cardinality: 'required', doc: 'Counts the statuses of a record, from 1.' },
    received_date: RECEIVED_DATE,
    status: {
      type: 'text',
      doc: 'The status; null where the registry lists a change and no page taken since says which.',
    },
    expiration_date: COLA.fields.expiration_date,
    completed_date: COLA.fields.completed_date,
    valid_from: { type: 'date', doc: 'First day of the status; null where nothing says it.' },
    valid_from_basis: {
      type: 'enum',
      cardinality: 'required',
      values: ['completed_date', 'approval_date', 'observed', 'unknown'],
      doc: 'What the first day is known by; `observed`: it is the day the status was first seen, and may be late.',
    },
    valid_to: { type: 'date', doc: 'First day of the next status: the first on which this one no longer held.' },
    is_current: { type: 'boolean', cardinality: 'required', doc: 'Whether it is the last one observed.' },
    observed_at: { type: 'timestamp', doc: 'When it was first seen.' },
    last_observed_at: { type: 'timestamp', doc: 'When it was last seen.' },
    page_kind: { type: 'code', doc: 'Kind of page that first showed it; null where only the search listed a change.' },
    content_sha256: { type: 'text', doc: 'SHA-256 of the snapshot that first showed it, in hexadecimal.' },
  },
})

export type StatusPeriod = RecordOf<typeof COLA_STATUS_HISTORY>

/** The codes of the registry's lists over time. */
export const CODE_HISTORY = /* @__PURE__ */ defineRecord({
  name: 'code_history',
  doc: 'One description of a code of the registry with the days from and to which its lists had it.',
  key: ['code_table', 'code', 'valid_from'],
  fields: {
    code_table: {
      type: 'enum',
      cardinality: 'required',
      values: ['class_type', 'origin'],
      doc: 'The list the code is of.',
    },
    code: { type: 'code', cardinality: 'required', doc: 'The code.' },
    description: { type: 'text', doc: "What it stands for, in the registry's words; null where that is not known." },
    valid_from: { type: 'date', cardinality: 'required', doc: 'Day on which a list was first seen to have it so.' },
    valid_to: { type: 'date', doc: 'Day on which a list was first seen to have it no longer so.' },
    is_current: { type: 'boolean', cardinality: 'required', doc: 'Whether the last list has it so.' },
  },
})

export type CodePeriod = RecordOf<typeof CODE_HISTORY>
