import { SETTINGS, type Setting, type SettingName } from './settings.ts'

/** What the environment variable of a secret is followed by to name a file that holds it. */
const SUFFIX = '_FILE'

/** The secrets that the environment gives by the path of a file, by setting, and what is wrong with them. */
export interface SecretFiles {
  readonly values: { readonly [N in SettingName]?: { readonly value: string; readonly said: string } }
  readonly problems: readonly string[]
}

/** The environment variable that names the file of a secret; null for a setting that is none. */
export function secretFileVariable({ env, secret }: Setting): string | null {
  return secret ? `${env}${SUFFIX}` : null
}

/**
 * Reads the secrets that the environment gives by file, as containers and systemd hand them over. The line end that
 * editors leave is not part of a secret. Neither messages nor values show the content of a file.
 */
export function readSecretFiles(
  environment: Readonly<Record<string, string | undefined>>,
  readFile?: (path: string) => string,
): SecretFiles {
  const values: { [N in SettingName]?: { value: string; said: string } } = {}
  const problems: string[] = []
  for (const [name, row] of Object.entries(SETTINGS) as [SettingName, Setting][]) {
    const said = `${row.env}${SUFFIX}`
    const path = environment[said]
    if (path === undefined || path === '') continue
    const problem = (text: string) => problems.push(`environment variable ${said}: ${text}`)
    if (!row.secret) problem(`only secrets are given by file; set ${row.env}`)
    else if (environment[row.env]) problem(`${row.env} is set as well; keep one of them`)
    else if (!readFile) problem(`no files are read here; set ${row.env}`)
    else {
      try {
        const value = readFile(path).replace(/\r?\n$/, '')
        if (value === '') problem(`${path} is empty; expected the secret`)
        else values[name] = { value, said }
      } catch (error) {
        problem(`cannot read ${path}: ${(error as Error).message}`)
      }
    }
  }
  return { values, problems }
}
