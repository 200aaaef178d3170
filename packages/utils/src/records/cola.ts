import { defineRecord, type PageRecordOf, type RecordOf } from './define-record.ts'
import { below, blank, choice, column, label, reader, sentence } from './locators.ts'

const APPLICATION_TYPES = {
  label_approval: 'CERTIFICATE OF LABEL APPROVAL',
  exemption: 'CERTIFICATE OF EXEMPTION FROM LABEL APPROVAL',
  distinctive_bottle: 'DISTINCTIVE LIQUOR BOTTLE APPROVAL',
  resubmission: 'RESUBMISSION AFTER REJECTION',
} as const

const APPLICANT = 'NAME AND ADDRESS OF APPLICANT…'
const PRINCIPAL_PERMIT = 'Plant Registry/Basic Permit/Brewers No (Principal Place of Business)'
const OTHER_PERMITS = 'Plant Registry/Basic Permit/Brewers No (Other)'

/**
 * THE field table: every field of a certificate of label approval, once. Types, extraction, cleaning, schemas, storage
 * and the data dictionary derive from it. Row order is column order.
 */
export const COLA = defineRecord({
  name: 'cola',
  doc: 'One certificate of label approval (COLA) or exemption.',
  key: ['ttb_id'],
  fields: {
    ttb_id: {
      type: 'ttb_id',
      cardinality: 'required',
      fillRate: 1,
      doc: 'Identifier of the application in the registry.',
      from: { 'cola-detail': label('TTB ID'), certificate: label('TTB ID'), search: column('TTB ID') },
    },
    received_date: {
      type: 'date',
      doc: 'Day TTB received the application, from the TTB ID.',
      derivedFrom: ['ttb_id'],
      fillRate: 1,
    },
    receipt_method: {
      type: 'code',
      codes: 'receipt_method',
      doc: 'How the application reached TTB, from the TTB ID; null for IDs of before 1997.',
      derivedFrom: ['ttb_id'],
    },
    form_edition: {
      type: 'text',
      fillRate: 1,
      doc: 'Edition of TTB F 5100.31 printed at the foot of the form.',
      from: { certificate: reader('formEdition') },
    },
    status: {
      type: 'text',
      fillRate: 1,
      doc: 'Status on the day the page was fetched: APPROVED, EXPIRED, SURRENDERED or REVOKED.',
      from: { 'cola-detail': label('Status'), certificate: sentence('STATUS', 'THE STATUS IS') },
    },
    completed_date: {
      type: 'date',
      fillRate: 1,
      doc: 'Day of the last change of status; it moves. Not the day of approval.',
      from: { search: column('Completed Date') },
    },
    application_date: {
      type: 'date',
      fillRate: 1,
      doc: 'Day of application as the applicant dated the form.',
      from: { certificate: label('DATE OF APPLICATION') },
    },
    approval_date: {
      type: 'date',
      fillRate: 1,
      doc: 'Day the certificate was issued.',
      from: { 'cola-detail': label('Approval Date'), certificate: label('DATE ISSUED') },
    },
    expiration_date: {
      type: 'date',
      fillRate: 0,
      doc: 'Day the certificate ends, where TTB set one.',
      from: { certificate: label('EXPIRATION DATE') },
    },
    days_to_approval: {
      type: 'integer',
      unit: 'days',
      doc: 'Days from application to approval.',
      derivedFrom: ['application_date', 'approval_date'],
    },
    representative_id: {
      type: 'text',
      fillRate: 0,
      doc: "Identifier of the applicant's representative.",
      from: { certificate: label('REP. ID. NO.') },
    },
    vendor_code: {
      type: 'text',
      fillRate: 0.9,
      doc: 'Vendor code that TTB used before April 2003 and still prints.',
      from: { 'cola-detail': label('Vendor Code') },
    },
    serial_number: {
      type: 'text',
      fillRate: 1,
      doc: 'Serial number given by the applicant; not unique.',
      from: { 'cola-detail': label('Serial #'), certificate: label('SERIAL NUMBER'), search: column('Serial Number') },
    },
    permit_number: {
      type: 'permit_number',
      fillRate: 0.99,
      doc: 'Permit the search shows for the record, one of possibly several.',
      from: { search: column('Permit No.') },
    },
    permit_numbers: {
      type: 'permit_number',
      cardinality: 'list',
      fillRate: 1,
      doc: "Plant registry, basic permit or brewer's numbers on the form, one by one.",
      from: { certificate: label("PLANT REGISTRY/BASIC PERMIT/BREWER'S NO.") },
    },
    permits: {
      type: 'record',
      cardinality: 'list',
      fillRate: 1,
      doc: 'Permits with holder and place, as the detail page lists them.',
      fields: {
        role: {
          type: 'enum',
          cardinality: 'required',
          values: ['principal', 'other'],
          doc: 'Principal place of business, or another.',
        },
        permit_number: { type: 'permit_number', doc: 'Number of the permit.' },
        name: { type: 'text', doc: 'Holder of the permit.' },
        address_lines: { type: 'text', cardinality: 'list', doc: 'Address of the place, line by line.' },
      },
      from: { 'cola-detail': reader('permits', PRINCIPAL_PERMIT, OTHER_PERMITS) },
    },
    source_of_product: {
      type: 'enum',
      values: ['domestic', 'imported'],
      fillRate: 1,
      doc: 'Whether the product is domestic or imported.',
      from: { certificate: choice('SOURCE OF PRODUCT', { domestic: 'Domestic', imported: 'Imported' }) },
    },
    product_type: {
      type: 'enum',
      values: ['wine', 'distilled_spirits', 'malt_beverage'],
      fillRate: 1,
      doc: 'Type of product ticked on the form.',
      from: {
        certificate: choice('TYPE OF PRODUCT', {
          wine: 'WINE',
          distilled_spirits: 'DISTILLED SPIRITS',
          malt_beverage: 'MALT BEVERAGE',
        }),
      },
    },
    class_type_code: {
      type: 'code',
      codes: 'class_type',
      fillRate: 1,
      doc: 'Class and type of the product, as a code.',
      from: { certificate: label('CT'), search: column('Class/Type') },
    },
    class_type_description: {
      type: 'text',
      fillRate: 1,
      doc: 'Class and type of the product, in words.',
      from: {
        'cola-detail': label('Class/Type Code'),
        certificate: label('CLASS/TYPE DESCRIPTION'),
        search: column('Class/Type Desc'),
      },
    },
    origin_code: {
      type: 'code',
      codes: 'origin',
      fillRate: 1,
      doc: 'State or country of origin, as a code.',
      from: { certificate: label('OR'), search: column('Origin') },
    },
    origin_description: {
      type: 'text',
      fillRate: 1,
      doc: 'State or country of origin, in words.',
      from: { 'cola-detail': label('Origin Code'), search: column('Origin Desc') },
    },
    brand_name: {
      type: 'text',
      fillRate: 0.99,
      doc: 'Brand name on the label.',
      from: { 'cola-detail': label('Brand Name'), certificate: label('BRAND NAME'), search: column('Brand Name') },
    },
    fanciful_name: {
      type: 'text',
      fillRate: 0.4,
      doc: 'Fanciful name on the label, if it has one.',
      from: {
        'cola-detail': label('Fanciful Name'),
        certificate: label('FANCIFUL NAME'),
        search: column('Fanciful Name'),
      },
    },
    type_of_application: {
      type: 'text',
      fillRate: 1,
      doc: 'Type of application in the words of the detail page.',
      from: { 'cola-detail': label('Type of Application') },
    },
    application_types: {
      type: 'enum',
      cardinality: 'list',
      values: ['label_approval', 'exemption', 'distinctive_bottle', 'resubmission'],
      fillRate: 1,
      doc: 'Types of application ticked on the form.',
      from: { certificate: choice('TYPE OF APPLICATION', APPLICATION_TYPES) },
    },
    for_sale_in: {
      type: 'text',
      fillRate: 0,
      doc: 'State an exemption is limited to, as the detail page shows it.',
      from: { 'cola-detail': label('For Sale In') },
    },
    exemption_state: {
      type: 'text',
      fillRate: 0,
      doc: 'State an exemption is limited to, as filled in on the form.',
      from: { certificate: blank('TYPE OF APPLICATION', APPLICATION_TYPES.exemption) },
    },
    total_bottle_capacity: {
      type: 'text',
      fillRate: 0,
      doc: 'Total capacity of a distinctive bottle before closure.',
      from: {
        'cola-detail': label('Total Bottle Capacity'),
        certificate: blank('TYPE OF APPLICATION', APPLICATION_TYPES.distinctive_bottle),
      },
    },
    resubmission_of: {
      type: 'text',
      fillRate: 0,
      doc: 'TTB ID of the rejected application this one follows.',
      from: { certificate: blank('TYPE OF APPLICATION', APPLICATION_TYPES.resubmission) },
    },
    applicant_name: {
      type: 'text',
      fillRate: 1,
      doc: 'Applicant: the first line of the block, as printed.',
      from: { certificate: reader('applicantName', APPLICANT) },
    },
    applicant_address_lines: {
      type: 'text',
      cardinality: 'list',
      fillRate: 1,
      doc: 'Address of the applicant, line by line.',
      from: { certificate: reader('applicantAddressLines', APPLICANT) },
    },
    dba_used_on_label: {
      type: 'text',
      fillRate: 0.4,
      doc: 'Trade name that the form marks "(Used on label)".',
      from: { certificate: reader('dbaUsedOnLabel', APPLICANT) },
    },
    mailing_address_lines: {
      type: 'text',
      cardinality: 'list',
      fillRate: 0,
      doc: 'Mailing address where it differs, line by line.',
      from: { certificate: label('MAILING ADDRESS…') },
    },
    contact_name: {
      type: 'text',
      personal: true,
      fillRate: 0.9,
      doc: 'Contact person.',
      from: { 'cola-detail': below('Contact Information') },
    },
    contact_phone: {
      type: 'phone',
      personal: true,
      fillRate: 0.9,
      doc: 'Phone number of the contact.',
      from: { 'cola-detail': label('Phone Number') },
    },
    contact_fax: {
      type: 'phone',
      personal: true,
      fillRate: 0,
      doc: 'Fax number of the contact.',
      from: { 'cola-detail': label('Fax Number') },
    },
    phone: {
      type: 'phone',
      personal: true,
      fillRate: 0.9,
      doc: 'Phone number on the form.',
      from: { certificate: label('PHONE…', 'TELEPHONE…') },
    },
    email: {
      type: 'email',
      personal: true,
      fillRate: 0,
      doc: 'E-mail address on the form; the registry seldom shows it.',
      from: { certificate: label('EMAIL…', 'E-MAIL…') },
    },
    fax: {
      type: 'phone',
      personal: true,
      fillRate: 0,
      doc: 'Fax number on the form, in editions that ask for it.',
      from: { certificate: label('FAX…') },
    },
    formula: {
      type: 'text',
      fillRate: 0.1,
      doc: 'Formula or statement of process number; may hold several.',
      from: { 'cola-detail': label('Formula', 'Formula/SOP No.…'), certificate: label('FORMULA…') },
    },
    lab_number: {
      type: 'text',
      fillRate: 0,
      doc: 'Laboratory or pre-import number, in older editions.',
      from: { 'cola-detail': label('Lab No.…'), certificate: label('LAB…', 'PREIMPORT…', 'PRE-IMPORT…') },
    },
    grape_varietals: {
      type: 'text',
      cardinality: 'list',
      splitAtCommas: true,
      fillRate: 0.3,
      doc: 'Grape varietals as typed, one by one (wine).',
      from: { 'cola-detail': label('Grape Varietal(s)…'), certificate: label('GRAPE VARIETAL…') },
    },
    wine_appellation: {
      type: 'text',
      fillRate: 0.3,
      doc: 'Appellation of origin on the label (wine).',
      from: { certificate: label('WINE APPELLATION…', 'APPELLATION…') },
    },
    wine_vintage: {
      type: 'text',
      fillRate: 0,
      doc: 'Vintage as typed (wine); on forms of before mid-2016.',
      from: { 'cola-detail': label('Wine Vintage…'), certificate: label('WINE VINTAGE…', 'VINTAGE…') },
    },
    net_contents: {
      type: 'text',
      cardinality: 'list',
      fillRate: 0.1,
      doc: 'Net contents as typed; on forms of before mid-2016.',
      from: { certificate: label('NET CONTENTS…') },
    },
    net_contents_ml: {
      type: 'decimal',
      cardinality: 'list',
      unit: 'millilitres',
      doc: 'Net contents that could be understood.',
      derivedFrom: ['net_contents'],
    },
    alcohol_content: {
      type: 'text',
      fillRate: 0.1,
      doc: 'Alcohol content as typed; on forms of before mid-2016.',
      from: { certificate: label('ALCOHOL CONTENT…') },
    },
    alcohol_percent: {
      type: 'decimal',
      unit: 'percent by volume',
      doc: 'Alcohol content that could be understood.',
      derivedFrom: ['alcohol_content'],
    },
    container_wording: {
      type: 'text',
      fillRate: 0.2,
      doc: 'Wording on the container and translations, as typed.',
      from: { certificate: label('SHOW ANY…') },
    },
    applicant_signature: {
      type: 'text',
      fillRate: 1,
      doc: "What stands in the place of the applicant's signature.",
      from: { certificate: label('SIGNATURE OF APPLICANT…') },
    },
    applicant_print_name: {
      type: 'text',
      personal: true,
      fillRate: 1,
      doc: 'Name of the person who signed.',
      from: { certificate: label('PRINT NAME OF APPLICANT…') },
    },
    authorized_signature_present: {
      type: 'boolean',
      fillRate: 1,
      doc: 'Whether the form shows the signature of a TTB officer.',
      from: { certificate: reader('signaturePresent', 'AUTHORIZED SIGNATURE…') },
    },
    qualifications: {
      type: 'text',
      cardinality: 'list',
      fillRate: 0.9,
      doc: 'Conditions and remarks of TTB, one by one.',
      from: { 'cola-detail': below('Qualifications'), certificate: label('QUALIFICATIONS') },
    },
    label_images: {
      type: 'record',
      cardinality: 'list',
      fillRate: 0.99,
      doc: 'Label images, each with its own type and size.',
      fields: {
        type: { type: 'text', doc: 'Type the applicant chose; not always the true one.' },
        width_inches: { type: 'decimal', unit: 'inches', doc: 'Actual width of the label.' },
        height_inches: { type: 'decimal', unit: 'inches', doc: 'Actual height of the label.' },
        width_pixels: {
          type: 'integer',
          unit: 'pixels',
          doc: 'Width as displayed; absent where the image was reduced to fit the page.',
        },
        height_pixels: {
          type: 'integer',
          unit: 'pixels',
          doc: 'Height as displayed; absent where the image was reduced to fit the page.',
        },
        filename: { type: 'verbatim', doc: 'File name given by the applicant, verbatim. Never a path.' },
        url: { type: 'verbatim', doc: 'Address of the image as the page links it.' },
      },
      from: { certificate: reader('labelImages') },
    },
  },
})

export type Cola = RecordOf<typeof COLA>
export type ColaDetailPage = PageRecordOf<typeof COLA, 'cola-detail'>
export type CertificatePage = PageRecordOf<typeof COLA, 'certificate'>
export type SearchRow = PageRecordOf<typeof COLA, 'search'>
