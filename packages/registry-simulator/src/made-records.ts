import {
  addDays,
  type CertificatePage,
  type ColaDetailPage,
  formatTtbId,
  type ReceiptMethod,
  type SearchRow,
} from '@ttb/utils'
import { knownHolder, madeUpHolder } from './holders.ts'
import { FORM_EDITIONS, type FormEdition } from './pages/certificate-page.ts'
import type { Random } from './random.ts'
import {
  FANCIFUL,
  FIRST_WORDS,
  IMAGE_TYPES,
  MORE_FANCIFUL,
  OTHER_QUALIFICATIONS,
  PEOPLE,
  REVIEW,
  SECOND_WORDS,
  SERIAL_CHARACTERS,
  VARIETALS,
} from './vocabulary.ts'
import type { ClassType, Origin, ProductType } from './world/code-lists.ts'
import type { Company } from './world/companies.ts'

/** One made-up record as its three kinds of page tell it; where two speak of the same field they agree. */
export interface MadeRecord {
  readonly detail: ColaDetailPage
  readonly certificate: CertificatePage
  readonly searchRow: SearchRow
}

const CLASSES: readonly (readonly [code: string, description: string, product: ProductType])[] = [
  ['80', 'TABLE RED WINE', 'wine'],
  ['80A', 'ROSE WINE', 'wine'],
  ['81', 'TABLE WHITE WINE', 'wine'],
  ['84', 'SPARKLING WINE/CHAMPAGNE', 'wine'],
  ['88', 'DESSERT /PORT/SHERRY/(COOKING) WINE', 'wine'],
  ['101', 'STRAIGHT BOURBON WHISKY', 'distilled_spirits'],
  ['140', 'WHISKY', 'distilled_spirits'],
  ['210', 'GIN', 'distilled_spirits'],
  ['301', 'VODKA 80-89 PROOF', 'distilled_spirits'],
  ['649', 'OTHER SPECIALTIES & PROPRIETARIES', 'distilled_spirits'],
  ['901', 'BEER', 'malt_beverage'],
  ['902', 'ALE', 'malt_beverage'],
  ['906', 'MALT BEVERAGES SPECIALITIES - FLAVORED', 'malt_beverage'],
]
const DOMESTIC = [
  ['01', 'CALIFORNIA', 'CA'],
  ['02', 'NEW YORK', 'NY'],
  ['07', 'WASHINGTON', 'WA'],
  ['09', 'OHIO', 'OH'],
  ['39', 'PENNSYLVANIA', 'PA'],
] as const
const FOREIGN = [
  ['50', 'ITALY', 'NJ'],
  ['51', 'FRANCE', 'FL'],
  ['81', 'MEXICO', 'TX'],
] as const
/** What a world has decided about a record before it is made up. */
export interface GivenFacts {
  readonly ttbId: string
  readonly company: Company
  readonly classType: ClassType
  readonly origin: Origin
  readonly status: string
  readonly approvalDate: string
  readonly expirationDate: string | null
  readonly completedDate: string
}

export interface RecordRequest {
  /** `YYYY-MM-DD`. */
  readonly receivedDate: string
  readonly receiptMethod?: ReceiptMethod
  readonly sequence: number
  /** Default: the edition in use on the day. */
  readonly edition?: FormEdition
  /** Default: all made up. */
  readonly given?: GivenFacts
}

