import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SETTINGS } from '@ttb/config'
import { describe, expect, it } from 'vitest'
import { temporaryFolder, ttb, ttbWith } from './ttb.ts'

const folder = temporaryFolder()
const file = join(folder, 'settings.json')
writeFileSync(file, JSON.stringify({ workers: 3, outputFormat: 'csv' }))

describe('ttb config', () => {
  it('prints every setting with its value and where that came from', async () => {
    const { exit, lines } = await ttbWith({ TTB_WORKERS: '5' }, 'config', '--json', '--config', file, '--data', 'here')
    expect(exit).toBe(0)
    expect(lines.map(({ name }) => name)).toEqual(Object.keys(SETTINGS))
    const of = (name: string) => lines.find((line) => line['name'] === name)
    expect(of('data')).toMatchObject({ value: 'here', origin: 'override' })
    expect(of('workers')).toMatchObject({ value: 5, origin: 'environment', env: 'TTB_WORKERS' })
    expect(of('outputFormat')).toMatchObject({ value: 'csv', origin: 'file' })
    expect(of('compression')).toMatchObject({ origin: 'default' })
  })

  it('is a table for people', async () => {
    const { stdout } = await ttbWith({ TTB_ENVIRONMENT: 'test' }, 'config')
    expect(stdout).toMatch(/^ +setting +│ value +│ from +│ environment variable\n/)
    expect(stdout).toMatch(/\n +workers +│ 1 +│ profile +│ TTB_WORKERS\n/)
    expect(stdout).toMatch(/\n +s3Endpoint +│ not set +│ default +│ TTB_S3_ENDPOINT\n/)
  })

  it('shows no secret: neither settings that are, nor credentials in an address or in the environment', async () => {
    const secrets = Object.values(SETTINGS as Record<string, { env: string; secret?: true }>).filter(
      ({ secret }) => secret,
    )
    const env = {
      ...Object.fromEntries(
        secrets.map(({ env: name }) => [
          name,
          name === 'TTB_POSTGRES_URL' ? 'postgres://ttb:hush-hush@db/ttb' : 'https://hush-hush.example/hook',
        ]),
      ),
      TTB_S3_ENDPOINT: 'https://someone:hush-hush@storage.example:9000/x',
      AWS_SECRET_ACCESS_KEY: 'hush-hush',
    }
    for (const args of [['config'], ['config', '--json']]) {
      const { exit, stdout, stderr } = await ttbWith(env, ...args)
      expect([exit, stdout + stderr]).toEqual([0, expect.not.stringContaining('hush')])
      expect(stdout).toContain('https://(not shown)@storage.example:9000/x')
    }
  })

  it('reads the file of settings as YAML too', async () => {
    const yaml = join(folder, 'settings.yaml')
    writeFileSync(yaml, '# of a deployment\nworkers: 3\ndataTypes: [certificate]\n')
    const { exit, lines } = await ttbWith({ TTB_CONFIG: yaml }, 'config', '--json')
    const of = (name: string) => lines.find((line) => line['name'] === name)
    expect(exit).toBe(0)
    expect(of('workers')).toMatchObject({ value: 3, origin: 'file' })
    expect(of('dataTypes')).toMatchObject({ value: ['certificate'], origin: 'file' })
    writeFileSync(yaml, 'workers: [3\n')
    expect(await ttbWith({ TTB_CONFIG: yaml }, 'config')).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/^ttb: configuration file .*settings\.yaml: line 2, column 1: .*\n$/),
    })
  })

  it('takes a secret from a file, and says from where and not what', async () => {
    const secret = join(folder, 'hook')
    writeFileSync(secret, 'https://hush-hush.example/hook\n')
    const { exit, stdout, lines } = await ttbWith({ TTB_ALERT_WEBHOOK_URL_FILE: secret }, 'config', '--json')
    expect([exit, stdout]).toEqual([0, expect.not.stringContaining('hush')])
    expect(lines.find(({ name }) => name === 'alertWebhookUrl')).toMatchObject({
      value: '(set)',
      origin: 'secret_file',
    })
    expect(await ttbWith({ TTB_ALERT_WEBHOOK_URL_FILE: join(folder, 'gone') }, 'config')).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/TTB_ALERT_WEBHOOK_URL_FILE: cannot read .*gone: ENOENT/),
    })
  })

  it('says every problem at once, each with where it is', async () => {
    const { exit, stderr } = await ttbWith({ TTB_WORKERS: 'many', TTB_OUTPUT_FORMAT: 'xml' }, 'config')
    expect([exit, stderr]).toEqual([
      2,
      expect.stringMatching(
        /2 problems[\s\S]*TTB_OUTPUT_FORMAT[\s\S]*TTB_WORKERS|2 problems[\s\S]*TTB_WORKERS[\s\S]*TTB_OUTPUT_FORMAT/,
      ),
    ])
    expect(await ttb('config', '--config', join(folder, 'nowhere.json'))).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('nowhere.json'),
    })
  })
})
