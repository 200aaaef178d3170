import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadConfig, SETTINGS } from '../src/index.ts'
import { LEGACY_ENVIRONMENT } from '../src/legacy/legacy-names.ts'
import { unknownVariables } from '../src/unknown-names.ts'

describe('an environment variable that begins with TTB_', () => {
  it.each([
    ['TTB_REQUEST_INTERVALL_MS', 'did you mean TTB_REQUEST_INTERVAL_MS or TTB_REQUEST_TIMEOUT_MS?'],
    ['TTB_WORKER', 'did you mean TTB_WORKERS?'],
    ['TTB_POSTGRES_URL_FIL', 'did you mean TTB_POSTGRES_URL or TTB_POSTGRES_URL_FILE?'],
    ['TTB_COLOUR', /^there are TTB_ENVIRONMENT, TTB_DATA, .*, TTB_SQL_CACHE_BYTES$/],
  ])('is refused where it is no setting, with what was probably meant: %s', (name, want) => {
    const [message, ...others] = unknownVariables({ [name]: '1' })
    const [, said] =
      /^environment variable \w+: no such setting; (.*) \(TTB_\.\.\. is kept for settings\)$/.exec(message ?? '') ?? []
    expect([message?.includes(` ${name}: `), said, others]).toEqual([
      true,
      typeof want === 'string' ? want : expect.stringMatching(want),
      [],
    ])
  })
  it('is reported with the other problems, in one message', () => {
    const environment = { TTB_WORKER: '1', TTB_WORKERS: 'many', TTB_SSL_VERIFY: 'false', TTB_DATAS: 'x' }
    const load = () => loadConfig({ environment })
    expect(load).toThrowError(/has 4 problems/)
    for (const name of Object.keys(environment))
      expect(load).toThrowError(new RegExp(`^  environment variable ${name}: `, 'm'))
  })
  it('is named without its value, which may be a secret', () => {
    expect(() => loadConfig({ environment: { TTB_POSTGRES_UR: 'postgres://hush' } })).toThrowError(/^((?!hush).)*$/s)
  })
  it.each([
    ['empty, which counts as not set', { TTB_COLOUR: '' }],
    ['of another program', { TTBX: '1', MY_TTB_COLOUR: '1', ttb_colour: '1' }],
    ['the one that names the file of settings', { TTB_CONFIG: 'ttb.yaml' }],
    [
      'what Kubernetes sets for a service',
      {
        TTB_SERVICE_HOST: '10.0.0.1',
        TTB_SERVICE_PORT: '80',
        TTB_SERVICE_PORT_HTTP: '80',
        TTB_PORT: 'tcp://10.0.0.1:80',
        TTB_PORT_80_TCP: 'tcp://10.0.0.1:80',
        TTB_PORT_80_TCP_PROTO: 'tcp',
        TTB_HEALTH_SERVICE_HOST: '10.0.0.2',
        TTB_HEALTH_PORT: 'tcp://10.0.0.2:8080',
        TTB_HEALTH_PORT_8080_TCP_ADDR: '10.0.0.2',
      },
    ],
  ] as const)('passes when it is %s', (_, environment) => {
    expect(unknownVariables(environment)).toEqual([])
  })
  it('is not taken for one of a service because it ends alike', () => {
    expect(unknownVariables({ TTB_HEALTH_PORT: '8080' })).toHaveLength(1)
  })
  it('passes when it is a setting, one of the earlier system, or read by anything else of this repository', () => {
    const names = [
      ...Object.values(SETTINGS).map(({ env }) => env),
      ...Object.keys(LEGACY_ENVIRONMENT),
      ...readInSources(),
    ]
    expect(names).toContain('TTB_CAPTURES')
    expect(unknownVariables(Object.fromEntries(names.map((name) => [name, '1'])))).toEqual([])
  })
})

/** The variables that programs and tests of the repository read by name. */
function readInSources(): string[] {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const within = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return /^(?:node_modules|dist|\..*)$/.test(entry.name) ? [] : within(path)
      return /\.(?:ts|mjs)$/.test(entry.name) ? [path] : []
    })
  return ['packages', 'apps', 'scripts', 'test']
    .flatMap(within)
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\benv(?:\[['"]|\.)(TTB_[A-Z0-9_]+)\b/g)])
    .map(([, name]) => name as string)
}
