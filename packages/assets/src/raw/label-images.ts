import { createHash } from 'node:crypto'
import { type ImageAnswer, jsonLinesFormat, type Row, type Storage } from '@ttb/resources'
import { readTtbId, TtbError } from '@ttb/utils'
import { extractPage } from '@ttb/utils/pages'
import { type FetchEntry, LABEL_IMAGE_LOG, type RecordOf } from '@ttb/utils/records'
import type { FetchResources } from './fetch-resources.ts'
import { goneSince, readStoredPage } from './stored-page.ts'
import { type WaitOptions, whenOpen } from './when-open.ts'

export type LabelImageEntry = RecordOf<typeof LABEL_IMAGE_LOG>

const EXTENSIONS: Readonly<Record<NonNullable<ImageAnswer['mediaType']>, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/tiff': 'tif',
  'image/bmp': 'bmp',
  'image/webp': 'webp',
}

/** A picture of a label that a form shows. */
export interface ShownImage {
  /** Counts the pictures of a form, from 1. */
  readonly position: number
  /** As the applicant chose it. */
  readonly fileName: string
  readonly type: string | null
}

/** What is held of the pictures of a form. */
export interface LabelImages {
  /** What the log says of each that the form shows, in their order; none of one that was never asked for. */
  readonly images: readonly LabelImageEntry[]
  /** Those that were asked for now. */
  readonly requested: number
  /** Those that have no clear answer yet. */
  readonly due: number
}

/**
 * Fetches the pictures that the form of a TTB ID shows and that have no clear answer yet, all in one session: the registry
 * serves the pictures of whatever form that session looked at last. Each is stored once by the hash of its bytes; names that
 * applicants chose never become paths. Where none is due, nothing is asked. Throws `invalid_argument` for bytes that are no
 * form of the TTB ID, and what the client throws.
 *
 * @param form the form as it is held
 */
export async function fetchLabelImages(
  { storage, client, clock }: Pick<FetchResources, 'storage' | 'client' | 'clock'>,
  ttbId: string,
  form: Uint8Array,
  wait: WaitOptions = {},
): Promise<LabelImages> {
  const shown = shownImages(ttbId, form)
  if (shown.length === 0) return { images: [], requested: 0, due: 0 }
  const { receivedDate, receiptMethod } = receiptOf(ttbId)
  const logged = (await readImageLog(storage, receivedDate, receiptMethod)).filter(({ ttb_id }) => ttb_id === ttbId)
  const due = dueImages(shown, logged)
  const answers =
    due.length === 0
      ? []
      : await whenOpen(clock, wait, async () => {
          const names = due.map(({ fileName }) => fileName)
          return (await client.labelImages(ttbId, names, wait.signal ? { signal: wait.signal } : {})).images
        })
  const asked: LabelImageEntry[] = []
  for (const [at, image] of answers.entries()) asked.push(await entryOf(storage, ttbId, due[at] as ShownImage, image))
  const images = shown.flatMap((image) => findEntry(asked, image) ?? findEntry(logged, image) ?? [])
  if (asked.length > 0) await addToImageLog(storage, ttbId, images)
  return { images, requested: asked.length, due: dueImages(shown, images).length }
}

/** A form that shows pictures without a clear answer. */
export interface FormWithDueImages {
  readonly ttbId: string
  readonly form: Uint8Array
  readonly due: readonly ShownImage[]
}

/**
 * The forms of a raw partition, as they are held, that show pictures without a clear answer: never asked for, or asked for
 * in vain.
 *
 * @param entries the manifest of the partition
 * @param ttbIds the only ones to look at; default: all
 */
export async function* listFormsWithDueImages(
  storage: Storage,
  { receivedDate, receiptMethod }: { readonly receivedDate: string; readonly receiptMethod: string },
  entries: readonly FetchEntry[],
  ttbIds?: ReadonlySet<string>,
): AsyncGenerator<FormWithDueImages> {
  const forms = new Map(entries.flatMap((entry) => (entry.snapshot_key ? [[entry.ttb_id, entry] as const] : [])))
  const logged = new Map<string, LabelImageEntry[]>()
  for (const entry of await readImageLog(storage, receivedDate, receiptMethod))
    logged.set(entry.ttb_id, [...(logged.get(entry.ttb_id) ?? []), entry])
  for (const [ttbId, { snapshot_key, outcome, requested_at }] of forms) {
    if (outcome !== 'found' || ttbIds?.has(ttbId) === false) continue
    const known = logged.get(ttbId) ?? []
    // What the log says of a form it says of all pictures that the form showed then.
    const isSettled = known.every((entry) => isClear(entry) && entry.requested_at >= requested_at)
    if (known.length > 0 && isSettled) continue
    const form = await readStoredPage(storage.objects, snapshot_key as string)
    if (!form) throw goneSince(snapshot_key as string)
    const due = dueImages(shownImages(ttbId, form), known)
    if (due.length > 0) yield { ttbId, form, due }
  }
}

