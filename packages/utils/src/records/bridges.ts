import { COLA } from './cola.ts'
import { CONSOLIDATED } from './consolidated.ts'
import { defineRecord, type FieldRow } from './define-record.ts'

const TTB_ID = COLA.fields.ttb_id
const RECEIVED_DATE = CONSOLIDATED.fields.received_date

function position(what: string) {
  return {
    type: 'integer',
    cardinality: 'required',
    doc: `Counts the ${what} of a record, from 1.`,
  } as const satisfies FieldRow
}

function foreignKey(doc: string) {
  return { type: 'surrogate_key', cardinality: 'required', doc } as const satisfies FieldRow
}

/** The permits of records. */
export const BRIDGE_PERMITS = /* @__PURE__ */ defineRecord({
  name: 'bridge_permits',
  doc: 'One permit of a record.',
  key: ['ttb_id', 'position'],
  fields: {
    ttb_id: TTB_ID,
    position: position('permits'),
    received_date: RECEIVED_DATE,
    permit_key: foreignKey('The permit, in dim_permits.'),
    permit_number: { type: 'permit_number', cardinality: 'required', doc: 'Number of the permit.' },
    role: {
      type: 'enum',
      cardinality: 'required',
      values: ['principal', 'other', 'listed'],
      doc: 'Principal place of business, another one, or listed without saying which.',
    },
    is_of_holder: {
      type: 'boolean',
      cardinality: 'required',
      doc: 'Whether the page names the holder of the record, or nobody else, as the holder of this permit.',
    },
  },
})

/** The grape varietals of records. */
export const BRIDGE_VARIETALS = /* @__PURE__ */ defineRecord({
  name: 'bridge_varietals',
  doc: 'One grape varietal of a record.',
  key: ['ttb_id', 'position'],
  fields: {
    ttb_id: TTB_ID,
    position: position('varietals'),
    received_date: RECEIVED_DATE,
    varietal: { type: 'text', cardinality: 'required', doc: 'Name of the variety; as typed, in capitals, if unknown.' },
    is_known: { type: 'boolean', cardinality: 'required', doc: 'Whether the table of varieties has it.' },
    text: { type: 'text', cardinality: 'required', doc: 'Name as typed.' },
    percent: { type: 'decimal', unit: 'percent', doc: 'Share of the wine, where the text gives one.' },
  },
})

/** The qualifications of records. */
export const BRIDGE_QUALIFICATIONS = /* @__PURE__ */ defineRecord({
  name: 'bridge_qualifications',
  doc: 'One qualification of a record: a standard sentence by reference, and the comment apart.',
  key: ['ttb_id', 'position'],
  fields: {
    ttb_id: TTB_ID,
    position: position('qualifications'),
    received_date: RECEIVED_DATE,
    qualification_key: foreignKey('The standard sentence, in dim_qualifications; 0 for one that is not standard.'),
    comment: { type: 'text', doc: 'What is said about this record in particular.' },
  },
})

/** The label images of records, as their forms list them. */
export const LABEL_IMAGES = /* @__PURE__ */ defineRecord({
  name: 'label_images',
  doc: 'One label image, as the form of a record lists it.',
  key: ['ttb_id', 'position'],
  fields: {
    ttb_id: TTB_ID,
    position: position('images'),
    received_date: RECEIVED_DATE,
    type: { type: 'text', doc: 'Type the applicant chose; not always the true one.' },
    width_inches: { type: 'decimal', unit: 'inches', doc: 'Actual width of the label.' },
    height_inches: { type: 'decimal', unit: 'inches', doc: 'Actual height of the label.' },
    width_pixels: { type: 'integer', unit: 'pixels', doc: 'Width as displayed.' },
    height_pixels: { type: 'integer', unit: 'pixels', doc: 'Height as displayed.' },
    filename: { type: 'verbatim', doc: 'File name given by the applicant, verbatim. Never a path.' },
    url: { type: 'verbatim', doc: 'Address of the image as the page links it.' },
  },
})
