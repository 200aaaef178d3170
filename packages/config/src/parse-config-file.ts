import { TtbError } from '@ttb/utils'
import { parse } from 'yaml'

/**
 * The settings of a configuration file, for `loadConfig({ file })`. It is written in YAML, of which JSON is a part.
 * Throws `invalid_argument`, naming the file and the line, when it is neither or holds no settings by name.
 *
 * @param name what messages call the file
 */
export function parseConfigFile(text: string, name: string): Record<string, unknown> {
  let content: unknown
  try {
    content = parse(text)
  } catch (cause) {
    throw new TtbError(`configuration file ${name}: ${(cause as Error).message}`, { code: 'invalid_argument', cause })
  }
  if (content === null) return {}
  if (typeof content === 'object' && !Array.isArray(content)) return content as Record<string, unknown>
  throw new TtbError(`configuration file ${name}: expected settings by name, not ${JSON.stringify(content)}`, {
    code: 'invalid_argument',
  })
}
