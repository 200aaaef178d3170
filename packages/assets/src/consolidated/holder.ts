import { normalizeAddress, parseAddress } from '@ttb/transformations'
import type { CertificatePage, ColaDetailPage, Consolidated } from '@ttb/utils/records'
import { companyNameKey, nameKey } from './names.ts'

type HolderFields = Pick<
  Consolidated,
  | 'holder_name'
  | 'holder_address_lines'
  | 'holder_street'
  | 'holder_city'
  | 'holder_state'
  | 'holder_zip'
  | 'holder_country'
  | 'holder_name_key'
  | 'holder_address_key'
>

/** Who holds a certificate: the applicant of its form or, without a form, the holder of its principal permit. */
export function holderOf(
  detail: Partial<ColaDetailPage> | null,
  certificate: Partial<CertificatePage> | null,
): HolderFields {
  const permits = detail?.permits ?? []
  const principal = permits.find(({ role }) => role === 'principal') ?? permits[0]
  const [name, lines] = certificate?.applicant_name
    ? [certificate.applicant_name, certificate.applicant_address_lines ?? []]
    : [principal?.name ?? null, principal?.address_lines ?? []]
  const address = parseAddress(lines).value
  return {
    holder_name: name,
    holder_address_lines: lines,
    holder_street: address?.street ?? null,
    holder_city: address?.city?.toUpperCase() ?? null,
    holder_state: address?.state ?? null,
    holder_zip: address?.zip ?? null,
    holder_country: address?.country ?? null,
    holder_name_key: companyNameKey(name),
    holder_address_key: addressKey(lines),
  }
}

/**
 * An address for comparing: its street with the words shortened as the USPS does, and the ZIP code, or city and state where
 * there is none. An address that cannot be taken apart compares by all its words. Null for none.
 */
export function addressKey(lines: readonly string[]): string | null {
  const address = parseAddress(lines).value
  if (!address?.street) return nameKey(lines.join(' '))
  const street = nameKey(normalizeAddress(address.street).value ?? address.street)
  const place = address.zip ?? nameKey([address.city, address.state, address.country].filter(Boolean).join(' '))
  return [street, place].filter(Boolean).join('|')
}