/** Makes up records: complete, plausible, and of nobody. The same random source gives the same records. */
export function createRecordMaker(random: Random): (request: RecordRequest) => MadeRecord {
  return ({ receivedDate, receiptMethod = '001', sequence, edition = editionOf(receivedDate), given }) => {
    const [classCode, classDescription, product] = given
      ? [given.classType.code, given.classType.description, given.classType.product]
      : random.pick(CLASSES)
    const imported = given ? given.company.imported : random.chance(0.3)
    const [originCode, originDescription, state] = given
      ? [given.origin.code, given.origin.description, given.company.state]
      : imported
        ? random.pick(FOREIGN)
        : random.pick(DOMESTIC)
    const older = edition !== '06-2016'
    const { company, street, town, zip, permitNumbers } = given
      ? knownHolder(random, given.company)
      : madeUpHolder(random, product, state, imported)
    const status =
      given?.status ?? (random.chance(0.8) ? 'APPROVED' : random.pick(['SURRENDERED', 'EXPIRED', 'REVOKED']))
    const approvalDate = given?.approvalDate ?? addDays(receivedDate, random.between(1, 60))
    const expirationDate = given
      ? given.expirationDate
      : status === 'EXPIRED'
        ? addDays(approvalDate, random.between(100, 400))
        : null
    const exemption = random.chance(0.03)
    const bottle = random.chance(0.02)
    const resubmission = random.chance(0.05)
    const qualifications = random.chance(0.8)
      ? [...(random.chance(0.3) ? [random.pick(OTHER_QUALIFICATIONS)] : []), REVIEW]
      : []
    const person = given?.company.contact ?? random.pick(PEOPLE)
    const phone =
      given?.company.phone ?? `(${random.between(201, 989)}) 555-01${String(random.between(0, 99)).padStart(2, '0')}`

    const shared = {
      ttb_id: given?.ttbId ?? formatTtbId({ receivedDate, receiptMethod, sequence }),
      status,
      approval_date: approvalDate,
      serial_number:
        receivedDate.slice(2, 4) + Array.from({ length: 4 }, () => random.pick(SERIAL_CHARACTERS)).join(''),
      class_type_description: classDescription,
      brand_name: given
        ? random.pick(given.company.brands)
        : `${random.pick(FIRST_WORDS)} ${random.pick(SECOND_WORDS)}`,
      fanciful_name: random.chance(0.5) ? random.pick(given ? MORE_FANCIFUL : FANCIFUL) : null,
      total_bottle_capacity: bottle ? '750 ml' : null,
      formula: random.chance(0.2) ? String(random.between(1000000, 1999999)) : null,
      lab_number: edition === '6/2006' && random.chance(0.5) ? `BL-${random.between(1000, 9999)} 03/01/2007` : null,
      grape_varietals: product === 'wine' && edition !== '6/2006' ? varietals(random) : [],
      wine_vintage:
        product === 'wine' && older ? String(Number(receivedDate.slice(0, 4)) - random.between(1, 3)) : null,
      qualifications,
    }
    const detail: ColaDetailPage = {
      ...shared,
      vendor_code: given?.company.vendorCode ?? String(random.between(10000, 59999)),
      permits: permitNumbers.map((permit_number, at) => ({
        role: at === 0 ? ('principal' as const) : ('other' as const),
        permit_number,
        name: company,
        address_lines: [street, `${town}, ${state} ${zip}`],
      })),
      origin_description: originDescription,
      type_of_application: exemption ? 'EXEMPTION FROM LABEL APPROVAL' : 'LABEL APPROVAL',
      for_sale_in: exemption ? state : null,
      contact_name: person,
      contact_phone: phone,
      contact_fax: null,
    }
    const certificate: CertificatePage = {
      ...shared,
      form_edition: edition,
      application_date: receivedDate,
      expiration_date: expirationDate,
      representative_id: random.chance(0.05) ? String(random.between(1000, 1999)) : null,
      permit_numbers: permitNumbers,
      source_of_product: imported ? 'imported' : 'domestic',
      product_type: product,
      class_type_code: classCode,
      origin_code: originCode,
      application_types: [
        exemption ? ('exemption' as const) : ('label_approval' as const),
        ...(bottle ? (['distinctive_bottle'] as const) : []),
        ...(resubmission ? (['resubmission'] as const) : []),
      ],
      exemption_state: exemption ? state : null,
      resubmission_of: resubmission
        ? formatTtbId({ receivedDate: addDays(receivedDate, -20), receiptMethod, sequence: random.between(1, 900) })
        : null,
      applicant_name: company,
      applicant_address_lines: [street, `${town} ${state} ${zip}`],
      dba_used_on_label: random.chance(0.4) ? `${random.pick(FIRST_WORDS)} ${random.pick(SECOND_WORDS)}` : null,
      mailing_address_lines: random.chance(0.1) ? [`PO BOX ${random.between(1, 999)}`, `${town} ${state} ${zip}`] : [],
      phone,
      email: null,
      fax: older && random.chance(0.2) ? phone : null,
      wine_appellation: product === 'wine' ? random.pick(['CALIFORNIA', 'CAVA', 'MENDOZA', 'FINGER LAKES']) : null,
      net_contents: older
        ? random.pick([['750 MILLILITERS'], ['12 FL. OZ.'], ['1 pint 9.4 fl. oz.'], ['375 ML', '1.5 L']])
        : [],
      alcohol_content: older ? random.pick(['13.5% vol.', '11.5', '40%', '80 PROOF', '4.9']) : null,
      container_wording: random.chance(0.15) ? '"EMBOTELLADO POR" TRANSLATES TO "BOTTLED BY"' : null,
      applicant_signature: receiptMethod === '001' ? '(Application was e-filed)' : null,
      applicant_print_name: person,
      authorized_signature_present: true,
      label_images: labelImages(random, shared.brand_name),
    }
    const searchRow: SearchRow = {
      ttb_id: shared.ttb_id,
      permit_number: permitNumbers[0] as string,
      serial_number: shared.serial_number,
      completed_date:
        given?.completedDate ??
        (status === 'APPROVED' ? approvalDate : (expirationDate ?? addDays(approvalDate, random.between(30, 900)))),
      fanciful_name: shared.fanciful_name,
      brand_name: shared.brand_name,
      origin_code: originCode,
      origin_description: originDescription,
      class_type_code: classCode,
      class_type_description: classDescription,
    }
    return { detail, certificate, searchRow }
  }
}

function editionOf(date: string): FormEdition {
  const first = { '6/2006': '2006-06-01', '5/2011': '2011-05-01', '07/2012': '2012-07-01', '06-2016': '2016-07-01' }
  return FORM_EDITIONS.findLast((edition) => date >= first[edition]) ?? '6/2006'
}

function varietals(random: Random): string[] {
  const first = random.between(0, VARIETALS.length - 1)
  return Array.from({ length: random.between(0, 3) }, (_, at) => VARIETALS[(first + at) % VARIETALS.length] as string)
}

function labelImages(random: Random, brand: string): CertificatePage['label_images'] {
  const types = [
    'Brand (front) or keg collar',
    ...Array.from({ length: random.between(0, 2) }, () => random.pick(IMAGE_TYPES)),
  ]
  return types.map((type, at) => {
    const [width, height] = [random.between(100, 800) / 100, random.between(100, 800) / 100]
    const filename = `${brand} ${at + 1}${random.pick(['', ' (final)', '  v2'])}.${random.pick(['jpg', 'png'])}`
    const wide = width > 6.5
    const tall = height > 6.5
    return {
      type,
      width_inches: width,
      height_inches: height,
      width_pixels: tall && !wide ? null : Math.min(650, Math.round(width * 96)),
      height_pixels: wide ? null : Math.min(650, Math.round(height * 96)),
      filename,
      url: `/colasonline/publicViewAttachment.do?filename=${filename}&filetype=l`,
    }
  })
}
