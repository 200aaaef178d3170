import type { IncomingHttpHeaders } from 'node:http'
import type { FaultRule } from '../faults/fault-rules.ts'
import { renderMaintenancePage, renderServerError, renderShell } from '../pages/defence-pages.ts'
import { seedOf } from '../random.ts'
import { type Sighting, sightingAt } from '../world/lifecycle.ts'
import type { Endpoint } from './endpoints.ts'
import { showAttachment, showCodeList, showDetail, showForm, showScan, showSignature } from './record-endpoints.ts'
import { page, type Reply } from './reply.ts'
import {
  exportSearch,
  runSearch,
  type SearchContext,
  showSearchForm,
  timedOut,
  turnPage,
  wayOf,
} from './search-endpoints.ts'
import type { Session, SessionOfRequest, Sessions } from './sessions.ts'

/** A request that the defence has let through. */
export interface AdmittedRequest {
  readonly number: number
  readonly atMs: number
  readonly endpoint: Endpoint
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  /** The fields of the query and of a posted form. */
  readonly form: URLSearchParams
  readonly fault: FaultRule | null
  readonly sessionOf: SessionOfRequest
}

export interface Answered {
  readonly reply: Reply
  readonly session: Session | null
  /** Whether the session is new to the client. */
  readonly opened: boolean
  /** The record that was served, or asked for. */
  readonly ttbId: string | null
}

/** The answer of the registry itself; faults that replace a page are part of it, those that damage one are not. */
export function answerRequest(context: SearchContext, sessions: Sessions, request: AdmittedRequest): Answered {
  const { endpoint, fault, sessionOf, url, atMs } = request
  const sessionless = (reply: Reply, ttbId: string | null = null): Answered => ({
    reply,
    session: sessionOf.session,
    opened: false,
    ttbId,
  })
  if (fault?.kind === 'maintenance') return sessionless({ ...page(renderMaintenancePage()), outcome: 'maintenance' })
  if (fault?.kind === 'server_error') {
    const status = fault.httpStatus ?? 503
    return sessionless(page(renderServerError(status), 'server_error', status))
  }
  switch (endpoint) {
    case 'code-list':
      return sessionless(showCodeList(url, context.codeLists))
    case 'signature':
      return sessionless(showSignature())
    case 'other':
      return sessionless(page(renderShell(), 'shell'))
    case 'scan': {
      const ttbId = url.searchParams.get('id')
      return sessionless(showScan(context.world, ttbId ? context.world.find(ttbId, atMs) : null), ttbId)
    }
    case 'attachment': {
      const { session } = sessionOf
      const ttbId = session?.lastForm?.lifecycle.ttbId ?? null
      return sessionless(showAttachment(context.world, session, url, request.headers), ttbId)
    }
    case 'detail':
    case 'form':
      return answerRecord(context, sessions, request)
    default:
      return answerSearch(context, sessions, request)
  }
}

function answerRecord(context: SearchContext, sessions: Sessions, request: AdmittedRequest): Answered {
  const { world } = context
  const { atMs, endpoint, fault, sessionOf, url } = request
  const ttbId = url.searchParams.get('ttbid')
  const session = sessionOf.session ?? sessions.open(atMs)
  const asked = ttbId ? world.find(ttbId, atMs) : null
  const wrong = fault?.kind === 'wrong_record' ? anotherRecord(context, request, ttbId) : null
  const sighting = wrong ?? asked
  const reply = endpoint === 'form' ? showForm(world, sighting, session) : showDetail(world, sighting)
  const outcome = wrong && reply.outcome === 'found' ? 'wrong_record' : reply.outcome
  return { reply: { ...reply, outcome }, session, opened: !sessionOf.session, ttbId }
}

/** A record of which the same page exists; null when there is none, as in an empty world. */
function anotherRecord(
  { world }: SearchContext,
  { number, atMs }: AdmittedRequest,
  ttbId: string | null,
): Sighting | null {
  const { lifecycles } = world
  const start = seedOf(world.scenario.seed, 'wrong record', number)
  for (let step = 0; step < lifecycles.length; step++) {
    const lifecycle = lifecycles[(start + step) % lifecycles.length] as (typeof lifecycles)[number]
    const sighting = lifecycle.receiptMethod === '001' && lifecycle.ttbId !== ttbId && sightingAt(lifecycle, atMs)
    if (sighting) return sighting
  }
  return null
}

function answerSearch(context: SearchContext, sessions: Sessions, request: AdmittedRequest): Answered {
  const { atMs, endpoint, fault, sessionOf, url, form } = request
  const session = sessionOf.session ?? sessions.open(atMs)
  const answered = (reply: Reply): Answered => ({ reply, session, opened: !sessionOf.session, ttbId: null })
  if (endpoint === 'search-form') return answered(showSearchForm(url))
  if (fault?.kind === 'refused_session') session.refused = true
  if (sessionOf.state === 'expired' || session.refused) return answered(timedOut(wayOf(url)))
  if (endpoint === 'search') return answered(runSearch(context, session, url, form, atMs))
  return answered(endpoint === 'export' ? exportSearch(context, session, url) : turnPage(context, session, url))
}
