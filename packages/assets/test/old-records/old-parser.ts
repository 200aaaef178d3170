import { decodeEntities } from '@ttb/transformations/text'
import { readTtbId } from '@ttb/utils'
import type { RecordPageKind } from '../../src/index.ts'

type OldRow = Record<string, unknown>

/** The record that the earlier system would have made from a page: with its names, its shapes, and its known faults. */
export function parseAsBefore(kind: RecordPageKind, html: string, ttbId: string): OldRow {
  const read = kind === 'cola-detail' ? readDetail(html) : readForm(html)
  const id = readTtbId(ttbId)
  return {
    ...read,
    data_type: kind,
    extraction_errors: [],
    parsing_success: true,
    ttb_id: ttbId,
    source_file: `1-ttb-raw-data/${id?.receivedDate}/${id?.receiptMethod}-${kind}/${ttbId}.html`,
    extraction_timestamp: '2025-09-18T12:00:00.000001',
    partition_date: id?.receivedDate,
    receipt_method: Number(id?.receiptMethod),
  }
}

function text(html: string | undefined): string | null {
  const plain = (html ?? '').replace(/<[^>]*>/g, ' ').replace(/&nbsp;?/g, ' ')
  return decodeEntities(plain).replace(/\s+/g, ' ').trim() || null
}

function readDetail(html: string): OldRow {
  const after = (label: string) =>
    text(new RegExp(`<strong>[^<]*${label}[^<]*</strong>([\\s\\S]*?)</td>`, 'i').exec(html)?.[1])
  const phones = html.match(/\(\d{3}\)\s*\d{3}-\d{4}/g)
  return {
    status: after('Status:'),
    vendor_code: after('Vendor Code:'),
    serial_number: after('Serial #:'),
    class_type_code: after('Class/Type Code:'),
    origin_code: after('Origin Code:'),
    brand_name: after('Brand Name:'),
    fanciful_name: after('Fanciful Name:'),
    type_of_application: after('Type of Application:'),
    grape_varietals: after('Grape Varietal'),
    for_sale_in: after('For Sale In:'),
    total_bottle_capacity: after('Total Bottle Capacity:'),
    wine_vintage: after('Wine Vintage:'),
    formula: after('Formula'),
    approval_date: after('Approval Date:'),
    plant_registry_number: null,
    applicant_phone: phones?.at(-1) ?? null,
    contact_phone_raw: phones?.at(-1) ?? null,
    qualifications: 'Contact Information: the whole table',
  }
}

function readForm(html: string): OldRow {
  // The first data cell after the first label with that number, whatever the label says.
  const item = (number: number) =>
    text(
      new RegExp(
        `class="(?:bold)?label"[^>]*>\\s*${number}\\.[\\s\\S]*?<div[^>]*class="data"[^>]*>([\\s\\S]*?)</div>`,
      ).exec(html)?.[1],
    )
  const coded = (label: string) =>
    text(new RegExp(`class="label"[^>]*>${label}</div>\\s*<div class="data">([\\s\\S]*?)</div>`).exec(html)?.[1])
  const images = html.match(/<img[^>]*publicViewAttachment[^>]*>/g) ?? []
  const size = /([\d.]+) inches W X ([\d.]+) inches H/.exec(html)
  return {
    serial_number: item(4),
    brand_name: item(6),
    fanciful_name: item(7),
    grape_varietals: item(10),
    wine_appellation: item(11),
    plant_registry_number: item(2),
    applicant_phone: item(12),
    contact_phone: item(12),
    applicant_email: item(13),
    application_date: item(16),
    approval_date: item(19),
    ttb_codes: { ct_code: coded('CT'), or_code: coded('OR') },
    label_images: images.map((tag) => readImage(tag, size)),
    company_name: '(Required)',
    applicant_business_name: '(Required)',
    applicant_mailing_address: 'the name, and a part of the address',
    signatures: { applicant_signature: item(17), authorized_signature_present: html.includes('publicViewSignature') },
    status: text(/(THE STATUS IS[\s\S]*?)</.exec(html)?.[1]),
    class_type_code: 'DISTILLED SPIRITS',
    qualifications: 'TTB has not reviewed this label',
  }
}

function readImage(tag: string, size: RegExpExecArray | null): OldRow {
  const attribute = (name: string) => decodeEntities(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  const [url, width, height] = [attribute('src'), attribute('width'), attribute('height')]
  return {
    original_url: url,
    alt_text: attribute('alt'),
    type: attribute('alt').replace('Label Image: ', '').trim(),
    ...(width && height && { display_dimensions: { width_pixels: Number(width), height_pixels: Number(height) } }),
    ...(size && { physical_dimensions: { width_inches: Number(size[1]), height_inches: Number(size[2]) } }),
    source_filename: /filename=([^&]+)/.exec(url)?.[1] ?? null,
  }
}
