/** Process-wide, so that the ESM and the CJS copy of a module warn once between them. */
const WARNED = Symbol.for('ttb.legacy-defs.warned')

function warnedModules(): Set<string> {
  const holder = globalThis as { [WARNED]?: Set<string> }
  holder[WARNED] ??= new Set()
  return holder[WARNED]
}

/**
 * Says, once a process, that a module of old names is in use: a `DeprecationWarning` of the code `TTB_LEGACY_MODULE`.
 * Node's own switches silence it: `--no-deprecation`, or `--disable-warning=CODE` for one module.
 */
export function warnDeprecated(module: string): void {
  const warned = warnedModules()
  if (warned.has(module)) return
  warned.add(module)
  const path = module === 'index' ? '@ttb/legacy-defs' : `@ttb/legacy-defs/${module}`
  process.emitWarning(
    `${path} keeps old names for a while; \`npx @ttb/legacy-defs migrate DIR\` moves a project off them`,
    {
      type: 'DeprecationWarning',
      code: `TTB_LEGACY_${module.toUpperCase()}`,
    },
  )
}
