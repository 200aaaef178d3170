import { describeConfig } from '@ttb/config'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const settings = describeConfig(configure(effects, options)).map((setting) => ({
    ...setting,
    value: withoutCredentials(setting.value),
  }))
  if (options['json']) {
    for (const setting of settings) writeJsonLine(stdout, setting)
    return 'ok'
  }
  const { formatTable } = await import('../table-output.ts')
  const rows = settings.map(({ name, value, origin, env }) => [
    name,
    value === null ? 'not set' : String(value),
    origin,
    env,
  ])
  stdout.write(
    `${formatTable({ columns: ['setting', 'value', 'from', 'environment variable'], types: rows.map(() => 'VARCHAR'), rows })}\n`,
  )
  return 'ok'
}

/** An address without the name and password that may stand in it. */
function withoutCredentials(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1(not shown)@') : value
}
