import { readFileSync } from 'node:fs'
import { type LoadedConfig, loadConfig } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import type { OptionValues } from './command.ts'
import type { Effects } from './effects.ts'

/** The configuration of a command: its options over the environment over the file that `--config` or TTB_CONFIG names. */
export function configure({ env }: Effects, options: OptionValues): LoadedConfig {
  const path = (options['config'] as string | undefined) ?? env['TTB_CONFIG']
  return loadConfig({
    overrides: { data: options['data'] as string | undefined },
    environment: env,
    ...(path && { file: readConfigFile(path) }),
  })
}

function readConfigFile(path: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content))
      return content as Record<string, unknown>
    throw new SyntaxError('expected an object of settings')
  } catch (cause) {
    throw new TtbError(`configuration file ${path}: ${(cause as Error).message}`, { code: 'invalid_argument', cause })
  }
}
