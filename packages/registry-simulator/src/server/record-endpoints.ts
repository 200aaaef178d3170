import type { IncomingHttpHeaders } from 'node:http'
import type { CodeListName } from '@ttb/utils/pages'
import { makeLabelImage, makeScan, makeSignature } from '../images/label-image.ts'
import { renderCertificate } from '../pages/certificate-page.ts'
import { renderCodeList } from '../pages/code-list-page.ts'
import { renderColaDetail } from '../pages/cola-detail-page.ts'
import { renderAttachmentError } from '../pages/defence-pages.ts'
import { renderUnknownId } from '../pages/message-pages.ts'
import type { ListedCode } from '../world/code-lists.ts'
import type { Sighting } from '../world/lifecycle.ts'
import type { World } from '../world/world.ts'
import { image, page, type Reply } from './reply.ts'
import type { Session } from './sessions.ts'

/** The detail page of what the registry shows at the time; the error page where it shows nothing. */
export function showDetail(world: World, sighting: Sighting | null): Reply {
  if (!sighting) return page(renderUnknownId(), 'not_found')
  const { detail, stored } = world.record(sighting)
  return page(renderColaDetail({ ...detail, ...stored }))
}

/** The form page, which the session remembers; the error page for records that have none. */
export function showForm(world: World, sighting: Sighting | null, session: Session): Reply {
  const record = sighting && world.record(sighting)
  if (!record?.certificate) return page(renderUnknownId(), 'not_found')
  session.lastForm = sighting
  return page(renderCertificate({ ...record.certificate, ...record.stored }))
}

/** The scan of a paper application; needs no session. */
export function showScan(world: World, sighting: Sighting | null): Reply {
  if (!sighting || !world.record(sighting).hasScan) return page(renderUnknownId(), 'not_found')
  return image(makeScan(sighting.lifecycle.ttbId))
}

export function showSignature(): Reply {
  return image(makeSignature())
}

/** The codes to list, where they are others than all of them. */
export type CodeLists = { readonly [L in CodeListName]?: readonly ListedCode[] }

export function showCodeList(url: URL, lists: CodeLists = {}): Reply {
  const list: CodeListName = url.pathname.includes('Origin') ? 'origin' : 'class-type'
  return page(renderCodeList(list, { rows: lists[list] }))
}

/**
 * A label image: of the form that the session looked at last, whichever record the file name belongs to. Without such a
 * form, or without a referer, an error page with HTTP status 200.
 */
export function showAttachment(world: World, session: Session | null, url: URL, headers: IncomingHttpHeaders): Reply {
  const refers = /\/viewColaDetails\.do\?.*action=publicFormDisplay/.test(headers.referer ?? '')
  const images = session?.lastForm ? (world.record(session.lastForm).certificate?.label_images ?? []) : []
  const named = images.find(({ filename }) => filename === filenameOf(url))
  const found = named ?? images[0]
  if (!refers || !session?.lastForm || !found) return page(renderAttachmentError(), 'session_expired')
  return image(makeLabelImage(session.lastForm.lifecycle.ttbId, found))
}

/** The name as it was sent, which may hold any character: between `filename=` and the last `&filetype=`. */
function filenameOf(url: URL): string {
  const sent = (/[?&]filename=(.*?)(?:&filetype=[^&]*)?$/.exec(url.search)?.[1] ?? '').replaceAll('+', ' ')
  try {
    return decodeURIComponent(sent)
  } catch {
    // Not UTF-8: the page is in windows-1252, and so a browser may send the name in it.
    return sent.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
  }
}
