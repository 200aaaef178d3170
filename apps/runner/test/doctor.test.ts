import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, loadConfig } from '@ttb/config'
import { createWorld, SCENARIOS, startSimulator } from '@ttb/registry-simulator'
import { createMemoryStore, type ObjectStore, openStateStore, systemClock } from '@ttb/resources'
import { afterAll, describe, expect, it } from 'vitest'
import { createIdentity } from '../../../packages/resources/test/http/certificate-authority.ts'
import { postgresBinaries, startPostgres } from '../../../packages/resources/test/servers/postgres-server.ts'
import { findDatabase } from '../src/doctor/database.ts'
import { findMemory, findNode, findSpace } from '../src/doctor/machine.ts'
import { findQueue } from '../src/doctor/state.ts'
import { examineStore, findTime } from '../src/doctor/storage.ts'
import { findCertificates, findEndpoint } from '../src/doctor/trust.ts'
import { temporaryFolder, ttbWith } from './ttb.ts'

const folder = temporaryFolder()
const { signal } = new AbortController()
const LOCAL = { TTB_REGISTRY_URL: 'http://127.0.0.1:9' }
const configOf = (overrides: Partial<Config>): Config => loadConfig({ overrides }).config
const HOUR_MS = 3_600_000

describe('ttb doctor', () => {
  it('finds everything in order where it is, and leaves nothing but the state file', async () => {
    const data = join(folder, 'data')
    const { exit, stdout } = await ttbWith(LOCAL, 'doctor', '--data', data)
    expect([exit, stdout]).toEqual([0, expect.not.stringMatching(/^fail/m)])
    expect(stdout).toMatch(/^ok {4}storage: .* can be written, read, listed and removed from, and heeds conditions\n/m)
    expect(stdout).toMatch(/^ok {4}state file: .* has a write-ahead log\n/m)
    expect(stdout).toMatch(/^ok {4}queue: no run is open\n/m)
    expect(stdout).toMatch(/^ok {4}database: none is set/m)
    expect(stdout).not.toMatch(/registry:/)
    expect(existsSync(join(data, '4-ttb-analytics', '_doctor'))).toBe(false)
  })

  it('says what is wrong, and what to do', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, 'no certificate')
    const wrong = {
      TTB_DATA: file,
      TTB_STATE: join(file, 'state.db'),
      TTB_CA_FILE: file,
      TTB_POSTGRES_URL: 'postgres://ttb:hush@127.0.0.1:9/ttb',
    }
    const { exit, lines, stdout: json } = await ttbWith(wrong, 'doctor', '--json')
    expect(exit).toBe(1)
    const failed = lines.filter(({ verdict }) => verdict === 'failed')
    expect(failed.map(({ what }) => what)).toEqual([
      'storage',
      'state file',
      'queue',
      'contact',
      'certificates',
      'database',
    ])
    for (const { text, remedy } of failed) expect([text, remedy]).toEqual([expect.any(String), expect.any(String)])
    expect(lines.find(({ what }) => what === 'clock')).toMatchObject({
      verdict: 'warning',
      remedy: 'Mend the storage first.',
    })
    expect(json).not.toContain('hush')
    expect((await ttbWith(wrong, 'doctor')).stdout).toMatch(/\nfail {2}contact: .*\n {6}Set TTB_CONTACT /)
    expect(readFileSync(file, 'utf8')).toBe('no certificate')
  })

  it('names the bucket that cannot be reached', async () => {
    const bucket = {
      ...LOCAL,
      TTB_STATE: join(folder, 'bucket.db'),
      TTB_S3_ENDPOINT: 'http://127.0.0.1:9',
      TTB_S3_MAX_ATTEMPTS: '1',
    }
    const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' }
    const before = { ...process.env }
    Object.assign(process.env, keys)
    try {
      const { exit, lines } = await ttbWith(bucket, 'doctor', '--json', '--data', 's3://bucket/lake')
      expect(exit).toBe(1)
      expect(lines.filter(({ verdict }) => verdict === 'failed')).toMatchObject([
        { what: 'storage', text: expect.stringMatching(/s3:\/\/bucket\/lake.*ECONNREFUSED/) },
      ])
    } finally {
      for (const name of Object.keys(keys)) delete process.env[name]
      Object.assign(process.env, before)
    }
  })

  it('asks the registry with --live, and only then', async () => {
    const world = createWorld(SCENARIOS.demo)
    const simulator = await startSimulator({ world, time: { now: () => world.endMs, delay: () => Promise.resolve() } })
    const env = { TTB_REGISTRY_URL: simulator.url, TTB_REQUEST_INTERVAL_MS: '0' }
    try {
      const live = await ttbWith(env, 'doctor', '--live', '--data', join(folder, 'live'))
      expect([live.exit, live.stdout]).toEqual([0, expect.stringMatching(/\nok {4}registry: .* codes of origin\n$/)])
    } finally {
      await simulator.close()
    }
    const gone = await ttbWith({ ...env, TTB_MAX_ATTEMPTS: '1' }, 'doctor', '--live', '--data', join(folder, 'live'))
    expect([gone.exit, gone.stdout]).toEqual([1, expect.stringMatching(/\nfail {2}registry: .* answers transient: /)])
  })
})

