import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface StartedProcess {
  readonly ended: Promise<void>
  /** What it wrote so far, line by line. */
  lines(): readonly string[]
  complaint(): string
  kill(): void
}

/** Starts a TypeScript program of the tests in a process of its own. */
export function startProcess(program: URL, ...args: readonly string[]): StartedProcess {
  const options = ['--import', 'tsx', '--conditions', '@ttb/source', fileURLToPath(program), ...args]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complaint] = ['', '']
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  return {
    ended: new Promise((resolve) => child.once('close', () => resolve())),
    lines: () => said.split('\n').filter((line) => line !== ''),
    complaint: () => complaint,
    kill: () => child.kill('SIGKILL'),
  }
}
