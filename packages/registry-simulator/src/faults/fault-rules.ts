import type { Endpoint } from '../server/endpoints.ts'

/** When a fault strikes. Everything that is given must hold; nothing given: always. */
export interface Trigger {
  /** Share of the requests, 0 to 1; which ones follows from the simulator's seed and the number of the request. */
  readonly rate?: number
  /** Numbers of requests, from 1. */
  readonly requests?: readonly number[]
  /** From this simulated time on. */
  readonly fromMs?: number
  /** Up to, not including, this simulated time. */
  readonly toMs?: number
  /** A window of every week, in UTC: 0 is Sunday; hours from 0 up to 24. */
  readonly weekly?: { readonly weekday: number; readonly fromHour: number; readonly toHour: number }
  /** More than so many requests within so many milliseconds, this one included. */
  readonly aboveRate?: { readonly requests: number; readonly perMs: number }
  readonly endpoints?: readonly Endpoint[]
}

interface Settings {
  /** The page of the bot defence, now and for a while. */
  readonly block: RefusalSettings
  /** As a block, with the page that asks for a person. */
  readonly captcha: RefusalSettings
  readonly server_error: { readonly httpStatus?: 500 | 502 | 503 }
  /** The connection ends without an answer. */
  readonly reset: object
  /** Simulated time passes, then the server holds the connection until the client gives up; it never answers. */
  readonly slow: { readonly advanceMs?: number }
  /** The body ends early, with or without HTTP telling. */
  readonly truncated: object
  /** The first search of a session is told that the session has timed out; so is the rest of that session. */
  readonly refused_session: object
  /** Scripts of the bot defence stand in the head of an ordinary page. */
  readonly injected_scripts: object
  readonly maintenance: object
  /** A text of a page reads otherwise. */
  readonly renamed_label: { readonly from: string; readonly to: string }
  /** The page of another record. */
  readonly wrong_record: object
}

interface RefusalSettings {
  /** How long everything is refused; default: 10 minutes. */
  readonly forMs?: number
  /** Whether a request meanwhile starts the time anew; default: true. */
  readonly prolongs?: boolean
}

export type FaultKind = keyof Settings
export type FaultRule = { [K in FaultKind]: { readonly kind: K; readonly when: Trigger } & Settings[K] }[FaultKind]
export type FaultOf<K extends FaultKind> = Extract<FaultRule, { readonly kind: K }>

const PAGES: readonly Endpoint[] = ['detail', 'form', 'search-form', 'search', 'next-page', 'code-list']

/** The endpoints a kind can strike; a kind that is absent strikes all. */
export const STRIKES: { readonly [K in FaultKind]?: readonly Endpoint[] } = {
  truncated: [...PAGES, 'export', 'attachment', 'scan'],
  refused_session: ['search'],
  injected_scripts: PAGES,
  renamed_label: PAGES,
  wrong_record: ['detail', 'form'],
}

/** Faults of every kind, at rates that a month can live with. Leave some out by `filter`. */
export function everyFault({ startMs }: { readonly startMs: number }): FaultRule[] {
  const dayMs = 86_400_000
  return [
    { kind: 'maintenance', when: { weekly: { weekday: 0, fromHour: 10, toHour: 14 } } },
    { kind: 'block', when: { aboveRate: { requests: 10, perMs: 1000 } } },
    { kind: 'reset', when: { aboveRate: { requests: 5, perMs: 1000 } } },
    { kind: 'block', when: { rate: 0.0005 } },
    { kind: 'captcha', when: { rate: 0.0003 } },
    { kind: 'refused_session', when: { rate: 0.05 } },
    { kind: 'server_error', when: { rate: 0.01 } },
    { kind: 'reset', when: { rate: 0.005 } },
    { kind: 'slow', when: { rate: 0.002 } },
    { kind: 'truncated', when: { rate: 0.005 } },
    { kind: 'wrong_record', when: { rate: 0.003 } },
    { kind: 'injected_scripts', when: { rate: 0.2 } },
    {
      kind: 'renamed_label',
      when: { fromMs: startMs + 20 * dayMs, endpoints: ['detail'] },
      from: 'Fanciful Name: ',
      to: 'Fanciful Designation: ',
    },
  ]
}