describe('storage', () => {
  const probe = (change: (store: ObjectStore) => Partial<ObjectStore>) => {
    const store = createMemoryStore()
    return examineStore({ ...store, ...change(store) }, { folder: 'x', signal })
  }
  it.each<[string, (store: ObjectStore) => Partial<ObjectStore>, RegExp]>([
    [
      'heeds no conditions',
      (store) => ({ write: (key, body) => store.write(key, body) }),
      /heeds no conditions: what is there is written over/,
    ],
    ['reads something else', () => ({ readBytes: async () => new Uint8Array([1]) }), /what was written is not what is/],
    [
      'lists nothing',
      () => ({
        async *list() {
          yield* []
        },
      }),
      /what was written is not listed/,
    ],
    ['removes nothing', () => ({ remove: async () => undefined }), /was removed and is still there/],
    ['forbids removal', () => ({ remove: () => Promise.reject(new Error('AccessDenied 403')) }), /AccessDenied 403/],
  ])('that %s is no good', async (_, change, want) => {
    await expect(probe(change)).rejects.toThrowError(want)
  })
})

describe('the clock', () => {
  const config = configOf({ data: join(folder, 'clock') })
  const at = (offMs: number) => findTime(config, { ...systemClock, now: () => systemClock.now() + offMs }, signal)
  it('agrees with that of the storage, or is said to be off', async () => {
    expect(await at(0)).toMatch(/UTC, as at /)
    expect(await at(2 * 60_000)).toMatchObject({ warning: expect.stringMatching(/ is 2 min\w* ahead of /) })
    await expect(at(-HOUR_MS)).rejects.toThrowError(/ is 60 min behind /)
    await expect(at(-60 * 365 * 24 * HOUR_MS)).rejects.toThrowError(/it is said to be 19/)
  })
})

describe('the queue', () => {
  it('names runs that nobody works on, and gives back what a killed process had claimed', async () => {
    const stateFile = join(folder, 'queue.db')
    const nowMs = systemClock.now()
    const state = openStateStore(stateFile)
    const unit = {
      ordinal: 1,
      partition: '',
      steps: [{ asset: 'a', reason: 'never made', forced: false }],
      waitsFor: [],
    }
    const run = { runId: 'r1', job: null, cause: 'test', request: {}, priority: 0, units: [unit] }
    await state.ledger.submit({ runs: [run] }, nowMs - 2 * 24 * HOUR_MS)
    const config = configOf({ stateFile })
    expect(await findQueue(config, systemClock)).toMatchObject({
      warning: expect.stringMatching(/^1 open run, the oldest of 48 h 0 min ago$/),
    })
    const owner = await state.ledger.openOwner({ leaseMs: 1000, nowMs: nowMs - HOUR_MS, process: 'elsewhere.1.1' })
    expect(await state.ledger.claim({ owner, limit: 1, leaseMs: 1000, nowMs: nowMs - HOUR_MS })).toHaveLength(1)
    expect(await findQueue(config, systemClock)).toMatchObject({
      warning: expect.stringMatching(/^1 unit of processes that are gone given back; 1 open run/),
    })
    await state.close()
  })
})

