import type { SettingName } from '../settings.ts'
import { LEGACY_ENVIRONMENT, legacySettingAt } from './legacy-names.ts'
import { LEGACY_SETTINGS, type LegacySetting, type LegacySettingName } from './legacy-settings.ts'

/** A value that a source gives under an old name. */
export interface LegacyValue {
  readonly value: unknown
  /** The old name, as the source has it. */
  readonly said: string
  /** Whether it only goes with what the old name means. */
  readonly implied: boolean
}

/** What a source says under old names: values by setting, and what of it cannot be had. */
export interface LegacyValues {
  readonly values: { readonly [N in SettingName]?: LegacyValue }
  readonly problems: readonly string[]
  /** The old names that the source has. */
  readonly said: ReadonlySet<string>
}

interface OldName {
  readonly said: string
  readonly setting: LegacySettingName
  readonly value: unknown
}

/** What the environment says under old names. An empty text counts as not set. */
export function legacyEnvironment(environment: Readonly<Record<string, string | undefined>> = {}): LegacyValues {
  const names = Object.entries(LEGACY_ENVIRONMENT).map(
    ([said, setting]): OldName => ({ said, setting, value: environment[said] }),
  )
  return translate('environment variable', names)
}

/** What an object of settings says under old names: those of an old configuration file, or of an old class. */
export function legacyKeys(origin: string, settings: Readonly<Record<string, unknown>> = {}): LegacyValues {
  const names = leavesOf(settings).flatMap(([said, value]): OldName[] => {
    const setting = legacySettingAt(said)
    return setting === null ? [] : [{ said, setting, value }]
  })
  return translate(origin, names)
}

/** Every value of an object within objects, by the keys that lead to it, joined by dots. */
export function leavesOf(settings: Readonly<Record<string, unknown>>, before = ''): [string, unknown][] {
  return Object.entries(settings).flatMap(([key, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? leavesOf(value as Readonly<Record<string, unknown>>, `${before}${key}.`)
      : [[`${before}${key}`, value]],
  )
}

function translate(origin: string, names: readonly OldName[]): LegacyValues {
  const values: { [N in SettingName]?: LegacyValue } = {}
  const problems: string[] = []
  const given = names.filter(({ value }) => value !== undefined && value !== null && value !== '')
  for (const { said, setting, value } of given) {
    const { means, secret }: LegacySetting = LEGACY_SETTINGS[setting]
    const meaning = means(value)
    if ('refused' in meaning) {
      problems.push(`${origin} ${said}: ${secret ? '(not shown)' : JSON.stringify(value)}: ${meaning.refused}`)
      continue
    }
    for (const [at, [name, translated]] of (Object.entries(meaning.settings) as [SettingName, unknown][]).entries()) {
      const before = values[name]
      if (before === undefined) values[name] = { value: translated, said, implied: at > 0 }
      else if (JSON.stringify(before.value) !== JSON.stringify(translated))
        problems.push(`${origin} ${said}: says something else than ${before.said}; both are \`${name}\``)
    }
  }
  return { values, problems, said: new Set(names.map(({ said }) => said)) }
}
