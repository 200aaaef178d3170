import { classTypesDescribed, originsDescribed } from '@ttb/transformations/codes'
import { cleanPhone } from '@ttb/transformations/phones'
import { type Issue, type Reading, TtbError } from '@ttb/utils'
import { type ExtractedPage, extractPage, type FoundPage } from '@ttb/utils/pages'

/** What a page says under the old names: text, lists where there can be several, null where it says nothing. */
export type OldRecord = Record<string, unknown>

type FoundDetail = Extract<FoundPage, { kind: 'cola-detail' }>
type FoundForm = Extract<FoundPage, { kind: 'certificate' }>

/** What the parsers of pages have in common: nothing but the name. */
export class TTBDataExtractor {}

/** Reads detail pages. */
export class COLADetailParser extends TTBDataExtractor {
  parse(html_content: string | Uint8Array): OldRecord {
    return readPage(html_content, 'cola-detail')
  }
}

/** Reads forms (TTB F 5100.31), of every edition. */
export class CertificateParser extends TTBDataExtractor {
  parse(html_content: string | Uint8Array): OldRecord {
    return readPage(html_content, 'certificate')
  }
}

/** The parser of a kind of page. Throws `invalid_argument` for another than `cola-detail` and `certificate`. */
export function create_parser(data_type: string): COLADetailParser | CertificateParser {
  if (data_type === 'cola-detail') return new COLADetailParser()
  if (data_type === 'certificate') return new CertificateParser()
  throw new TtbError(`no pages of kind ${JSON.stringify(data_type)}; expected cola-detail or certificate`, {
    code: 'invalid_argument',
  })
}

/** What a page of this kind says. Throws as `create_parser`. */
export function parse_ttb_html(html_content: string | Uint8Array, data_type: string): OldRecord {
  return create_parser(data_type).parse(html_content)
}

function readPage(html_content: string | Uint8Array, data_type: 'cola-detail' | 'certificate'): OldRecord {
  const page = extractPage(html_content, { kind: data_type })
  const doubts: string[] = []
  const fields = fieldsOf(page, data_type, doubts)
  return {
    data_type,
    parsing_success: page.outcome === 'found',
    extraction_errors: [...(page.outcome === 'found' ? [] : [page.outcome]), ...page.issues.map(inWords), ...doubts],
    ttb_id: page.ttb_id,
    ...fields,
  }
}

function inWords({ code, field, text }: Issue): string {
  return [field, code, text].filter((part) => part !== undefined && part !== '').join(': ')
}

/** Of a page that is not of the kind, every field is null, so that a record has the same names always. */
function fieldsOf(page: ExtractedPage, kind: 'cola-detail' | 'certificate', doubts: string[]): OldRecord {
  if (kind === 'cola-detail')
    return page.kind === kind && page.outcome === 'found'
      ? detailFields(page, doubts)
      : emptied(detailFields(EMPTY_DETAIL, []))
  return page.kind === kind && page.outcome === 'found' ? formFields(page) : emptied(formFields(EMPTY_FORM))
}

function detailFields({ values: page }: FoundDetail, doubts: string[]): OldRecord {
  const principal = page.permits.find(({ role }) => role === 'principal') ?? page.permits[0]
  const names = page.contact_name?.split(' ') ?? []
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})/.exec(cleanPhone(page.contact_phone).value ?? '') ?? []
  return {
    status: page.status,
    vendor_code: page.vendor_code,
    serial_number: page.serial_number,
    class_type_code: onlyCode('class_type_code', classTypesDescribed(page.class_type_description), doubts),
    class_type_description: page.class_type_description,
    origin_code: onlyCode('origin_code', originsDescribed(page.origin_description), doubts),
    origin_description: page.origin_description,
    brand_name: page.brand_name,
    fanciful_name: page.fanciful_name,
    type_of_application: page.type_of_application,
    grape_varietals: page.grape_varietals,
    for_sale_in: page.for_sale_in,
    total_bottle_capacity: page.total_bottle_capacity,
    wine_vintage: page.wine_vintage,
    formula: page.formula,
    lab_number: page.lab_number,
    approval_date: page.approval_date,
    plant_registry_number: principal?.permit_number ?? null,
    permits: page.permits,
    ...holderFields(principal?.name ?? null, principal?.address_lines ?? []),
    contact_first_name: names[0] ?? null,
    contact_last_name: names.length > 1 ? (names.at(-1) ?? null) : null,
    contact_full_name: page.contact_name,
    applicant_phone: page.contact_phone,
    contact_phone_raw: page.contact_phone,
    contact_phone_area_code: area ?? null,
    contact_phone_exchange: exchange ?? null,
    contact_phone_number: line ?? null,
    applicant_fax: page.contact_fax,
    qualifications: page.qualifications,
  }
}

