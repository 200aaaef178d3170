import { join } from 'node:path'
import type { Config } from '@ttb/config'

/**
 * The state file of the settings: data in two places have two, since the state tells what was done to which data. A
 * bucket cannot hold it, so that its file lies in `.ttb` of the working folder.
 */
export function stateFileOf({ stateFile, data }: Pick<Config, 'stateFile' | 'data'>): string {
  if (stateFile !== null) return stateFile
  const bucket = /^s3:\/\/(.+)$/.exec(data)?.[1]
  return bucket === undefined
    ? join(data, 'state.db')
    : join('.ttb', `${bucket.replaceAll(/[^A-Za-z0-9.-]+/g, '_')}.db`)
}
