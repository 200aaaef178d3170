import { LEGACY_ENVIRONMENT } from './legacy/legacy-names.ts'
import { nearestNames } from './nearest-names.ts'
import { secretFileVariable } from './secret-files.ts'
import { SETTINGS, type Setting } from './settings.ts'

/** What the names of environment variables begin with that are this system's: one that nothing reads is refused. */
const PREFIX = 'TTB_'

/** Variables of that prefix that are no settings: which file these are in, and what the tests of this repository go by. */
const READ_ELSEWHERE = [
  'TTB_CONFIG',
  'TTB_CAPTURES',
  'TTB_CHROMIUM',
  'TTB_KILLS',
  'TTB_REQUIRE_SERVERS',
  'TTB_SEED',
] as const

const ROWS: readonly Setting[] = Object.values(SETTINGS)
const VARIABLES = ROWS.map(({ env }) => env)
const KNOWN: ReadonlySet<string> = new Set([
  // By file, a setting that is no secret is refused with the reason.
  ...VARIABLES.flatMap((name) => [name, `${name}_FILE`]),
  ...Object.keys(LEGACY_ENVIRONMENT),
  ...READ_ELSEWHERE,
])
/** What is offered instead, without the prefix, which makes any two names alike. */
const OFFERED = ROWS.flatMap((row) => [row.env, secretFileVariable(row)])
  .filter((name) => name?.startsWith(PREFIX) === true)
  .map((name) => (name as string).slice(PREFIX.length))

/** The variables of an environment that begin with `TTB_`, are set and are nothing that is read, each with what to do. */
export function unknownVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const unknown = Object.entries(environment).filter(
    ([name, value]) => name.startsWith(PREFIX) && value && !KNOWN.has(name) && !isServiceLink(name, value),
  )
  return unknown.map(([name]) => {
    const near = nearestNames(name.slice(PREFIX.length), OFFERED).map((rest) => `${PREFIX}${rest}`)
    return `environment variable ${name}: ${noSuchSetting(near, VARIABLES)} (${PREFIX}... is kept for settings)`
  })
}

/** What a message says of the name of a setting that is none: which was probably meant, or which there are. */
export function noSuchName(name: string, names: readonly string[]): string {
  return noSuchSetting(nearestNames(name, names), names)
}

function noSuchSetting(near: readonly string[], names: readonly string[]): string {
  return `no such setting; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${names.join(', ')}`}`
}

/** What Kubernetes sets in every container for a service whose name begins with `ttb`: nobody has chosen these names. */
const SERVICE_LINK = /^TTB_(?:\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)$/
const SERVICE_ADDRESS = /^(?:tcp|udp|sctp):\/\//

function isServiceLink(name: string, value: string): boolean {
  return SERVICE_LINK.test(name) || (name.endsWith('_PORT') && SERVICE_ADDRESS.test(value))
}
