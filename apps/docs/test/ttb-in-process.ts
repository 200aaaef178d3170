import { main } from '@ttb/runner'

/** What a command printed, and how it ended. */
export interface TtbRun {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `ttb` in this process with an environment of its own. */
export async function ttb(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<TtbRun> {
  let stdout = ''
  let stderr = ''
  const exit = await main(args, {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env,
    on: () => undefined,
  })
  return { exit, stdout, stderr }
}
