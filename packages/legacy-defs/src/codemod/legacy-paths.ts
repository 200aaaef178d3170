import { LEGACY_MODULES, type LegacyModule } from '../legacy-map.ts'

/** The module that an import names: `@ttb/legacy-defs/ttb_utils`, or a path to `defs/ttb_utils`; null when it names none. */
export function legacyModuleOf(specifier: string): LegacyModule | null {
  if (specifier === '@ttb/legacy-defs' || /(?:^|\/)ciq_test_2\/defs$/.test(specifier)) return 'index'
  const name = /(?:^@ttb\/legacy-defs|(?:^|\/)defs)\/(\w+)(?:\.[cm]?[jt]s)?$/.exec(specifier)?.[1]
  return LEGACY_MODULES.find((module) => module === name && module !== 'index') ?? null
}

/** Whether a path can only mean this package; `./defs/resources` may be the project's own. */
export function isOurs(specifier: string): boolean {
  return specifier.startsWith('@ttb/legacy-defs') || specifier.includes('ciq_test_2/')
}

/** Where this package has a module. */
export function pathOf(module: LegacyModule): string {
  return module === 'index' ? '@ttb/legacy-defs' : `@ttb/legacy-defs/${module}`
}
