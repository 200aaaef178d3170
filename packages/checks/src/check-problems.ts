import { NAME, repeated } from '@ttb/assets/definitions'
import type { CheckDef } from './define-check.ts'

/** Every way in which these checks do not fit the assets of these keys; empty when they do. */
export function checkProblems(checks: readonly CheckDef<never>[], assetKeys: ReadonlySet<string>): string[] {
  return [
    ...repeated(checks.map(({ asset, name }) => `${name} of ${asset}`)).map(
      (check) => `check ${check}: defined more than once`,
    ),
    ...checks.flatMap(({ name, asset, doc }) => {
      const problems: string[] = []
      if (!NAME.test(name)) problems.push(`name ${JSON.stringify(name)}; expected lower case, digits and "_"`)
      if (!assetKeys.has(asset)) problems.push(`checks ${asset}, which is not defined`)
      if (doc === '') problems.push('no doc')
      return problems.map((problem) => `check ${name}: ${problem}`)
    }),
  ]
}
