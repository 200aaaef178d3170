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
export async function ttb(...args: string[]): Promise<TtbRun> {
  let stdout = ''
  let stderr = ''
  const exit = await main(args, {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env: {},
    on: () => undefined,
  })
  return {
    exit,
    stdout,
    stderr,
    get lines() {
      return stdout
        .trim()
        .split('\n')
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
