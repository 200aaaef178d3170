import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT, workspacePackages } from '../scripts/layers.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }

interface Job {
  readonly uses?: string
  readonly needs?: string | readonly string[]
  readonly permissions?: Readonly<Record<string, string>>
  readonly strategy?: { readonly matrix: { readonly node?: readonly number[] } }
  readonly 'timeout-minutes'?: number
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[]
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly concurrency: object
  readonly jobs: Readonly<Record<string, Job>>
}

const FOLDER = '.github/workflows'
const workflows = readdirSync(join(ROOT, FOLDER)).map(
  (file) => [file, parse(read(`${FOLDER}/${file}`)) as Workflow] as const,
)
const commandsOf = ({ jobs }: Workflow) =>
  Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run?.split('\n') ?? []))

describe.each(workflows)('the workflow %s', (_, workflow) => {
  const jobs = Object.entries(workflow.jobs)
  it('runs scripts that there are', () => {
    const named = commandsOf(workflow).flatMap((line) =>
      [...line.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name]) => name),
    )
    expect(named.filter((name) => name !== undefined && !(name in scripts))).toEqual([])
  })
  it('may only read, unless a job needs more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    const writing = jobs.filter(([, { permissions = {} }]) => Object.values(permissions).includes('write'))
    expect(writing.map(([name]) => name).filter((name) => !['version', 'publish'].includes(name))).toEqual([])
  })
  it('pins actions, ends in time, and waits for jobs that there are', () => {
    expect(workflow.concurrency).toBeTypeOf('object')
    for (const [name, job] of jobs) {
      for (const { uses } of job.steps ?? []) if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@(?:v\d+|[0-9a-f]{40})$/)
      if (!job.uses) expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)])
      for (const needed of [job.needs ?? []].flat()) expect(Object.keys(workflow.jobs)).toContain(needed)
    }
  })
})

describe('CI', () => {
  it('tests on every Node that is supported', () => {
    const ci = workflows.find(([file]) => file === 'ci.yml')?.[1]
    expect(ci?.jobs['test']?.strategy?.matrix.node).toEqual([20, 22, 24])
  })
  it('runs the same on its own machine', () => {
    const named = [...read('.ci/run').matchAll(/^npm (?:run )?([\w:]+)/gm)].map(([, name]) => name as string)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
    const ci = workflows.find(([file]) => file === 'ci.yml')?.[1] as Workflow
    const run = commandsOf(ci).flatMap((line) => /^npm (?:run )?([\w:]+)$/.exec(line)?.[1] ?? [])
    expect(run.filter((name) => !named.includes(name))).toEqual([])
  })
})

describe('the release', () => {
  const publish = workflows.find(([file]) => file === 'release.yml')?.[1].jobs['publish']
  it('is published with provenance, by who the registry can verify, and by no token', () => {
    expect(publish?.permissions).toMatchObject({ 'id-token': 'write' })
    expect(scripts['release:publish']).toContain('--provenance')
    expect(read(`${FOLDER}/release.yml`)).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/)
  })
  it('gives all packages one version', () => {
    const { fixed } = JSON.parse(read('.changeset/config.json')) as { readonly fixed: readonly string[][] }
    expect(fixed).toEqual([['@ttb/*']])
    expect(new Set(workspacePackages().map(({ manifest }) => manifest.version)).size).toBe(1)
  })
  it('is told of changes of packages that there are', () => {
    const names = new Set(workspacePackages().map(({ manifest }) => manifest.name))
    const changesets = readdirSync(join(ROOT, '.changeset')).filter((file) => file.endsWith('.md'))
    for (const file of changesets) {
      const [, front = '', text = ''] = read(`.changeset/${file}`).split(/^---$/m)
      const raised = Object.keys((parse(front) ?? {}) as object)
      expect([file, raised.filter((name) => !names.has(name))]).toEqual([file, []])
      expect(text.trim().length).toBeGreaterThan(20)
    }
  })
})
