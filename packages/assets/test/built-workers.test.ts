import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { openStorage } from '@ttb/resources'
import { build } from 'tsup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adoptPage, listRawPartitions, processPartition } from '../src/index.ts'

const PACKAGE = fileURLToPath(new URL('../', import.meta.url))
const RESOURCES = fileURLToPath(new URL('../../resources/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'ttb-built-workers-'))
const built = join(folder, 'built')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Built as `tsup.config.ts` builds it, with the sources of the workspace in it instead of beside it. */
beforeAll(async () => {
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(RESOURCES, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string> | undefined>
  const external = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !name.startsWith('@ttb/'))
  await build({
    config: false,
    silent: true,
    entry: {
      index: join(PACKAGE, 'src/index.ts'),
      'partition-worker': join(PACKAGE, 'src/partition-worker.ts'),
      script: fileURLToPath(new URL('./processing-script.ts', import.meta.url)),
    },
    outDir: built,
    format: ['esm', 'cjs'],
    target: 'node20',
    shims: true,
    treeshake: true,
    splitting: true,
    clean: false,
    dts: false,
    external,
    noExternal: [new RegExp(`^(?!(?:node:|(?:${external.join('|')})(?:/|$)))`)],
    outExtension: ({ format }) => ({ js: format === 'esm' ? '.js' : '.cjs' }),
    esbuildOptions(options) {
      options.conditions = ['@ttb/source']
    },
  })
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(RESOURCES, 'node_modules'), join(built, 'node_modules'))
}, 120_000)

interface Run {
  readonly exit: number
  readonly lines: readonly Record<string, unknown>[]
  readonly stderr: string
}

/** In a process of its own, as a program would. */
function processBuilt(file: string, data: string): Promise<Run> {
  const args = [join(built, 'script.js'), join(built, file), data]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { timeout: 100_000 }, (error, stdout, stderr) => {
      const lines = stdout.split('\n').filter((line) => line !== '')
      resolve({ exit: Number(error?.code ?? 0), lines: lines.map((line) => JSON.parse(line)), stderr })
    })
  })
}

async function sampleIn(data: string) {
  const storage = openStorage(loadConfig({ overrides: { data } }).config)
  for (const { path, html } of samplePages({ recordsPerDay: 3 }))
    await adoptPage(storage, { path, bytes: Buffer.from(html, 'latin1') })
  return storage
}

async function tablesOf(storage: ReturnType<typeof openStorage>): Promise<Record<string, string>> {
  const contents: Record<string, string> = {}
  for await (const { key } of storage.objects.list('2-ttb-processed-data/'))
    if (!key.endsWith('_inputs.json'))
      contents[key] = Buffer.from((await storage.objects.readBytes(key)) as Uint8Array).toString('base64')
  return contents
}

describe('the built package', () => {
  for (const file of ['index.js', 'index.cjs']) {
    it(`parses on threads, and gives the very files that one thread gives: ${file}`, async () => {
      const [alone, threaded] = [await sampleIn(join(folder, `alone-${file}`)), await sampleIn(join(folder, file))]
      let partitions = 0
      for await (const raw of listRawPartitions(alone)) {
        await processPartition(alone, raw)
        partitions++
      }
      const { exit, lines, stderr } = await processBuilt(file, join(folder, file))
      expect([exit, stderr]).toEqual([0, ''])
      expect(lines.map(({ made }) => made)).toEqual(Array(partitions).fill(true))
      expect(await tablesOf(threaded)).toEqual(await tablesOf(alone))
    }, 120_000)
  }

  it('hands a failure of a thread over as the error it was, and ends', async () => {
    const storage = await sampleIn(join(folder, 'broken'))
    const key = '1-ttb-raw-data/2025-03-17/001-certificate/25076001000999.html.gz'
    await storage.objects.write(key, new TextEncoder().encode('not gzip'))
    const { exit, lines } = await processBuilt('index.js', join(folder, 'broken'))
    expect(exit).toBe(1)
    expect(lines.at(-1)).toMatchObject({
      name: 'TtbError',
      code: 'corrupt_data',
      message: expect.stringContaining(key),
    })
  }, 120_000)

  it('does nothing on its own thread: without the file of the worker nothing is made', async () => {
    const storage = await sampleIn(join(folder, 'unmade'))
    renameSync(join(built, 'partition-worker.js'), join(built, 'gone.js'))
    const { exit, lines } = await processBuilt('index.js', join(folder, 'unmade'))
    expect([exit, lines]).toEqual([
      1,
      [expect.objectContaining({ message: expect.stringContaining('partition-worker') })],
    ])
    expect(await tablesOf(storage)).toEqual({})
  }, 120_000)
})
