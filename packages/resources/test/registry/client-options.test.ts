import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createTlsTrust } from '../../src/http/tls-trust.ts'
import { registryUserAgent } from '../../src/http/user-agent.ts'
import { checkClientOptions, type RegistryClientOptions, registryKey } from '../../src/registry/client-options.ts'
import { openStateStore } from '../../src/state/state-store.ts'

const options: RegistryClientOptions = {
  baseUrl: 'https://ttbonline.gov',
  clock: systemClock,
  state: openStateStore(':memory:'),
  trust: createTlsTrust({ clock: systemClock, cacheFolder: null }),
  userAgent: registryUserAgent({ contact: 'me@example.org' }),
  minIntervalMs: 1000,
  requestTimeoutMs: 60_000,
  maxAttempts: 4,
  live: true,
}

describe('options of a registry client', () => {
  it.each<[string, Partial<RegistryClientOptions>]>([
    ['the registry, asked on purpose', {}],
    ['the same at the fastest pace there is', { minIntervalMs: 500 }],
    ['a registry on this machine, by number', { baseUrl: 'http://127.0.0.1:8080', live: false, minIntervalMs: 0 }],
    ['a registry on this machine, by name', { baseUrl: 'http://localhost:8080/', live: false, userAgent: 'x' }],
    ['a registry on this machine, by the newer number', { baseUrl: 'http://[::1]:8080', live: false }],
  ])('may be %s', (_, changes) => {
    expect(() => checkClientOptions({ ...options, ...changes })).not.toThrow()
  })

  it.each<[Partial<RegistryClientOptions>, string]>([
    [{ live: false }, 'ttbonline.gov is not on this machine; expected live: true for requests to it'],
    [{ minIntervalMs: 499 }, 'minIntervalMs is 499; expected at least 500 for ttbonline.gov'],
    [{ minIntervalMs: Number.NaN }, 'minIntervalMs is NaN; expected a number of at least 0'],
    [{ minIntervalMs: -1 }, 'minIntervalMs is -1; expected a number of at least 0'],
    [{ requestTimeoutMs: 0 }, 'requestTimeoutMs is 0; expected a number of at least 1'],
    [{ maxAttempts: 0 }, 'maxAttempts is 0; expected a number of at least 1'],
    [
      { userAgent: registryUserAgent({ contact: null }) },
      expect.stringMatching(
        /^no contact for ttbonline\.gov: expected the setting contact \(TTB_CONTACT\) to be .*, or "\(\+address\)" in userAgent "ttb-cola-data\/.+"$/,
      ),
    ],
    [{ userAgent: 'x\r\ny' }, 'userAgent is "x\\r\\ny"; expected printable ASCII'],
    [{ baseUrl: 'http://ttbonline.gov' }, 'http://ttbonline.gov is not encrypted; expected https:// for ttbonline.gov'],
    [{ baseUrl: 'ttbonline.gov' }, 'not an address: baseUrl "ttbonline.gov"'],
    [{ baseUrl: 'ftp://127.0.0.1' }, 'not a registry: baseUrl "ftp://127.0.0.1"; expected https:// and a host'],
    [
      { baseUrl: 'https://ttbonline.gov/colasonline' },
      'not a registry: baseUrl "https://ttbonline.gov/colasonline"; expected https:// and a host',
    ],
    [
      { baseUrl: 'https://127.0.0.1.example.org', live: false },
      '127.0.0.1.example.org is not on this machine; expected live: true for requests to it',
    ],
  ])('may not be %j', (changes, message) => {
    expect(() => checkClientOptions({ ...options, ...changes })).toThrow(
      expect.objectContaining({ code: 'invalid_argument', message }),
    )
  })

  it('share pace and pauses by the host, with or without "www."', () => {
    const urls = ['https://ttbonline.gov', 'https://www.ttbonline.gov/', 'http://127.0.0.1:80/', 'http://127.0.0.1:81']
    expect(urls.map(registryKey)).toEqual([
      'registry:ttbonline.gov',
      'registry:ttbonline.gov',
      'registry:127.0.0.1',
      'registry:127.0.0.1:81',
    ])
  })
})

describe('user agent', () => {
  it('names the program, its version and whom to write to', () => {
    expect(registryUserAgent({ contact: ' me@example.org ' })).toMatch(
      /^ttb-cola-data\/\d+\.\d+\.\d+ \(\+me@example\.org\)$/,
    )
    expect(registryUserAgent({ contact: 'https://example.org/about' })).toContain('(+https://example.org/about)')
    expect(registryUserAgent({ contact: null })).toMatch(/^ttb-cola-data\/[\d.]+$/)
  })

  it.each(['', 'nobody', 'me @example.org', 'a)b@example.org', 'me@example.org\r\nx: y'])(
    'takes %j for no contact',
    (contact) => {
      expect(() => registryUserAgent({ contact })).toThrow(/^not a contact: .+; expected an e-mail address or /)
    },
  )
})
