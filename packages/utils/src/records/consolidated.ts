import { COLA } from './cola.ts'
import { defineRecord, type RecordOf } from './define-record.ts'

/** One record from all its sources: search row, detail page and form joined by TTB ID, and what follows from them. */
export const CONSOLIDATED = /* @__PURE__ */ defineRecord({
  name: 'consolidated',
  doc: 'One record from all its sources: search row, detail page and form joined by TTB ID; none of them has to be there.',
  key: ['ttb_id'],
  fields: {
    ...COLA.fields,
    received_date: { ...COLA.fields.received_date, cardinality: 'required' },
    has_search_row: { type: 'boolean', cardinality: 'required', doc: 'Whether the registry index lists the record.' },
    has_cola_detail: { type: 'boolean', cardinality: 'required', doc: 'Whether its detail page was read.' },
    has_certificate: { type: 'boolean', cardinality: 'required', doc: 'Whether its form was read.' },
    search_observed_at: {
      type: 'timestamp',
      doc: 'When the registry was first seen to list the record with the values of the search row.',
    },
    cola_detail_requested_at: { type: 'timestamp', doc: 'When the detail page was asked for, where that is known.' },
    certificate_requested_at: { type: 'timestamp', doc: 'When the form was asked for, where that is known.' },
    cola_detail_sha256: { type: 'text', doc: 'SHA-256 of the snapshot of the detail page, in hexadecimal.' },
    certificate_sha256: { type: 'text', doc: 'SHA-256 of the snapshot of the form, in hexadecimal.' },
    completeness_score: {
      type: 'decimal',
      cardinality: 'required',
      unit: 'share, 0 to 1',
      doc: 'Share of the fields expected of every record that are filled.',
    },
    quality_tier: {
      type: 'enum',
      cardinality: 'required',
      values: ['premium', 'standard', 'basic', 'minimal'],
      doc: 'How complete the record is, by score and by the fields that matter most.',
    },
    missing_fields: { type: 'text', cardinality: 'list', doc: 'Fields that the score expects and does not find.' },
    conflict_count: {
      type: 'integer',
      cardinality: 'required',
      doc: 'Fields about which the sources disagree: the rows of the record in the conflict log.',
    },
    commodity: {
      type: 'enum',
      values: ['wine', 'distilled_spirits', 'malt_beverage', 'non_alcoholic'],
      doc: 'Type of product by class and type code, never by words within a name.',
    },
    is_wine: { type: 'boolean', doc: 'Whether it is wine; null when class and type are not known.' },
    is_beer: { type: 'boolean', doc: 'Whether it is a malt beverage; null when class and type are not known.' },
    is_spirits: { type: 'boolean', doc: 'Whether it is a distilled spirit; null when class and type are not known.' },
    holder_name: {
      type: 'text',
      doc: 'Who holds the certificate: the applicant of the form or, without one, the holder of the principal permit.',
    },
    holder_address_lines: { type: 'text', cardinality: 'list', doc: 'Address of the holder, line by line.' },
    holder_street: { type: 'text', doc: 'Street of the holder, where it could be told from the city.' },
    holder_city: { type: 'text', doc: 'City of the holder, in capitals.' },
    holder_state: { type: 'code', doc: 'USPS code of the state of the holder.' },
    holder_zip: { type: 'code', doc: 'ZIP code of the holder, five digits.' },
    holder_country: { type: 'code', doc: 'ISO 3166-1 code of the country of the holder.' },
    holder_name_key: {
      type: 'text',
      doc: 'The name of the holder for comparing: capitals, without accents, punctuation and legal form.',
    },
    holder_address_key: {
      type: 'text',
      doc: 'The address of the holder for comparing: street as the USPS shortens it, and ZIP code or city and state.',
    },
    principal_permit_number: {
      type: 'permit_number',
      doc: 'Permit of the principal place of business or, where no page says which that is, the first one shown.',
    },
    all_permits: {
      type: 'record',
      cardinality: 'list',
      doc: 'Every permit that any source shows, each once.',
      fields: {
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
    },
    brand_key: { type: 'text', doc: 'The brand name for comparing: capitals, without accents and punctuation.' },
    fanciful_key: { type: 'text', doc: 'The fanciful name for comparing: capitals, without accents and punctuation.' },
    varietals: {
      type: 'record',
      cardinality: 'list',
      doc: 'Grape varietals, each under one name for all its synonyms.',
      fields: {
        varietal: {
          type: 'text',
          cardinality: 'required',
          doc: 'Name of the variety; as typed, in capitals, if unknown.',
        },
        is_known: { type: 'boolean', cardinality: 'required', doc: 'Whether the table of varieties has it.' },
        text: { type: 'text', cardinality: 'required', doc: 'Name as typed.' },
        percent: { type: 'decimal', unit: 'percent', doc: 'Share of the wine, where the text gives one.' },
      },
    },
    qualification_parts: {
      type: 'record',
      cardinality: 'list',
      doc: 'Qualifications, each parted into a standard sentence and a comment of its own.',
      fields: {
        qualification_code: { type: 'text', doc: 'Name of the standard sentence; null for one that is not standard.' },
        comment: { type: 'text', doc: 'What is said about this record in particular.' },
      },
    },
  },
})

export type Consolidated = RecordOf<typeof CONSOLIDATED>

/** What the sources of a record disagree about. */
export const CONFLICT_LOG = /* @__PURE__ */ defineRecord({
  name: 'conflict_log',
  doc: 'One field about which the sources of a record disagree: what each says, whose word was taken, and by what rule.',
  key: ['ttb_id', 'field'],
  fields: {
    ttb_id: COLA.fields.ttb_id,
    field: { type: 'text', cardinality: 'required', doc: 'Field of the record.' },
    received_date: { type: 'date', cardinality: 'required', doc: COLA.fields.received_date.doc },
    detail_value: { type: 'text', doc: 'What the detail page says; lists and groups as JSON. Null when it is silent.' },
    certificate_value: { type: 'text', doc: 'What the form says; lists and groups as JSON. Null when it is silent.' },
    search_value: { type: 'text', doc: 'What the search row says; lists and groups as JSON. Null when it is silent.' },
    winner: {
      type: 'enum',
      values: ['cola-detail', 'certificate', 'search'],
      doc: 'The source whose word was taken; null where lists were united.',
    },
    rule: {
      type: 'enum',
      cardinality: 'required',
      values: ['prefer_cola_detail', 'prefer_certificate', 'merge', 'newest', 'latest', 'oldest'],
      doc: 'What decided: the order of sources, the time they were seen, or the union of lists.',
    },
    is_personal: { type: 'boolean', cardinality: 'required', doc: 'Whether the field names or reaches a person.' },
  },
})
