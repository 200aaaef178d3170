import { defineRecord } from './define-record.ts'

/** What became of each page that came in: one row a page, also for those that are no records. */
export const PAGE_LOG = defineRecord({
  name: 'page',
  doc: 'One page that came in, and what it turned out to be.',
  key: ['source_key'],
  fields: {
    source_key: { type: 'text', cardinality: 'required', doc: 'Where the page lies in the raw store.' },
    ttb_id: { type: 'ttb_id', doc: 'TTB ID the page was fetched for or, where that is not known, the one it names.' },
    page_kind: { type: 'code', doc: 'Kind of page that was asked for.' },
    outcome: { type: 'code', cardinality: 'required', doc: 'What the page is: found, not_found, truncated, ...' },
    layout: { type: 'code', doc: 'Layout the page was recognised by.' },
    rows: {
      type: 'integer',
      cardinality: 'required',
      doc: 'Rows the page gave, before any was superseded or quarantined.',
    },
    issues: { type: 'integer', cardinality: 'required', doc: 'Issues the page and its values carry.' },
    size_bytes: { type: 'integer', cardinality: 'required', unit: 'bytes', doc: 'Size of the page as stored.' },
    content_sha256: { type: 'text', cardinality: 'required', doc: 'SHA-256 of the page as stored, in hexadecimal.' },
    requested_at: {
      type: 'timestamp',
      doc: 'When the page was asked for; for an adopted page, when it had been saved. Null where that is not known.',
    },
  },
})

/** Everything doubtful about a value or a page: one row an issue. */
export const ISSUE_LOG = defineRecord({
  name: 'issue',
  doc: 'One doubt about a value or a page: what was not understood, and its source text.',
  key: ['source_key', 'position'],
  fields: {
    source_key: { type: 'text', cardinality: 'required', doc: 'Where the page lies in the raw store.' },
    position: { type: 'integer', cardinality: 'required', doc: 'Counts the issues of a page, from 1.' },
    ttb_id: { type: 'ttb_id', doc: 'TTB ID of the record concerned.' },
    code: { type: 'code', cardinality: 'required', doc: 'What is doubtful: one of the issue codes.' },
    field: { type: 'text', doc: 'Field concerned; null when the issue is about the page.' },
    text: { type: 'text', doc: 'Source text that was not taken as a value.' },
  },
})

/** Rows that break the contract of their table. Kept whole, with every reason, until a later version accepts them. */
export const QUARANTINE_LOG = defineRecord({
  name: 'quarantine',
  doc: 'One row that breaks the contract of its table, kept whole with its reasons.',
  key: ['source_key', 'position'],
  fields: {
    source_key: { type: 'text', cardinality: 'required', doc: 'Where the page lies in the raw store.' },
    position: { type: 'integer', cardinality: 'required', doc: 'Counts the rows of a page, from 1.' },
    ttb_id: { type: 'ttb_id', doc: 'TTB ID of the row, where it has one.' },
    table_name: { type: 'code', cardinality: 'required', doc: 'Table the row was meant for.' },
    reasons: { type: 'text', cardinality: 'list', doc: 'Every way in which the row breaks the contract.' },
    row_json: { type: 'text', cardinality: 'required', doc: 'The row as JSON.' },
  },
})