describe('the machine', () => {
  it('has a Node that is new enough', () => {
    expect(findNode(process.versions.node)).toMatch(/^Node /)
    for (const version of ['20.18.9', '18.20.0'])
      expect(() => findNode(version)).toThrowError(/expected 20\.19 or later/)
    expect(findNode('22.0.0')).toBe('Node 22.0.0')
  })
  it('has enough disk', () => {
    const config = configOf({ data: join(folder, 'not-made-yet', 'data') })
    expect(findSpace(config, () => 5e10)).toMatch(/free at /)
    expect(findSpace(config, () => 1e9)).toMatchObject({ warning: expect.stringMatching(/expected at least 2/) })
    expect(() => findSpace(config, () => 1e8)).toThrowError(/expected at least/)
  })
  it.each([
    ['ample', { limitBytes: 8e9, freeBytes: 4e9 }, expect.stringMatching(/free of/)],
    ['a small container', { limitBytes: 5e8, freeBytes: 4e8 }, { warning: expect.stringMatching(/are ample/) }],
    ['nearly used up', { limitBytes: 8e9, freeBytes: 1e8 }, { warning: expect.stringMatching(/are ample/) }],
  ])('has memory: %s', (_, memory, want) => expect(findMemory(memory)).toEqual(want))
  it('has too little memory', () =>
    expect(() => findMemory({ limitBytes: 1e8, freeBytes: 1e8 })).toThrowError(/expected at least/))
})

describe('trust', () => {
  const pem = join(folder, 'ca.pem')
  it('is in certificates while they are valid', async () => {
    writeFileSync(pem, (await createIdentity({ subject: 'test', toDay: 365 })).pem)
    const after = (days: number) => ({ ...systemClock, now: () => systemClock.now() + days * 24 * HOUR_MS })
    expect(findCertificates({ caFile: pem }, systemClock)).toMatch(/valid until \d{4}-/)
    expect(findCertificates({ caFile: pem }, after(350))).toMatchObject({ warning: expect.any(String) })
    expect(() => findCertificates({ caFile: pem }, after(366))).toThrowError(/valid until/)
    expect(findCertificates({ caFile: null }, systemClock)).toBe('the roots of Node')
  })
  it.each([
    [{ data: 'data', s3Endpoint: null }, 'the data is on this machine'],
    [{ data: 's3://b', s3Endpoint: null }, 'TLS, to AWS'],
    [{ data: 's3://b', s3Endpoint: 'https://s3.example:9000' }, 'TLS, to s3.example:9000'],
    [{ data: 's3://b', s3Endpoint: 'http://127.0.0.1:9000' }, '127.0.0.1:9000 is this machine'],
    [{ data: 's3://b', s3Endpoint: 'http://s3:9000' }, { warning: expect.stringMatching(/^s3:9000 .* without TLS/) }],
  ])('is in the way to the storage: %o', (config, want) => {
    const finding = findEndpoint(config)
    if (typeof want === 'string') expect(finding).toBe(want)
    else expect(finding).toMatchObject(want)
  })
})

const binaries = postgresBinaries()
describe.skipIf(!binaries)('the database', async () => {
  if (!binaries) return
  const server = await startPostgres(binaries)
  afterAll(() => server.stop())
  it('is reached, by a user who may make a schema', async () => {
    expect(await findDatabase({ postgresUrl: server.connectionString })).toMatch(/^PostgreSQL \d+.*, user /)
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: server.connectionString })
    await client.connect()
    await client.query("CREATE ROLE reader LOGIN PASSWORD 'hush'")
    await client.end()
    const url = new URL(server.connectionString)
    url.username = 'reader'
    url.password = 'hush'
    expect(await findDatabase({ postgresUrl: url.href })).toMatchObject({
      warning: expect.stringMatching(/user reader, who may make no schema$/),
      remedy: expect.stringMatching(/GRANT CREATE ON DATABASE/),
    })
    url.pathname = '/no-such'
    await expect(findDatabase({ postgresUrl: url.href })).rejects.toThrowError(/no-such/)
  })
})