function formFields({ values: page }: FoundForm): OldRecord {
  const ticked = new Set<string>(page.application_types)
  return {
    status: page.status,
    serial_number: page.serial_number,
    brand_name: page.brand_name,
    fanciful_name: page.fanciful_name,
    grape_varietals: page.grape_varietals,
    wine_appellation: page.wine_appellation,
    wine_vintage: page.wine_vintage,
    net_contents: page.net_contents,
    alcohol_content: page.alcohol_content,
    formula: page.formula,
    plant_registry_number: page.permit_numbers[0] ?? null,
    plant_registry_numbers: page.permit_numbers,
    applicant_phone: page.phone,
    contact_phone: page.phone,
    applicant_email: page.email,
    contact_email: page.email,
    applicant_fax: page.fax,
    contact_fax: page.fax,
    application_date: page.application_date,
    approval_date: page.approval_date,
    expiration_date: page.expiration_date,
    source_of_product: boxes(['domestic', 'imported'], page.source_of_product),
    product_type: boxes(['wine', 'distilled_spirits', 'malt_beverage'], page.product_type),
    application_type_checkboxes: {
      certificate_of_label_approval: ticked.has('label_approval'),
      certificate_of_exemption: ticked.has('exemption'),
      distinctive_liquor_bottle_approval: ticked.has('distinctive_bottle'),
      resubmission_after_rejection: ticked.has('resubmission'),
    },
    ttb_codes: { ct_code: page.class_type_code, or_code: page.origin_code },
    class_type_code: page.class_type_code,
    class_type_description: page.class_type_description,
    origin_code: page.origin_code,
    label_images: page.label_images.map((image) => ({
      original_url: image.url,
      alt_text: image.type,
      type: image.type,
      display_dimensions: { width_pixels: image.width_pixels, height_pixels: image.height_pixels },
      physical_dimensions: { width_inches: image.width_inches, height_inches: image.height_inches },
      source_filename: image.filename,
    })),
    ...holderFields(page.applicant_name, page.applicant_address_lines),
    signatures: {
      applicant_signature: page.applicant_signature,
      authorized_signature_present: page.authorized_signature_present,
    },
    qualifications: page.qualifications,
  }
}

function holderFields(name: string | null, lines: readonly string[]): OldRecord {
  const address = lines.length > 0 ? lines.join(', ') : null
  return {
    applicant_business_name: name,
    company_name: name,
    address_line_1: lines[0] ?? null,
    address_line_2: lines.length > 1 ? lines.slice(1).join(', ') : null,
    applicant_mailing_address: address,
    full_address: address,
  }
}

function boxes(names: readonly string[], ticked: string | null): Record<string, boolean> {
  return Object.fromEntries(names.map((name) => [name, name === ticked]))
}

/** The page shows a description; the code is known only where one code alone has it. */
function onlyCode(
  field: string,
  { value, issues }: Reading<readonly { code: string }[]>,
  doubts: string[],
): string | null {
  if (value && value.length > 1)
    doubts.push(inWords({ code: 'ambiguous', field, text: value.map(({ code }) => code).join(' or ') }))
  for (const issue of issues) doubts.push(inWords({ ...issue, field }))
  return value?.length === 1 ? (value[0] as { code: string }).code : null
}

function emptied(fields: OldRecord): OldRecord {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, null]))
}

const nothing = new Proxy({}, { get: (_, name) => (LISTS.has(String(name)) ? [] : null) })
const LISTS = new Set([
  'permits',
  'grape_varietals',
  'qualifications',
  'application_types',
  'permit_numbers',
  'net_contents',
  'label_images',
  'applicant_address_lines',
])
const EMPTY_DETAIL = { values: nothing } as FoundDetail
const EMPTY_FORM = { values: nothing } as FoundForm
