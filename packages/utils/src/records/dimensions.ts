import { COLA } from './cola.ts'
import { CONSOLIDATED } from './consolidated.ts'
import { defineRecord, type FieldRow, type RecordOf } from './define-record.ts'

function surrogateKey(doc: string) {
  return { type: 'surrogate_key', cardinality: 'required', doc } as const satisfies FieldRow
}

const FIRST_SEEN = {
  type: 'date',
  doc: 'Earliest day of receipt among its records, in whatever order they came in.',
} as const
const LAST_SEEN = { type: 'date', doc: 'Latest day of receipt among its records.' } as const
const FIRST_TTB_ID = { type: 'ttb_id', doc: 'The earliest of its records: by day of receipt, then by TTB ID.' } as const
const RECORD_COUNT = { type: 'integer', cardinality: 'required', doc: 'Records it occurs on.' } as const

/** Days. */
export const DIM_DATES = /* @__PURE__ */ defineRecord({
  name: 'dim_dates',
  doc: 'One day, with its place in the calendar year, the ISO week and the fiscal year of the US Government. Key 0 is the unknown day.',
  key: ['date_key'],
  fields: {
    date_key: {
      type: 'integer',
      cardinality: 'required',
      doc: 'The day as a number, YYYYMMDD; 0 for the unknown day.',
    },
    date: { type: 'date', doc: 'The day.' },
    year: { type: 'integer', doc: 'Calendar year.' },
    quarter: { type: 'integer', doc: 'Quarter of the calendar year, 1 to 4.' },
    month: { type: 'integer', doc: 'Month, 1 to 12.' },
    day_of_month: { type: 'integer', doc: 'Day of the month, 1 to 31.' },
    day_of_year: { type: 'integer', doc: 'Day of the year, 1 to 366.' },
    day_of_week: { type: 'integer', doc: 'Day of the week after ISO 8601: 1 is Monday, 7 is Sunday.' },
    iso_week: { type: 'integer', doc: 'Week after ISO 8601, 1 to 53.' },
    iso_week_year: {
      type: 'integer',
      doc: 'Year that the ISO week belongs to; at New Year it may not be the calendar year.',
    },
    month_name: { type: 'text', doc: 'Name of the month.' },
    day_name: { type: 'text', doc: 'Name of the day of the week.' },
    quarter_name: { type: 'text', doc: 'Calendar quarter: `2024 Q1`.' },
    fiscal_year: {
      type: 'integer',
      doc: 'Fiscal year of the US Government: begins on 1 October, named for the year it ends in.',
    },
    fiscal_quarter: {
      type: 'integer',
      doc: 'Quarter of the fiscal year: 1 from October, 2 from January, 3 from April, 4 from July.',
    },
    fiscal_month: { type: 'integer', doc: 'Month of the fiscal year: 1 is October.' },
    is_weekend: { type: 'boolean', doc: 'Whether it is a Saturday or a Sunday.' },
    is_federal_holiday: {
      type: 'boolean',
      doc: 'Whether federal offices are closed for a holiday (5 U.S.C. 6103), also one kept on a Friday or Monday.',
    },
    holiday_name: { type: 'text', doc: 'Name of the federal holiday.' },
    is_business_day: { type: 'boolean', doc: 'Whether it is neither weekend nor federal holiday.' },
  },
})

/** Places: what origin codes name, and where holders are. */
export const DIM_LOCATIONS = /* @__PURE__ */ defineRecord({
  name: 'dim_locations',
  doc: 'One place: what an origin code of the registry names, or the city of a holder. Key 0 is the unknown place.',
  key: ['location_key'],
  fields: {
    location_key: surrogateKey('Key of the place.'),
    natural_key: {
      type: 'text',
      cardinality: 'required',
      doc: 'What the key is made from: `origin|01`, `place|US|CA|NAPA`.',
    },
    location_kind: {
      type: 'enum',
      cardinality: 'required',
      values: ['origin', 'place', 'unknown'],
      doc: 'Whether it is the place of an origin code or of a holder.',
    },
    origin_code: { type: 'code', codes: 'origin', doc: 'The origin code.' },
    description: { type: 'text', doc: 'The place in words; for an origin code those of the registry.' },
    place_kind: { type: 'text', doc: 'What an origin code names: us_state, country, region, group, ...' },
    country: { type: 'code', doc: 'ISO 3166-1 code of the country.' },
    state: { type: 'code', doc: 'USPS code of the state.' },
    city: { type: 'text', doc: 'City, in capitals.' },
    region: { type: 'text', doc: 'Census region of a US state, or the continent (UN M49) of a country.' },
    is_domestic: { type: 'boolean', doc: 'Whether it lies in the United States; null where there is no one place.' },
    is_listed: {
      type: 'boolean',
      cardinality: 'required',
      doc: 'Whether the list of origin codes has it; true for places.',
    },
  },
})

