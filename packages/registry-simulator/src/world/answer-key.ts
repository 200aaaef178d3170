import { createHash } from 'node:crypto'
import type { CertificatePage, ColaDetailPage, SearchRow } from '@ttb/utils'
import { dateOfDay } from '../calendar.ts'
import { makeLabelImage } from '../images/label-image.ts'
import { type Lifecycle, type Sighting, type Status, type StatusEvent, sightingAt } from './lifecycle.ts'
import type { World } from './world.ts'
import type { Conflict } from './world-records.ts'

/** Everything that the registry shows of one record at some time, and has shown before. */
export interface ExpectedRecord {
  readonly ttb_id: string
  readonly status: Status
  readonly completed_date: string
  readonly received_date: string
  readonly approval_date: string
  readonly expiration_date: string | null
  readonly class_type_code: string
  readonly origin_code: string
  /** The company behind the name, however it is spelled; its number in the world. */
  readonly company_id: number
  readonly detail: ColaDetailPage
  /** Null where the registry has no form page. */
  readonly certificate: CertificatePage | null
  readonly search_row: SearchRow
  readonly has_scan: boolean
  /** Fields in which form and detail page disagree. */
  readonly conflicts: readonly Conflict[]
  /** What could be observed, in order of time, up to the time of the key. */
  readonly status_history: readonly ExpectedStatus[]
}

export interface ExpectedStatus {
  readonly status: Status
  readonly completed_date: string
  /** ISO, UTC. */
  readonly visible_from: string
}

/** A label image as the registry serves it. */
export interface ExpectedImage {
  readonly filename: string
  readonly media_type: string
  readonly size_bytes: number
  readonly sha256: string
}

/** What an ideal client would hold at a time. Records are made when they are asked for. */
export interface AnswerKey {
  readonly atMs: number
  /** Every visible TTB ID, in order. */
  readonly ids: readonly string[]
  /** Null for what is not visible. */
  get(ttbId: string): ExpectedRecord | null
  records(): Iterable<ExpectedRecord>
  /** The label images of a record; empty for what has no form. */
  images(ttbId: string): ExpectedImage[]
  /** How many records a search for each day would find, by day. */
  readonly completions: ReadonlyMap<string, number>
  /** The records that a search for one day would find, in order. */
  completedOn(date: string): readonly string[]
}

/** The answer key of a world at a time. */
export function createAnswerKey(world: World, atMs: number): AnswerKey {
  const ids: string[] = []
  const byDate = new Map<string, string[]>()
  for (const lifecycle of world.lifecycles) {
    const sighting = sightingAt(lifecycle, atMs)
    if (!sighting) continue
    ids.push(lifecycle.ttbId)
    const date = dateOfDay(sighting.event.day)
    const list = byDate.get(date)
    if (list) list.push(lifecycle.ttbId)
    else byDate.set(date, [lifecycle.ttbId])
  }
  const get = (ttbId: string): ExpectedRecord | null => {
    const sighting = world.find(ttbId, atMs)
    return sighting ? expectedRecord(world, sighting, atMs) : null
  }
  return {
    atMs,
    ids,
    get,
    *records() {
      for (const ttbId of ids) yield get(ttbId) as ExpectedRecord
    },
    images: (ttbId) => (get(ttbId)?.certificate?.label_images ?? []).map((image) => expectedImage(ttbId, image)),
    completions: new Map([...byDate].sort().map(([date, list]) => [date, list.length])),
    completedOn: (date) => byDate.get(date) ?? [],
  }
}

function expectedRecord(world: World, sighting: Sighting, atMs: number): ExpectedRecord {
  const { lifecycle, event } = sighting
  const { detail, certificate, searchRow, hasScan, conflicts } = world.record(sighting)
  return {
    ttb_id: lifecycle.ttbId,
    status: event.status,
    completed_date: dateOfDay(event.day),
    received_date: dateOfDay(lifecycle.receivedDay),
    approval_date: dateOfDay((lifecycle.events[0] as StatusEvent).day),
    expiration_date: lifecycle.expirationDay === null ? null : dateOfDay(lifecycle.expirationDay),
    class_type_code: lifecycle.classType.code,
    origin_code: lifecycle.origin.code,
    company_id: lifecycle.companyId,
    detail,
    certificate,
    search_row: searchRow,
    has_scan: hasScan,
    conflicts,
    status_history: historyUntil(lifecycle, atMs),
  }
}

/** A status that was over before it could be seen is no part of it. */
function historyUntil({ events }: Lifecycle, atMs: number): ExpectedStatus[] {
  return events
    .filter(({ fromMs }, at) => fromMs <= atMs && !events.slice(at + 1).some((later) => later.fromMs <= fromMs))
    .map(({ status, day, fromMs }) => ({
      status,
      completed_date: dateOfDay(day),
      visible_from: new Date(fromMs).toISOString(),
    }))
}

function expectedImage(ttbId: string, image: CertificatePage['label_images'][number]): ExpectedImage {
  const { mediaType, bytes } = makeLabelImage(ttbId, image)
  return {
    filename: image.filename ?? '',
    media_type: mediaType,
    size_bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}
