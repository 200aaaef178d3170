import type { LoadedConfig, Origin } from './load-config.ts'
import { secretFileVariable } from './secret-files.ts'
import { SETTINGS, type Setting, type SettingName } from './settings.ts'

export interface DescribedSetting {
  readonly name: SettingName
  /** The value, or `(set)` for a secret that is set. */
  readonly value: unknown
  readonly origin: Origin
  readonly env: string
  readonly doc: string
}

/** Every setting with its value and where that came from; secrets are not shown. */
export function describeConfig({ config, origins }: LoadedConfig): DescribedSetting[] {
  return (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const { secret, env, doc }: Setting = SETTINGS[name]
    return { name, value: secret && config[name] !== null ? '(set)' : config[name], origin: origins[name], env, doc }
  })
}

/** The table of settings as a Markdown table. */
export function describeSettings(): string {
  const rows = Object.entries(SETTINGS).map(([name, row]) => {
    const { env, default: value, doc, unit, profiles }: Setting = row
    const others = Object.entries(profiles ?? {}).map(([profile, other]) => `; ${profile}: \`${String(other)}\``)
    const variables = [env, secretFileVariable(row)].filter((variable) => variable !== null)
    return `| \`${name}\` | ${variables.map((variable) => `\`${variable}\``).join(' or ')} | ${value === null ? 'not set' : `\`${String(value)}\``}${others.join('')} | ${doc}${unit ? ` Unit: ${unit}.` : ''} |`
  })
  return ['| Setting | Environment variable | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
