import { describe, expect, it } from 'vitest'
import { CertificateParser, COLADetailParser, create_parser } from '../src/generated/ttb_data_extraction.ts'
import { DETAIL, FORM, ID, RECORD, UNKNOWN_ID } from './old-pages.ts'

/** The fields of the old parsers. */
const OF_DETAIL = `data_type extraction_errors parsing_success ttb_id status vendor_code serial_number class_type_code
  origin_code brand_name fanciful_name type_of_application grape_varietals for_sale_in total_bottle_capacity wine_vintage
  formula approval_date plant_registry_number applicant_business_name address_line_1 address_line_2
  applicant_mailing_address company_name full_address contact_first_name contact_last_name contact_full_name
  applicant_phone contact_phone_raw contact_phone_area_code contact_phone_exchange contact_phone_number applicant_fax
  qualifications`.split(/\s+/)
const OF_FORM =
  `data_type extraction_errors parsing_success ttb_id serial_number brand_name fanciful_name grape_varietals
  wine_appellation plant_registry_number applicant_phone contact_phone applicant_email contact_email applicant_fax
  contact_fax application_date approval_date source_of_product product_type application_type_checkboxes ttb_codes
  label_images applicant_business_name address_line_1 address_line_2 applicant_mailing_address company_name signatures
  status class_type_code qualifications`.split(/\s+/)

describe('an old parser', () => {
  it('gives all fields of a detail page, read right', () => {
    const { detail } = RECORD
    const parsed = new COLADetailParser().parse(DETAIL)
    expect(OF_DETAIL.filter((name) => !Object.hasOwn(parsed, name))).toEqual([])
    const principal = detail.permits.find(({ role }) => role === 'principal')
    expect(parsed).toMatchObject({
      data_type: 'cola-detail',
      parsing_success: true,
      ttb_id: ID,
      status: detail.status,
      brand_name: detail.brand_name,
      plant_registry_number: principal?.permit_number,
      applicant_business_name: principal?.name,
      company_name: principal?.name,
      applicant_mailing_address: principal?.address_lines.join(', '),
      grape_varietals: detail.grape_varietals,
      qualifications: detail.qualifications,
      contact_full_name: detail.contact_name,
    })
  })
  it('gives the code of a class where one alone has that description, and says so where not', () => {
    const parse = (description: string) =>
      new COLADetailParser().parse(DETAIL.replace(RECORD.detail.class_type_description as string, description))
    expect(parse('TABLE RED WINE')['class_type_code']).toBe('80')
    const beer = parse('BEER')
    expect(beer['class_type_code']).toBeNull()
    expect(beer['extraction_errors']).toContain('class_type_code: ambiguous: 901 or 951')
  })
  it('gives all fields of a form, read right', () => {
    const { certificate } = RECORD
    const parsed = new CertificateParser().parse(FORM)
    expect(OF_FORM.filter((name) => !Object.hasOwn(parsed, name))).toEqual([])
    expect(parsed).toMatchObject({
      parsing_success: true,
      company_name: certificate.applicant_name,
      plant_registry_numbers: certificate.permit_numbers,
      source_of_product: {
        domestic: certificate.source_of_product === 'domestic',
        imported: certificate.source_of_product === 'imported',
      },
      ttb_codes: { ct_code: certificate.class_type_code, or_code: certificate.origin_code },
      class_type_code: certificate.class_type_code,
    })
    const product = parsed['product_type'] as Record<string, boolean>
    expect(Object.keys(product).filter((name) => product[name])).toEqual([certificate.product_type])
    expect((parsed['label_images'] as { type: string }[]).map(({ type }) => type)).toEqual(
      certificate.label_images.map(({ type }) => type),
    )
  })
  it('gives the same names without values, and why, for another page; the next page is read afresh', () => {
    const parser = create_parser('cola-detail')
    const missing = parser.parse(UNKNOWN_ID)
    expect(Object.keys(missing)).toEqual(Object.keys(parser.parse(DETAIL)))
    expect(missing).toMatchObject({ parsing_success: false, ttb_id: null, brand_name: null })
    expect((missing['extraction_errors'] as string[])[0]).toBe('not_found')
    expect(parser.parse(DETAIL)).toEqual(new COLADetailParser().parse(DETAIL))
    expect(new CertificateParser().parse(DETAIL)['parsing_success']).toBe(false)
  })
  it('of another kind of page there is none', () => {
    expect(() => create_parser('permit')).toThrowError(/no pages of kind "permit"/)
  })
})