/** Class and type codes with their family tree. */
export const DIM_PRODUCT_TYPES = /* @__PURE__ */ defineRecord({
  name: 'dim_product_types',
  doc: 'One class and type code of the registry with the family it belongs to. Key 0 is the unknown type.',
  key: ['product_type_key'],
  fields: {
    product_type_key: surrogateKey('Key of the class and type.'),
    class_type_code: { type: 'code', codes: 'class_type', doc: 'The code; null for the unknown type.' },
    description: { type: 'text', doc: "Class and type in the registry's words." },
    family: { type: 'text', doc: 'Family of codes: table_wine, whisky, malt_beverage, ...' },
    family_doc: { type: 'text', doc: 'What the family is.' },
    commodity: CONSOLIDATED.fields.commodity,
    spirit: { type: 'text', doc: 'Spirit it is made from, where the code says.' },
    is_alcoholic: {
      type: 'boolean',
      doc: 'False for mixes without alcohol and near beer; null when the code says nothing.',
    },
    is_listed: { type: 'boolean', cardinality: 'required', doc: 'Whether the list of codes has it.' },
  },
})

/** Companies: holders of certificates, found by permit number first, then by name and address. */
export const DIM_COMPANIES = /* @__PURE__ */ defineRecord({
  name: 'dim_companies',
  doc: 'One holder of certificates: all names, addresses and permits that belong together. Key 0 is the unknown company.',
  key: ['company_key'],
  fields: {
    company_key: surrogateKey('Key of the company.'),
    natural_key: {
      type: 'text',
      cardinality: 'required',
      doc: 'What the key is made from: the permit of its earliest record with one, else the compared name and address.',
    },
    company_name: { type: 'text', doc: 'Its name as on the latest record that has one.' },
    street: { type: 'text', doc: 'Street, as on that record.' },
    city: { type: 'text', doc: 'City, as on that record.' },
    state: { type: 'code', doc: 'USPS code of the state, as on that record.' },
    zip: { type: 'code', doc: 'ZIP code, as on that record.' },
    country: { type: 'code', doc: 'ISO 3166-1 code of the country, as on that record.' },
    principal_permit_number: { type: 'permit_number', doc: 'Permit of its latest record that has one.' },
    permit_count: { type: 'integer', cardinality: 'required', doc: 'Permits that belong to it.' },
    alias_count: { type: 'integer', cardinality: 'required', doc: 'Ways in which it is named on its records.' },
    record_count: RECORD_COUNT,
    first_seen_date: FIRST_SEEN,
    last_seen_date: LAST_SEEN,
    first_approval_date: { type: 'date', doc: 'Earliest day of approval among its records.' },
    first_ttb_id: FIRST_TTB_ID,
  },
})

/** The ways in which a company is named, and why each is held to be the same company. */
export const COMPANY_ALIASES = /* @__PURE__ */ defineRecord({
  name: 'company_aliases',
  doc: 'One way in which records name their holder (permit, name and address) with the company it belongs to, and why.',
  key: ['alias_key'],
  fields: {
    alias_key: surrogateKey('Key of the way of naming.'),
    company_key: surrogateKey('The company.'),
    principal_permit_number: COLA.fields.permit_number,
    holder_name_key: CONSOLIDATED.fields.holder_name_key,
    holder_address_key: CONSOLIDATED.fields.holder_address_key,
    holder_name: { type: 'text', doc: 'The name as printed on the latest such record.' },
    holder_street: CONSOLIDATED.fields.holder_street,
    holder_city: CONSOLIDATED.fields.holder_city,
    holder_state: CONSOLIDATED.fields.holder_state,
    holder_zip: CONSOLIDATED.fields.holder_zip,
    holder_country: CONSOLIDATED.fields.holder_country,
    evidence: {
      type: 'enum',
      cardinality: 'required',
      values: ['anchor', 'same_permit', 'same_name_and_address', 'listed_together', 'indirect', 'unknown'],
      doc: 'What ties it to the company: its permit, its name and address, permits on one record, or several steps of these.',
    },
    confidence: {
      type: 'decimal',
      cardinality: 'required',
      unit: 'share, 0 to 1',
      doc: 'How sure the tie is: 1 the same permit, 0.9 name and address, 0.8 permits on one record, less for each further step.',
    },
    record_count: RECORD_COUNT,
    first_seen_date: FIRST_SEEN,
    last_seen_date: LAST_SEEN,
    first_approval_date: { type: 'date', doc: 'Earliest day of approval among its records.' },
    first_ttb_id: FIRST_TTB_ID,
  },
})

