import { TtbError } from '@ttb/utils'
import {
  type Config,
  isSettingName,
  PROFILES,
  type Profile,
  SETTINGS,
  type Setting,
  type SettingName,
} from './settings.ts'

/** Where values can come from, strongest first. An empty text counts as not set. */
export interface ConfigSources {
  /** What the caller says, by setting name: arguments of a command, or of a program. */
  readonly overrides?: Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** The content of a configuration file, by setting name. */
  readonly file?: Readonly<Record<string, unknown>>
}

export type Origin = 'override' | 'environment' | 'file' | 'profile' | 'default'

export interface LoadedConfig {
  readonly config: Config
  /** Where the value of each setting came from. */
  readonly origins: { readonly [N in SettingName]: Origin }
}

const NAMES = Object.keys(SETTINGS) as SettingName[]

/**
 * The configuration from its sources: overrides > environment > file > profile > default. Reads nothing by itself.
 * Throws `invalid_argument` with every problem, not the first: unknown names, values that are not what they must be.
 */
export function loadConfig(sources: ConfigSources = {}): LoadedConfig {
  const problems = [...unknownNames('override', sources.overrides), ...unknownNames('file', sources.file)]
  const profile = profileOf(sources)
  const config: Record<string, unknown> = {}
  const origins: Record<string, Origin> = {}
  for (const name of NAMES) {
    const setting: Setting = SETTINGS[name]
    const [origin, given] = candidate(name, setting, sources, profile)
    const parsed = setting.schema.safeParse(given)
    if (!parsed.success)
      problems.push(
        `${sayWhere(origin, name, setting)}: ${show(setting, given)}: ${parsed.error.issues.map((issue) => issue.message).join(', ')}`,
      )
    config[name] = parsed.success ? parsed.data : setting.default
    origins[name] = origin
  }
  if (problems.length > 0)
    throw new TtbError(
      `the configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
      { code: 'invalid_argument' },
    )
  return { config: Object.freeze(config) as Config, origins: Object.freeze(origins) as LoadedConfig['origins'] }
}

function candidate(name: SettingName, setting: Setting, sources: ConfigSources, profile: Profile): [Origin, unknown] {
  const { overrides, environment, file } = sources
  if (isSet(overrides?.[name])) return ['override', overrides?.[name]]
  if (isSet(environment?.[setting.env])) return ['environment', environment?.[setting.env]]
  if (isSet(file?.[name])) return ['file', file?.[name]]
  const ofProfile = setting.profiles?.[profile]
  return ofProfile === undefined ? ['default', setting.default] : ['profile', ofProfile]
}

/** The profile decides defaults, so it is worked out first; a wrong one is reported with the other problems. */
function profileOf(sources: ConfigSources): Profile {
  const [, name] = candidate('environment', SETTINGS.environment, sources, 'development')
  return PROFILES.find((profile) => profile === name) ?? 'development'
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== ''
}

function unknownNames(origin: 'override' | 'file', values: Readonly<Record<string, unknown>> | undefined): string[] {
  return Object.keys(values ?? {})
    .filter((name) => !isSettingName(name))
    .map((name) => `${origin} ${name}: no such setting; there are ${NAMES.join(', ')}`)
}

function sayWhere(origin: Origin, name: SettingName, setting: Setting): string {
  return origin === 'environment' ? `environment variable ${setting.env}` : `${origin} ${name}`
}

function show(setting: Setting, value: unknown): string {
  return setting.secret ? '(not shown)' : JSON.stringify(value)
}
