import { COLA, defineRecord, type RecordOf } from '@ttb/utils/records'

/** Where the values of a record come from. Made when it is asked for, from the raw pages; kept nowhere. */
export const PROVENANCE = /* @__PURE__ */ defineRecord({
  name: 'provenance',
  doc: 'One value of a record and one page that says it, read again from the raw page.',
  key: ['ttb_id', 'field', 'position'],
  fields: {
    ttb_id: COLA.fields.ttb_id,
    field: { type: 'text', cardinality: 'required', doc: 'Field of the consolidated record or of a fact table.' },
    position: {
      type: 'integer',
      cardinality: 'required',
      doc: 'Counts the pages that a value is of, from 1; more than one only where lists were united.',
    },
    value: { type: 'text', doc: 'The value as tables hold it; lists and groups as JSON. Null for none.' },
    page_kind: {
      type: 'enum',
      values: ['cola-detail', 'certificate', 'search'],
      doc: 'Kind of page the value is of; null for what is derived, and where no page says anything.',
    },
    raw_text: { type: 'text', doc: 'What is printed there; several lines or groups as JSON.' },
    locator: { type: 'text', doc: 'Where the page shows it: the label beside it.' },
    rule: {
      type: 'text',
      cardinality: 'required',
      doc: 'How the text became the value: its kind of value, or what it is derived from and how.',
    },
    derived_from: { type: 'text', doc: 'Fields it is made of, with commas; each has rows of its own.' },
    decided_by: {
      type: 'enum',
      values: ['prefer_cola_detail', 'prefer_certificate', 'merge', 'newest'],
      doc: 'What decided where pages disagree; null where they do not.',
    },
    won_over: { type: 'text', doc: 'What the other pages say where they disagree, as JSON: [{"page", "value"}].' },
    agreeing: { type: 'text', doc: 'Other kinds of page that say the same, with commas.' },
    code_version: { type: 'text', cardinality: 'required', doc: 'Versions of the rules that made it.' },
    snapshot_key: { type: 'text', doc: 'Where the page lies in the raw store.' },
    content_sha256: { type: 'text', doc: 'SHA-256 of the page as served, in hexadecimal.' },
    requested_at: {
      type: 'timestamp',
      doc: 'When the page was asked for, or the search row first seen so, where that is known.',
    },
    layout: { type: 'code', doc: 'Layout the page was recognised by.' },
    is_personal: { type: 'boolean', cardinality: 'required', doc: 'Whether the field names or reaches a person.' },
  },
})

export type ProvenanceRow = RecordOf<typeof PROVENANCE>
