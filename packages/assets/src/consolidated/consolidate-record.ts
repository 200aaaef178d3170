import type { Row } from '@ttb/resources'
import { type ConflictResolution, deriveBeverage, mergePages, parseVarietals, scoreRecord } from '@ttb/transformations'
import type { CertificatePage, ColaDetailPage, Consolidated, SearchRow } from '@ttb/utils/records'
import { COLA, type Cola, type Field, type PageKind } from '@ttb/utils/records'
import { holderOf } from './holder.ts'
import { nameKey } from './names.ts'
import { valueText } from './observations.ts'
import { permitsOfRecord, principalPermit } from './permits-of-record.ts'
import { qualificationPart } from './qualification-parts.ts'

/** One source of a record: what it says, and which snapshot or observation says so. */
export interface RecordSource {
  readonly row: Row
  /** When it was seen; null when that is not known. */
  readonly seenAt: string | null
  /** SHA-256 of the snapshot; null for a search row. */
  readonly sha256: string | null
}

export type RecordSources = { readonly [K in PageKind]: RecordSource | null }

export interface ConsolidatedRecord {
  readonly row: Row
  /** Rows of the conflict log. */
  readonly conflicts: readonly Row[]
}

/** One record of all its sources, of which at least one must be there, with every conflict between them. Pure. */
export function consolidateRecord(
  sources: RecordSources,
  { conflictResolution }: { readonly conflictResolution: ConflictResolution },
): ConsolidatedRecord {
  const [detail, certificate, search] = [sources['cola-detail'], sources.certificate, sources.search]
  const seen = Object.entries(sources).flatMap(([kind, source]) => (source?.seenAt ? [[kind, source.seenAt]] : []))
  const merged = mergePages(
    { 'cola-detail': detail?.row ?? null, certificate: certificate?.row ?? null, search: search?.row ?? null },
    { conflictResolution, fetchedAt: Object.fromEntries(seen) as Partial<Record<PageKind, string>> },
  )
  const values = merged.values as unknown as Cola
  const detailPage = (detail?.row ?? null) as Partial<ColaDetailPage> | null
  const certificatePage = (certificate?.row ?? null) as Partial<CertificatePage> | null
  const holder = holderOf(detailPage, certificatePage)
  const permits = permitsOfRecord({
    detail: detailPage,
    certificate: certificatePage,
    search: (search?.row ?? null) as Partial<SearchRow> | null,
    holderNameKey: holder.holder_name_key,
  })
  const { beverage, is_wine, is_beer, is_spirits } = deriveBeverage(values)
  const { score, tier, missing } = scoreRecord(merged.values)
  const row = {
    ...merged.values,
    has_search_row: search !== null,
    has_cola_detail: detail !== null,
    has_certificate: certificate !== null,
    search_observed_at: search?.seenAt ?? null,
    cola_detail_requested_at: detail?.seenAt ?? null,
    certificate_requested_at: certificate?.seenAt ?? null,
    cola_detail_sha256: detail?.sha256 ?? null,
    certificate_sha256: certificate?.sha256 ?? null,
    completeness_score: score,
    quality_tier: tier,
    missing_fields: missing.map(({ field }) => field),
    conflict_count: merged.conflicts.length,
    commodity: beverage?.commodity ?? null,
    is_wine,
    is_beer,
    is_spirits,
    ...holder,
    principal_permit_number: principalPermit(permits),
    all_permits: permits,
    brand_key: nameKey(values.brand_name),
    fanciful_key: nameKey(values.fanciful_name),
    varietals: varietalsOf(values.grape_varietals),
    qualification_parts: values.qualifications.map(qualificationPart),
  }
  const conflicts = merged.conflicts.map(({ field, sources: said, winner, rule }) => {
    const by = (kind: PageKind) => valueText(said.find(({ page }) => page === kind)?.value)
    return {
      ttb_id: values.ttb_id,
      field,
      received_date: values.received_date,
      detail_value: by('cola-detail'),
      certificate_value: by('certificate'),
      search_value: by('search'),
      winner,
      rule,
      is_personal: (COLA.fields as Readonly<Record<string, Field>>)[field]?.personal ?? false,
    }
  })
  return { row, conflicts }
}

function varietalsOf(lines: readonly string[]): Consolidated['varietals'] {
  return lines.flatMap((line) => {
    const known = parseVarietals(line).value
    // What is no list of known varieties is kept as one, under its own name.
    if (known === null) return [{ varietal: line.toUpperCase(), is_known: false, text: line, percent: null }]
    return known.map(({ name, text, percent }) => ({
      varietal: name ?? text.toUpperCase(),
      is_known: name !== null,
      text,
      percent,
    }))
  })
}
