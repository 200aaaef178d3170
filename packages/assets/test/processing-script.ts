// Makes every partition of a folder again with two threads, from a build of this package: `<build> <folder>`.
import { loadConfig } from '@ttb/config'
import type { processAll as ProcessAll } from '../src/index.ts'

async function run(build: string, data: string): Promise<void> {
  const { processAll } = (await import(build)) as { processAll: typeof ProcessAll }
  const { config } = loadConfig({ overrides: { data } })
  for await (const { partition, made } of processAll(config, { workers: 2, force: true }))
    process.stdout.write(`${JSON.stringify({ partition, made })}\n`)
}

run(process.argv[2] as string, process.argv[3] as string).catch((error: Error & { code?: string }) => {
  process.stdout.write(`${JSON.stringify({ name: error.name, code: error.code, message: error.message })}\n`)
  process.exitCode = 1
})
