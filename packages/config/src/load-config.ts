import { TtbError } from '@ttb/utils'
import { type LegacyValues, leavesOf, legacyEnvironment, legacyKeys } from './legacy/legacy-sources.ts'
import { readSecretFiles, type SecretFiles } from './secret-files.ts'
import {
  type Config,
  isSettingName,
  PROFILES,
  type Profile,
  SETTINGS,
  type Setting,
  type SettingName,
} from './settings.ts'
import { noSuchName, unknownVariables } from './unknown-names.ts'

/** Where values can come from, strongest first. An empty text counts as not set. */
export interface ConfigSources {
  /** What the caller says, by setting name: arguments of a command, or of a program. */
  readonly overrides?: Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** The text of a file: for secrets that the environment gives by file, as `TTB_ALERT_WEBHOOK_URL_FILE`. */
  readonly readFile?: (path: string) => string
  /** The content of a configuration file, by setting name, or as the earlier system had it. */
  readonly file?: Readonly<Record<string, unknown>>
}

export type Origin = 'override' | 'environment' | 'secret_file' | 'file' | 'profile' | 'default'

export interface LoadedConfig {
  readonly config: Config
  /** Where the value of each setting came from. */
  readonly origins: { readonly [N in SettingName]: Origin }
}

const NAMES = Object.keys(SETTINGS) as SettingName[]

/** A source with what it says under the names of the earlier system. */
interface NamedSource {
  readonly origin: 'override' | 'environment' | 'file'
  readonly given: Readonly<Record<string, unknown>>
  readonly keyOf: (name: SettingName) => string
  readonly legacy: LegacyValues
  readonly secrets?: SecretFiles
}

/** What a setting is given, by which source, under which name. */
interface Candidate {
  readonly origin: Origin
  readonly value: unknown
  readonly where: string
}

/**
 * The configuration from its sources: overrides > environment > file > profile > default. Reads nothing by itself. Names
 * of the earlier system are read too, or refused with what to use instead. The environment gives a secret as it is or, with
 * `_FILE` after the name of its variable, by the path of a file that holds it.
 * Throws `invalid_argument` with every problem, not the first: unknown names (of variables, those that begin with `TTB_`),
 * values that are not what they must be.
 */
export function loadConfig(sources: ConfigSources = {}): LoadedConfig {
  const named = namedSources(sources)
  const problems = named.flatMap((source) => [
    ...unknownNames(source),
    ...source.legacy.problems,
    ...(source.secrets?.problems ?? []),
    ...saidTwice(source),
  ])
  const profile = profileOf(named)
  const config: Record<string, unknown> = {}
  const origins: Record<string, Origin> = {}
  for (const name of NAMES) {
    const setting: Setting = SETTINGS[name]
    const { origin, value: given, where } = candidate(name, setting, named, profile)
    const parsed = setting.schema.safeParse(given)
    if (!parsed.success)
      problems.push(
        `${where}: ${show(setting, given)}: ${parsed.error.issues.map((issue) => issue.message).join(', ')}`,
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

function namedSources({
  overrides = {},
  environment = {},
  readFile,
  file = {},
}: ConfigSources): readonly NamedSource[] {
  return [
    { origin: 'override', given: overrides, keyOf: (name) => name, legacy: legacyKeys('override', overrides) },
    {
      origin: 'environment',
      given: environment,
      keyOf: (name) => SETTINGS[name].env,
      legacy: legacyEnvironment(environment),
      secrets: readSecretFiles(environment, readFile),
    },
    { origin: 'file', given: file, keyOf: (name) => name, legacy: legacyKeys('file', file) },
  ]
}

function candidate(name: SettingName, setting: Setting, sources: readonly NamedSource[], profile: Profile): Candidate {
  for (const { origin, given, keyOf, legacy, secrets } of sources) {
    const key = keyOf(name)
    if (isSet(given[key])) return { origin, value: given[key], where: sayWhere(origin, key) }
    const secret = secrets?.values[name]
    if (secret) return { origin: 'secret_file', value: secret.value, where: sayWhere(origin, secret.said) }
    const old = legacy.values[name]
    if (old) return { origin, value: old.value, where: sayWhere(origin, old.said) }
  }
  const ofProfile = setting.profiles?.[profile]
  return ofProfile === undefined
    ? { origin: 'default', value: setting.default, where: `default ${name}` }
    : { origin: 'profile', value: ofProfile, where: `profile ${name}` }
}

/** The profile decides defaults, so it is worked out first; a wrong one is reported with the other problems. */
function profileOf(sources: readonly NamedSource[]): Profile {
  const { value } = candidate('environment', SETTINGS.environment, sources, 'development')
  return PROFILES.find((profile) => profile === value) ?? 'development'
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== ''
}

function unknownNames({ origin, given, legacy }: NamedSource): string[] {
  if (origin === 'environment') return unknownVariables(given as Readonly<Record<string, string | undefined>>)
  const unknown = Object.entries(given).flatMap(([key, value]) =>
    isSettingName(key) ? [] : leavesOf({ [key]: value }).map(([path]) => path),
  )
  return unknown.filter((path) => !legacy.said.has(path)).map((path) => `${origin} ${path}: ${noSuchName(path, NAMES)}`)
}

/** A source that names a setting in the new way and in the old must mean one of them. */
function saidTwice({ origin, given, keyOf, legacy }: NamedSource): string[] {
  return NAMES.flatMap((name) => {
    const old = legacy.values[name]
    if (!old || old.implied || old.said === keyOf(name) || !isSet(given[keyOf(name)])) return []
    return [`${sayWhere(origin, old.said)}: ${keyOf(name)} says the same; keep that one`]
  })
}

function sayWhere(origin: NamedSource['origin'], key: string): string {
  return origin === 'environment' ? `environment variable ${key}` : `${origin} ${key}`
}

function show(setting: Setting, value: unknown): string {
  return setting.secret ? '(not shown)' : JSON.stringify(value)
}
