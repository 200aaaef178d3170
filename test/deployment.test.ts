import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createProgram } from '../apps/runner/src/main.ts'
import { SETTINGS, type Setting } from '../packages/config/src/index.ts'
import { ROOT } from '../scripts/layers.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const deployed = readdirSync(join(ROOT, 'deploy'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
  // Of whoever tries the compose file here.
  .filter((file) => !file.startsWith('deploy/secrets/'))
const settings = Object.values(SETTINGS as Record<string, Setting>)
const variables = new Set([
  'TTB_CONFIG',
  ...settings.flatMap(({ env, secret }) => (secret ? [env, `${env}_FILE`] : [env])),
])

/** What commander says of a command line; empty when it is one. Runs nothing. */
function problemOf(args: readonly string[]): string {
  let said = ''
  const sink = { write: (text: string) => (said += text) }
  const effects = { stdout: sink, stderr: sink, env: {}, signal: new AbortController().signal }
  const program = createProgram(effects, () => undefined)
  for (const command of program.commands) command.action(() => undefined)
  try {
    program.parse([...args], { from: 'user' })
    return ''
  } catch {
    return `ttb ${args.join(' ')}: ${said.split('\n')[0]}`
  }
}

describe('what is deployed', () => {
  it.each([...deployed, 'docs/guides/deploy.md'])('%s names settings that there are', (file) => {
    const named = read(file).match(/\bTTB_[A-Z0-9_]+\b/g) ?? []
    expect(named.filter((name) => !variables.has(name))).toEqual([])
  })
  it('is started by commands and options that there are', () => {
    const lines = deployed.filter((file) => file.includes('systemd')).flatMap((file) => read(file).split('\n'))
    const commands = lines.flatMap(
      (line) => /^ExecStart=\/usr\/bin\/node \/opt\/ttb\/bin\/ttb\.js (.*)$/.exec(line)?.[1] ?? [],
    )
    expect(commands.length).toBeGreaterThan(3)
    expect(commands.map((command) => problemOf(command.split(' '))).filter(Boolean)).toEqual([])
    expect(problemOf(['daemon', '--no-such'])).toMatch(/unknown option/)
  })
})

describe('the image', () => {
  const text = read('deploy/Dockerfile')
  const lastStage = text.slice(text.lastIndexOf('\nFROM '))
  it('has a Dockerfile without a fault', () => {
    expect(validate(text).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`)).toEqual([])
    expect(validate('FROM node\nEXPOSE many\n')).toHaveLength(1)
  })
  it('is made in stages, runs as another than root, and says whether it is well', () => {
    expect(text.match(/^FROM /gm)).toHaveLength(2)
    expect(lastStage).toMatch(/^USER node$/m)
    expect(lastStage).toMatch(/^HEALTHCHECK /m)
    expect(lastStage).not.toMatch(/setup\.mjs|npm |pnpm/)
  })
  it('starts with a command that there is, whose health it asks for', () => {
    const args = JSON.parse(/^CMD (\[.*\])$/m.exec(lastStage)?.[1] ?? '[]') as string[]
    expect(problemOf(args)).toBe('')
    const port = args[args.indexOf('--health-port') + 1]
    expect(lastStage).toContain(`http://127.0.0.1:${port}/`)
    expect(lastStage).toContain(`EXPOSE ${port}`)
  })
  it('takes what its build runs', () => {
    const ignored = read('deploy/Dockerfile.dockerignore').split('\n')
    for (const needed of ['scripts', 'packages', 'apps', 'package.json', 'pnpm-lock.yaml', 'tsup.shared.ts'])
      expect(ignored).not.toContain(needed)
    for (const secret of ['deploy/secrets', '.git', '**/node_modules']) expect(ignored).toContain(secret)
  })
})

interface Service {
  readonly image?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, unknown>>
  readonly read_only?: boolean
  readonly healthcheck?: object
}

describe('the compose file', () => {
  const { services, secrets, volumes } = parse(read('deploy/compose.yaml')) as {
    readonly services: Readonly<Record<string, Service>>
    readonly secrets: Readonly<Record<string, { readonly file: string }>>
    readonly volumes: object
  }
  it('uses secrets, volumes and services that it has', () => {
    const all = Object.values(services)
    const names = (of: (service: Service) => readonly string[]) => [...new Set(all.flatMap(of))].sort()
    expect(names((service) => service.secrets ?? [])).toEqual(Object.keys(secrets).sort())
    expect(names((service) => (service.volumes ?? []).map((volume) => volume.split(':')[0] as string))).toEqual(
      Object.keys(volumes).sort(),
    )
    for (const name of names((service) => Object.keys(service.depends_on ?? {}))) expect(services).toHaveProperty(name)
  })
  it('gives no secret but by file, and the guide says how to make each', () => {
    const guide = read('docs/guides/deploy.md')
    for (const { file } of Object.values(secrets)) expect(guide).toContain(`> ${file}`)
    for (const { environment = {} } of Object.values(services))
      for (const [name, value] of Object.entries(environment))
        if (/PASSWORD|SECRET|_URL_FILE|CREDENTIALS/.test(name)) expect(value).toMatch(/^\/run\/secrets\//)
  })
  it('pins images, and keeps the runner from writing to its own', () => {
    for (const { image } of Object.values(services).filter((service) => service.image !== 'ttb'))
      expect(image).toMatch(/:(?!latest$)[\w.-]+$/)
    expect(services['runner']).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
  })
})

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0
describe('the units', () => {
  const folder = join(ROOT, 'deploy/systemd')
  const units = readdirSync(folder).filter((name) => /\.(?:service|timer)$/.test(name))
  it('all have the settings and the sandbox that they share', () => {
    expect(units.filter((name) => !name.startsWith('ttb-'))).toEqual([])
    const common = read('deploy/systemd/ttb-.service.d/common.conf')
    for (const line of ['DynamicUser=yes', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'CapabilityBoundingSet='])
      expect(common).toContain(`\n${line}\n`)
  })
  it('have a service for each timer', () => {
    for (const timer of units.filter((name) => name.endsWith('.timer')))
      expect(units).toContain(timer.replace('.timer', '.service'))
  })
  it.skipIf(!hasSystemd)('are verified by systemd', () => {
    const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', ...units.map((name) => join(folder, name))], {
      encoding: 'utf8',
      env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` },
    })
    // Where this machine has its Node is no matter of the units.
    const faults = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => /ttb-/.test(line) && !/usr\/bin\/node is not executable/.test(line))
    expect(faults).toEqual([])
  })
})
