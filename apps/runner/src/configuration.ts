import { existsSync, readFileSync } from 'node:fs'
import { type LoadedConfig, loadConfig } from '@ttb/config'
import { parseConfigFile } from '@ttb/config/file'
import { TtbError } from '@ttb/utils'
import type { OptionValues } from './command.ts'
import type { Effects } from './effects.ts'

/** The configuration of a command: its options over the environment over the file that `--config` or TTB_CONFIG names. */
export function configure({ env }: Effects, options: OptionValues): LoadedConfig {
  const path = (options['config'] as string | undefined) ?? env['TTB_CONFIG']
  return loadConfig({
    overrides: { data: options['data'] as string | undefined },
    environment: env,
    readFile: (secret) => readFileSync(secret, 'utf8'),
    ...(path && { file: parseConfigFile(readConfigFile(path), path) }),
  })
}

/**
 * As {@link configure}, for a command that looks at what is there. Throws `not_found` where nothing was ever begun: a place
 * that is misspelt would look like one without data.
 */
export function configureExisting(effects: Effects, options: OptionValues): LoadedConfig {
  const loaded = configure(effects, options)
  const { data, stateFile } = loaded.config
  const isFolder = !/^[a-z0-9]+:\/\//i.test(data)
  if (isFolder && !existsSync(data) && (stateFile === null || !existsSync(stateFile)))
    throw new TtbError(
      `no data in ${data}: there is no such folder; "ttb demo", "ttb adopt" or "ttb backfill" makes one, --data names another`,
      { code: 'not_found' },
    )
  return loaded
}

function readConfigFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new TtbError(`configuration file ${path}: ${(cause as Error).message}`, { code: 'invalid_argument', cause })
  }
}
