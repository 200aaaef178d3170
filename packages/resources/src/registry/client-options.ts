import { TtbError } from '@ttb/utils'
import type { Clock } from '../clock.ts'
import type { TlsTrust } from '../http/tls-trust.ts'
import { namesContact } from '../http/user-agent.ts'
import type { StateStore } from '../state/state-store.ts'
import type { Attempt } from './attempt.ts'
import type { RegistryEvent } from './registry-event.ts'

export interface RegistryClientOptions {
  /** `https://ttbonline.gov`, or `http://127.0.0.1:PORT` for a registry on this machine; without a path. */
  readonly baseUrl: string
  readonly clock: Clock
  /** Where all clients of all processes share their pace and the breaker. */
  readonly state: StateStore
  readonly trust: TlsTrust
  /** As `registryUserAgent` makes it. */
  readonly userAgent: string
  /** Between two requests of anybody who shares the state; at least 500 unless the registry is on this machine. */
  readonly minIntervalMs: number
  /** For one request, to the last byte; of the machine's time, whatever the clock. */
  readonly requestTimeoutMs: number
  /** Of one request, the first included, while the answer is a passing fault. */
  readonly maxAttempts: number
  /** Must be true for a registry that is not on this machine, so that no test or example asks the real one by accident. */
  readonly live?: boolean
  /** The first pause when blocked; each further one is twice as long, up to 6 hours or this. Default 15 minutes. */
  readonly blockedPauseMs?: number
  /** The same for maintenance, up to an hour or this. Default 5 minutes. */
  readonly maintenancePauseMs?: number
  /** The longest wait before the second attempt; for each further one it doubles, up to a minute or this. Default 2 seconds. */
  readonly backoffMs?: number
  /** The longest wait that the server may ask for. Default 1 hour. */
  readonly retryAfterCapMs?: number
  /** Default 32 MiB. */
  readonly maxBodyBytes?: number
  /** From 0 to 1. Default `Math.random`. */
  readonly random?: () => number
  /** Told of every request when it has ended, before anything else is done; what it throws, the call throws. */
  readonly onAttempt?: (attempt: Attempt) => void | Promise<void>
  readonly onEvent?: (event: RegistryEvent) => void
}

/** No registry but one on this machine is asked more often. */
export const LEAST_PUBLIC_INTERVAL_MS = 500

/** Throws `invalid_argument`, naming the option, unless a client may be made of them. Gives the origin of the registry. */
export function checkClientOptions(options: RegistryClientOptions): URL {
  const { baseUrl, live = false, userAgent, minIntervalMs } = options
  const refuse = (text: string): never => {
    throw new TtbError(text, { code: 'invalid_argument' })
  }
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : refuse(`not an address: baseUrl ${JSON.stringify(baseUrl)}`)
  if (!/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    refuse(`not a registry: baseUrl ${JSON.stringify(baseUrl)}; expected https:// and a host`)
  const limits = { minIntervalMs: 0, requestTimeoutMs: 1, maxAttempts: 1 } as const
  for (const [name, least] of Object.entries(limits) as [keyof typeof limits, number][])
    if (!Number.isFinite(options[name]) || options[name] < least)
      refuse(`${name} is ${options[name]}; expected a number of at least ${least}`)
  if (!/^[\x20-\x7e]+$/.test(userAgent)) refuse(`userAgent is ${JSON.stringify(userAgent)}; expected printable ASCII`)
  if (isLoopback(url.hostname)) return url

  if (!live) refuse(`${url.host} is not on this machine; expected live: true for requests to it`)
  if (url.protocol !== 'https:') refuse(`${baseUrl} is not encrypted; expected https:// for ${url.host}`)
  if (minIntervalMs < LEAST_PUBLIC_INTERVAL_MS)
    refuse(`minIntervalMs is ${minIntervalMs}; expected at least ${LEAST_PUBLIC_INTERVAL_MS} for ${url.host}`)
  if (!namesContact(userAgent))
    refuse(
      `no contact for ${url.host}: expected the setting contact (TTB_CONTACT) to be an e-mail address or the address of a web page, or "(+address)" in userAgent ${JSON.stringify(userAgent)}`,
    )
  return url
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** The key of a registry's slots and breaker in the state store: its host, which is the same site with and without "www.". */
export function registryKey(baseUrl: string): string {
  return `registry:${new URL(baseUrl).host.replace(/^www\./, '')}`
}
