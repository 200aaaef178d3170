import { type HttpAnswer, readAnswer } from '@ttb/utils/pages'
import {
  createSimulatedTime,
  createWorld,
  type Participant,
  SCENARIOS,
  type Scenario,
  type SimulatedTime,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  type World,
} from '../../src/index.ts'

export interface Answer extends HttpAnswer {
  readonly body: Uint8Array
  readonly text: string
  readonly cookies: readonly string[]
}

/** A client as simple as can be: one request at a time, cookies kept while wanted. */
export interface Visitor {
  readonly simulator: Simulator
  readonly world: World
  readonly time: SimulatedTime
  readonly clock: Participant
  /** Cookies as a header; set it to '' for a new session. */
  cookie: string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** A basic search by completed date, and more fields of the form. */
  search(from: string, to: string, more?: Record<string, string>): Promise<Answer>
  /** The values of a page of results; fails for any other answer. */
  results(answer: Answer): { total_matching: number; reachable: number; row_from: number | null; ids: string[] }
  close(): Promise<void>
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** Starts a registry at the end of the period of a scenario, or as many days into it as said, and visits it. */
export async function startVisit({
  scenario = SCENARIOS.demo,
  day,
  ...options
}: Partial<SimulatorOptions> & { readonly scenario?: Scenario; readonly day?: number } = {}): Promise<Visitor> {
  const world = createWorld(scenario)
  const time = createSimulatedTime({ startMs: day === undefined ? world.endMs : world.startMs + day * 86_400_000 })
  const simulator = await startSimulator({ world, time, ...options })
  const clock = time.join()

  const ask = async (path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Answer> => {
    const headers = { ...init.headers, ...(visitor.cookie && { Cookie: visitor.cookie }) }
    const answer = await fetch(`${simulator.url}/colasonline/${path}`, { ...init, headers })
    const cookies = answer.headers.getSetCookie()
    if (cookies.length > 0) visitor.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ')
    const body = new Uint8Array(await answer.arrayBuffer())
    const text = Buffer.from(body).toString('latin1')
    return { status: answer.status, contentType: answer.headers.get('content-type'), body, text, cookies }
  }
  const visitor: Visitor = {
    simulator,
    world,
    time,
    clock,
    cookie: '',
    get: (path, headers = {}) => ask(path, { headers }),
    search(from, to, more = {}) {
      const fields = Object.entries({ dateCompletedFrom: from, dateCompletedTo: to, ...more })
      const body = new URLSearchParams()
      for (const [name, value] of fields) body.append(`searchCriteria.${name}`, value)
      return ask('publicSearchColasBasicProcess.do?action=search', { method: 'POST', headers: FORM, body: `${body}` })
    },
    results(answer) {
      const page = readAnswer(answer, { as: 'search' })
      if (page.outcome !== 'found' || page.kind !== 'search')
        throw new Error(`no results: ${JSON.stringify(page.issues)}`)
      const { total_matching, reachable, row_from, rows } = page.values
      return { total_matching, reachable, row_from, ids: rows.map(({ ttb_id }) => ttb_id) }
    },
    async close() {
      clock.leave()
      await simulator.close()
    },
  }
  return visitor
}

export const detailPath = (ttbId: string) => `viewColaDetails.do?action=publicDisplaySearchBasic&ttbid=${ttbId}`
export const formPath = (ttbId: string) => `viewColaDetails.do?action=publicFormDisplay&ttbid=${ttbId}`
export const attachmentPath = (filename: string) =>
  `publicViewAttachment.do?filename=${encodeURIComponent(filename)}&filetype=l`
export const NEXT_PAGE = 'publicPageBasicCola.do?action=page&pgfcn=nextset'
export const EXPORT = 'publicSaveSearchResultsToFile.do?path=/publicSearchColasBasicProcess'
