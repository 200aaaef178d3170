import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, vi } from 'vitest'

/** A folder for what is written, and an environment that leads there and to no registry but one on this machine. */
export function useOwnEnvironment(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-legacy-'))
  beforeAll(() => {
    vi.stubEnv('TTB_DATA', join(folder, 'data'))
    vi.stubEnv('TTB_STATE', join(folder, 'state.db'))
    vi.stubEnv('TTB_REGISTRY_URL', 'http://127.0.0.1:9')
    vi.stubEnv('TTB_REQUEST_INTERVAL_MS', '0')
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}
