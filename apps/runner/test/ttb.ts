import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { main } from '../src/index.ts'

export interface TtbRun {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output as JSON lines. */
  readonly lines: Record<string, unknown>[]
}

/** Runs `ttb` in this process, as a shell would see it. */
export function ttb(...args: string[]): Promise<TtbRun> {
  return ttbWith({}, ...args)
}

/** As {@link ttb}, with an environment; the process's own is not seen. */
export async function ttbWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<TtbRun> {
  let stdout = ''
  let stderr = ''
  const exit = await main(args, {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env,
    on: () => undefined,
  })
  return {
    exit,
    stdout,
    stderr,
    get lines() {
      return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    },
  }
}

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-runner-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
