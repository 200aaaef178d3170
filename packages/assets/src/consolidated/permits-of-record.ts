import type { CertificatePage, ColaDetailPage, Consolidated, SearchRow } from '@ttb/utils/records'
import { companyNameKey } from './names.ts'

export type RecordPermit = Consolidated['all_permits'][number]

interface Sources {
  readonly detail: Partial<ColaDetailPage> | null
  readonly certificate: Partial<CertificatePage> | null
  readonly search: Partial<SearchRow> | null
  /** The compared name of the holder of the record. */
  readonly holderNameKey: string | null
}

/** Every permit that any source of a record shows, each once: those of the detail page first, as only it says their roles. */
export function permitsOfRecord({ detail, certificate, search, holderNameKey }: Sources): RecordPermit[] {
  const permits = new Map<string, RecordPermit>()
  const add = (permit: RecordPermit): void => {
    const known = permits.get(permit.permit_number)
    if (!known) permits.set(permit.permit_number, permit)
    else if (permit.is_of_holder && !known.is_of_holder)
      permits.set(permit.permit_number, { ...known, is_of_holder: true })
  }
  for (const { permit_number, role, name } of detail?.permits ?? []) {
    const key = companyNameKey(name)
    if (permit_number)
      add({ permit_number, role, is_of_holder: key === null || key === holderNameKey || holderNameKey === null })
  }
  // The form lists permits of the applicant alone.
  for (const permit_number of certificate?.permit_numbers ?? [])
    add({ permit_number, role: 'listed', is_of_holder: true })
  if (search?.permit_number) add({ permit_number: search.permit_number, role: 'listed', is_of_holder: true })
  return [...permits.values()]
}

/** The permit that identifies the holder: that of the principal place of business, else the first that is shown; null for none. */
export function principalPermit(permits: readonly RecordPermit[]): string | null {
  const principal = permits.find(({ role, is_of_holder }) => role === 'principal' && is_of_holder)
  return (principal ?? permits.find(({ is_of_holder }) => is_of_holder) ?? permits[0])?.permit_number ?? null
}