/** What a company was called and where it was, over time. */
export const COMPANY_HISTORY = /* @__PURE__ */ defineRecord({
  name: 'company_history',
  doc: 'One name and address of a company at one permit, with the days from and to which its records gave them.',
  key: ['company_key', 'principal_permit_number', 'valid_from'],
  fields: {
    company_key: surrogateKey('The company.'),
    principal_permit_number: {
      type: 'text',
      cardinality: 'required',
      doc: 'The permit of the records; `none` for those without one.',
    },
    valid_from: { type: 'date', cardinality: 'required', doc: 'Day of receipt of the first record that gives them.' },
    valid_to: { type: 'date', doc: 'Day of receipt of the next record of this permit that gives others.' },
    is_current: { type: 'boolean', cardinality: 'required', doc: 'Whether the latest record gives them.' },
    company_name: { type: 'text', doc: 'The name as printed on the first such record.' },
    street: { type: 'text', doc: 'Street of the holder.' },
    city: { type: 'text', doc: 'City of the holder.' },
    state: { type: 'code', doc: 'USPS code of the state of the holder.' },
    zip: { type: 'code', doc: 'ZIP code of the holder.' },
  },
})

/** Permits. */
export const DIM_PERMITS = /* @__PURE__ */ defineRecord({
  name: 'dim_permits',
  doc: 'One plant registry, basic permit or brewer’s number, taken apart, with the company it belongs to. Key 0 is the unknown permit.',
  key: ['permit_key'],
  fields: {
    permit_key: surrogateKey('Key of the permit.'),
    permit_number: { type: 'permit_number', doc: 'The number; null for the unknown permit.' },
    permit_type: { type: 'code', doc: 'The letters that say what it permits.' },
    permit_type_doc: { type: 'text', doc: 'What the letters mean; null for others than the manual names.' },
    state: { type: 'code', doc: 'USPS code of the state in the number.' },
    suffix: { type: 'code', doc: 'The letters between state and number of some breweries.' },
    number: { type: 'integer', doc: 'The digits.' },
    company_key: surrogateKey('The company.'),
    record_count: RECORD_COUNT,
    first_seen_date: FIRST_SEEN,
    last_seen_date: LAST_SEEN,
  },
})

/** Products: a brand and fanciful name of one company. */
export const DIM_PRODUCTS = /* @__PURE__ */ defineRecord({
  name: 'dim_products',
  doc: 'One brand and fanciful name of one company, over all its approvals. Key 0 is the unknown product. An approval is not a launch.',
  key: ['product_key'],
  fields: {
    product_key: surrogateKey('Key of the product.'),
    company_key: surrogateKey('The company.'),
    brand_key: CONSOLIDATED.fields.brand_key,
    fanciful_key: CONSOLIDATED.fields.fanciful_key,
    brand_name: { type: 'text', doc: 'Brand name as on the latest record.' },
    fanciful_name: { type: 'text', doc: 'Fanciful name as on the latest record.' },
    class_type_code: { ...COLA.fields.class_type_code, doc: 'Class and type on the latest record.' },
    origin_code: { ...COLA.fields.origin_code, doc: 'Origin on the latest record.' },
    commodity: { ...CONSOLIDATED.fields.commodity, doc: 'Type of product on the latest record.' },
    record_count: RECORD_COUNT,
    first_seen_date: FIRST_SEEN,
    last_seen_date: LAST_SEEN,
    first_approval_date: { type: 'date', doc: 'Earliest day of approval among its records.' },
    first_ttb_id: FIRST_TTB_ID,
    last_ttb_id: { type: 'ttb_id', doc: 'The latest of its records: by day of receipt, then by TTB ID.' },
  },
})

/** The standard sentences of qualifications. */
export const DIM_QUALIFICATIONS = /* @__PURE__ */ defineRecord({
  name: 'dim_qualifications',
  doc: 'One sentence that TTB uses again and again in qualifications. Key 0 stands for all that is not standard.',
  key: ['qualification_key'],
  fields: {
    qualification_key: surrogateKey('Key of the sentence.'),
    qualification_code: { type: 'text', cardinality: 'required', doc: 'Its name.' },
    sentence: { type: 'text', cardinality: 'required', doc: 'The sentence, without the comment that may follow it.' },
    is_usual: {
      type: 'boolean',
      cardinality: 'required',
      doc: 'Whether nearly every record carries it, so that it says nothing of one.',
    },
  },
})

export type DateRow = RecordOf<typeof DIM_DATES>
