import { dirname } from 'node:path'
import type { Config } from '@ttb/config'
import { type Clock, systemClock } from '../clock.ts'
import { type CertificateWarning, createTlsTrust } from '../http/tls-trust.ts'
import { registryUserAgent } from '../http/user-agent.ts'
import { stateFileOf } from '../state/state-file.ts'
import { openStateStore, type StateStore } from '../state/state-store.ts'
import type { RegistryClientOptions } from './client-options.ts'
import { createRegistryClient, type RegistryClient } from './registry-client.ts'

export type RegistrySettings = Pick<
  Config,
  | 'registryUrl'
  | 'contact'
  | 'userAgent'
  | 'requestIntervalMs'
  | 'requestTimeoutMs'
  | 'maxAttempts'
  | 'blockedPauseMs'
  | 'maintenancePauseMs'
  | 'caFile'
  | 'stateFile'
  | 'data'
>

export interface OpenRegistryOptions
  extends Pick<RegistryClientOptions, 'live' | 'onAttempt' | 'onEvent' | 'random' | 'backoffMs'> {
  /** Default: the time of this machine. */
  readonly clock?: Clock
  /** Told, in words, of what will stop working if nobody acts: a certificate that will expire. */
  readonly onWarning?: (warning: string) => void
}

/** The registry of the settings, with the state that it shares with other processes. */
export interface OpenedRegistry {
  readonly client: RegistryClient
  readonly state: StateStore
  close(): Promise<void>
}

/**
 * Opens the state file of the settings and makes a client on it. Sends nothing yet. Throws as `createRegistryClient` and
 * `openStateStore` do.
 */
export function openRegistry(settings: RegistrySettings, options: OpenRegistryOptions = {}): OpenedRegistry {
  const { clock = systemClock, onWarning, ...rest } = options
  const { registryUrl, requestIntervalMs } = settings
  const stateFile = stateFileOf(settings)
  const trust = createTlsTrust({
    clock,
    caFile: settings.caFile,
    cacheFolder: stateFile === ':memory:' ? null : dirname(stateFile),
    onWarning: (warning) => onWarning?.(wordsOf(warning)),
  })
  const state = openStateStore(stateFile)
  try {
    const client = createRegistryClient({
      ...rest,
      baseUrl: registryUrl,
      userAgent: settings.userAgent ?? registryUserAgent(settings),
      minIntervalMs: requestIntervalMs,
      requestTimeoutMs: settings.requestTimeoutMs,
      maxAttempts: settings.maxAttempts,
      blockedPauseMs: settings.blockedPauseMs,
      maintenancePauseMs: settings.maintenancePauseMs,
      clock,
      state,
      trust,
    })
    return {
      client,
      state,
      async close() {
        await client.close()
        await state.close()
      },
    }
  } catch (error) {
    void state.close()
    throw error
  }
}

function wordsOf({ role, name, expiresAt, daysLeft }: CertificateWarning): string {
  const whose = role === 'server' ? 'the certificate of the registry' : 'the pinned certificate that signs it'
  return `${whose}, ${name}, ends on ${expiresAt.slice(0, 10)}, in ${daysLeft} days`
}
