import { createHash } from 'node:crypto'
import { type ImageAnswer, jsonLinesFormat, type Row, type Storage } from '@ttb/resources'
import { readTtbId, TtbError } from '@ttb/utils'
import { extractPage } from '@ttb/utils/pages'
import { LABEL_IMAGE_LOG, type RecordOf } from '@ttb/utils/records'
import type { FetchResources } from './fetch-resources.ts'
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

/**
 * Fetches the pictures that the form of a TTB ID shows, all in one session: the registry serves the pictures of whatever
 * form that session looked at last. Each is stored once by the hash of its bytes; names that applicants chose never become
 * paths. Returns what the log of the day now says of them.
 *
 * @param form the form as it is held
 */
export async function fetchLabelImages(
  { storage, client, clock }: Pick<FetchResources, 'storage' | 'client' | 'clock'>,
  ttbId: string,
  form: Uint8Array,
  wait: WaitOptions = {},
): Promise<readonly LabelImageEntry[]> {
  const page = extractPage(form, { kind: 'certificate', ttbId })
  if (page.outcome !== 'found' || page.kind !== 'certificate')
    throw new TtbError(`${ttbId}: the form that is held is ${page.outcome}; expected one that is found`, {
      code: 'invalid_argument',
    })
  const shown = page.values.label_images.filter(({ filename }) => filename !== null)
  if (shown.length === 0) return []
  const names = shown.map(({ filename }) => filename as string)
  const { images } = await whenOpen(clock, wait, () =>
    client.labelImages(ttbId, names, wait.signal ? { signal: wait.signal } : {}),
  )
  const entries: LabelImageEntry[] = []
  for (const [at, image] of images.entries()) {
    const stored = image.outcome === 'found' ? await storeImage(storage, image) : null
    entries.push({
      ttb_id: ttbId,
      position: at + 1,
      file_name: names[at] as string,
      type: shown[at]?.type ?? null,
      requested_at: image.requestedAt,
      outcome: image.outcome,
      media_type: image.mediaType,
      size_bytes: image.outcome === 'found' ? image.body.length : null,
      content_sha256: stored?.sha256 ?? null,
      object_key: stored?.key ?? null,
      error: image.error,
    })
  }
  await addToImageLog(storage, ttbId, entries)
  return entries
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
  const id = readTtbId(ttbId)
  if (!id?.receiptMethod) throw new TtbError(`${ttbId}: has no form and no pictures`, { code: 'invalid_argument' })
  const held = await readImageLog(storage, id.receivedDate, id.receiptMethod)
  const rows = [...held.filter(({ ttb_id }) => ttb_id !== ttbId), ...entries].sort((one, other) =>
    one.ttb_id === other.ttb_id ? one.position - other.position : one.ttb_id < other.ttb_id ? -1 : 1,
  )
  const key = storage.paths.labelImageLogKey(id.receivedDate, id.receiptMethod)
  await storage.objects.write(key, jsonLinesFormat.encode(LABEL_IMAGE_LOG, rows as unknown as Row[]), {
    contentType: 'application/x-ndjson',
  })
}