function shownImages(ttbId: string, form: Uint8Array): ShownImage[] {
  const page = extractPage(form, { kind: 'certificate', ttbId })
  if (page.outcome !== 'found' || page.kind !== 'certificate')
    throw new TtbError(`${ttbId}: the form that is held is ${page.outcome}; expected one that is found`, {
      code: 'invalid_argument',
    })
  return page.values.label_images
    .filter(({ filename }) => filename !== null)
    .map(({ filename, type }, at) => ({ position: at + 1, fileName: filename as string, type }))
}

function dueImages(shown: readonly ShownImage[], logged: readonly LabelImageEntry[]): ShownImage[] {
  return shown.filter((image) => {
    const entry = findEntry(logged, image)
    return entry === undefined || !isClear(entry)
  })
}

function findEntry(
  entries: readonly LabelImageEntry[],
  { position, fileName }: ShownImage,
): LabelImageEntry | undefined {
  return entries.find((entry) => entry.position === position && entry.file_name === fileName)
}

/** Whether the registry has said what there is; after any other answer the picture is asked for again. */
function isClear({ outcome }: LabelImageEntry): boolean {
  return outcome === 'found' || outcome === 'not_found'
}

async function entryOf(
  storage: Storage,
  ttbId: string,
  { position, fileName, type }: ShownImage,
  image: ImageAnswer,
): Promise<LabelImageEntry> {
  const stored = image.outcome === 'found' ? await storeImage(storage, image) : null
  return {
    ttb_id: ttbId,
    position,
    file_name: fileName,
    type,
    requested_at: image.requestedAt,
    outcome: image.outcome,
    media_type: image.mediaType,
    size_bytes: image.outcome === 'found' ? image.body.length : null,
    content_sha256: stored?.sha256 ?? null,
    object_key: stored?.key ?? null,
    error: image.error,
  }
}

/** What the log of a day and method of receipt says of pictures. */
export async function readImageLog(
  { objects, paths }: Storage,
  receivedDate: string,
  receiptMethod: string,
): Promise<readonly LabelImageEntry[]> {
  const bytes = await objects.readBytes(paths.labelImageLogKey(receivedDate, receiptMethod))
  return bytes ? ((await jsonLinesFormat.decode(LABEL_IMAGE_LOG, bytes)) as unknown as LabelImageEntry[]) : []
}

async function storeImage(
  { objects, paths }: Storage,
  { body, mediaType }: ImageAnswer,
): Promise<{ readonly sha256: string; readonly key: string }> {
  const sha256 = createHash('sha256').update(body).digest('hex')
  const type = mediaType ?? 'image/jpeg'
  const key = paths.labelImageKey(sha256, EXTENSIONS[type])
  if ((await objects.head(key)) === null) await objects.write(key, body, { contentType: type })
  return { sha256, key }
}

async function addToImageLog(storage: Storage, ttbId: string, entries: readonly LabelImageEntry[]): Promise<void> {
  const { receivedDate, receiptMethod } = receiptOf(ttbId)
  const held = await readImageLog(storage, receivedDate, receiptMethod)
  const rows = [...held.filter(({ ttb_id }) => ttb_id !== ttbId), ...entries].sort((one, other) =>
    one.ttb_id === other.ttb_id ? one.position - other.position : one.ttb_id < other.ttb_id ? -1 : 1,
  )
  const key = storage.paths.labelImageLogKey(receivedDate, receiptMethod)
  await storage.objects.write(key, jsonLinesFormat.encode(LABEL_IMAGE_LOG, rows as unknown as Row[]), {
    contentType: 'application/x-ndjson',
  })
}

function receiptOf(ttbId: string): { readonly receivedDate: string; readonly receiptMethod: string } {
  const id = readTtbId(ttbId)
  if (!id?.receiptMethod) throw new TtbError(`${ttbId}: has no form and no pictures`, { code: 'invalid_argument' })
  return { receivedDate: id.receivedDate, receiptMethod: id.receiptMethod }
}
