import { TtbError } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import {
  type ConfigSources,
  describeConfig,
  describeSettings,
  loadConfig,
  SETTINGS,
  type Setting,
} from '../src/index.ts'

const HOOK = 'https://hooks.example/hush'
const FILES: Readonly<Record<string, string>> = {
  '/run/secrets/hook': `${HOOK}\n`,
  '/run/secrets/windows': `${HOOK}\r\n`,
  '/run/secrets/empty': '\n',
  '/run/secrets/wrong': 'hush, no address',
}
const readFile = (path: string): string => {
  const text = FILES[path]
  if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`)
  return text
}
const load = (environment: Record<string, string>, rest: ConfigSources = {}) =>
  loadConfig({ environment, readFile, ...rest })
const problemOf = (environment: Record<string, string>, rest: ConfigSources = {}): string => {
  try {
    load(environment, rest)
  } catch (error) {
    if (TtbError.isInstance(error)) return error.message
    throw error
  }
  return 'no problem'
}

describe('a secret given by file', () => {
  it.each(['/run/secrets/hook', '/run/secrets/windows'])('is the text of %s without the line end', (path) => {
    const { config, origins } = load({ TTB_ALERT_WEBHOOK_URL_FILE: path })
    expect([config.alertWebhookUrl, origins.alertWebhookUrl]).toEqual([HOOK, 'secret_file'])
  })
  it('is read for every secret setting, and described without its value', () => {
    const secrets = (Object.entries(SETTINGS) as [string, Setting][]).filter(([, { secret }]) => secret)
    expect(secrets.length).toBeGreaterThan(1)
    for (const [name, { env }] of secrets) {
      const paths: string[] = []
      const reading = (path: string) => {
        paths.push(path)
        return name === 'postgresUrl' ? 'postgres://u:hush@db/ttb' : HOOK
      }
      const loaded = loadConfig({ environment: { [`${env}_FILE`]: `/run/secrets/${name}` }, readFile: reading })
      expect(paths).toEqual([`/run/secrets/${name}`])
      const described = describeConfig(loaded).find((setting) => setting.name === name)
      expect(described).toMatchObject({ value: '(set)', origin: 'secret_file' })
      expect(JSON.stringify(described)).not.toContain('hush')
      expect(describeSettings()).toContain(`| \`${env}\` or \`${env}_FILE\` |`)
    }
  })
  it('gives way to an override and wins over a file of settings, as the environment does', () => {
    const environment = { TTB_ALERT_WEBHOOK_URL_FILE: '/run/secrets/hook' }
    const other = { alertWebhookUrl: 'https://other.example' }
    expect(load(environment, { overrides: other }).origins.alertWebhookUrl).toBe('override')
    expect(load(environment, { file: other }).origins.alertWebhookUrl).toBe('secret_file')
  })
  it.each([
    ['nothing', {}, 'no problem'],
    ['an empty path', { TTB_ALERT_WEBHOOK_URL_FILE: '' }, 'no problem'],
    [
      'a value as well',
      { TTB_ALERT_WEBHOOK_URL_FILE: '/run/secrets/hook', TTB_ALERT_WEBHOOK_URL: HOOK },
      'environment variable TTB_ALERT_WEBHOOK_URL_FILE: TTB_ALERT_WEBHOOK_URL is set as well; keep one of them',
    ],
    [
      'a file that is not there',
      { TTB_ALERT_WEBHOOK_URL_FILE: '/run/secrets/none' },
      'environment variable TTB_ALERT_WEBHOOK_URL_FILE: cannot read /run/secrets/none: ENOENT',
    ],
    [
      'an empty file',
      { TTB_ALERT_WEBHOOK_URL_FILE: '/run/secrets/empty' },
      '/run/secrets/empty is empty; expected the secret',
    ],
    [
      'what the setting does not take',
      { TTB_ALERT_WEBHOOK_URL_FILE: '/run/secrets/wrong' },
      'environment variable TTB_ALERT_WEBHOOK_URL_FILE: (not shown): expected https:// and a host',
    ],
    [
      'the file of what is no secret',
      { TTB_WORKERS_FILE: '/run/secrets/hook' },
      'environment variable TTB_WORKERS_FILE: only secrets are given by file; set TTB_WORKERS',
    ],
  ])('given %s', (_, environment, want) => {
    const message = problemOf(environment as Record<string, string>)
    expect(message).toContain(want)
    expect(message).not.toContain('hush')
  })
  it('is refused where no files are read', () => {
    const environment = { TTB_ALERT_WEBHOOK_URL_FILE: '/run/secrets/hook' }
    expect(() => loadConfig({ environment })).toThrowError(/no files are read here; set TTB_ALERT_WEBHOOK_URL/)
  })
})
