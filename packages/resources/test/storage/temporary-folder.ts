import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A new folder for a test; removed with all in it after the last test of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-storage-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
