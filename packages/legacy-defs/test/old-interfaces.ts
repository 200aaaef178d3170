import { readFileSync } from 'node:fs'

export interface OldParameter {
  readonly name: string
  /** As Python writes it; null for a parameter without one. */
  readonly default: string | null
}

export interface OldName {
  readonly kind: 'function' | 'class' | 'constant' | 'asset' | 'asset_check' | 'sensor'
  readonly name: string
  /** Of a function, or of the constructor of a class; for settings and tuples, their fields. */
  readonly parameters: readonly OldParameter[]
  readonly methods: Readonly<
    Record<string, { readonly isStatic: boolean; readonly parameters: readonly OldParameter[] }>
  >
  readonly constants: readonly string[]
  /** What a class of settings extends. */
  readonly base: string | null
}

/** The public names of every old module, as they are written down in `old-interfaces.md`. */
export function readOldInterfaces(): Readonly<Record<string, readonly OldName[]>> {
  const text = readFileSync(new URL('./old-interfaces.md', import.meta.url), 'utf8')
  const modules = text.split(/^## /m).slice(1)
  const names = modules.map((section) => {
    const [module = '', ...lines] = section.trim().split('\n')
    return [module, namesOf(lines.filter((line) => line.trim() !== ''))] as const
  })
  return { index: [{ ...EMPTY, kind: 'function', name: 'download_ttb_images' }], ...Object.fromEntries(names) }
}

const EMPTY = { parameters: [], methods: {}, constants: [], base: null }

function namesOf(lines: readonly string[]): OldName[] {
  const names: OldName[] = []
  for (const line of lines) {
    const parts = line.startsWith('  ') ? names.pop() : undefined
    names.push(parts ? withPart(parts, line.trim()) : readName(line))
  }
  return names
}

function readName(line: string): OldName {
  const [, word, name, parameters, base] =
    /^- (?:(class|asset_check|asset|sensor) )?`(\w+)(?:\((.*)\)(?: -> .*)?)?`(?: \((\w+)\))?/.exec(line) ?? []
  if (!name) throw new Error(`not understood: ${line}`)
  const kind = (word ?? (parameters === undefined ? 'constant' : 'function')) as OldName['kind']
  return { ...EMPTY, kind, name, parameters: readParameters(parameters ?? ''), base: base ?? null }
}

function withPart(owner: OldName, line: string): OldName {
  const constant = /^- constant `(\w+)`/.exec(line)?.[1]
  if (constant) return { ...owner, constants: [...owner.constants, constant] }
  const [, field, fieldDefault] = /^- field `(\w+)[^`=]*(?:= ([^`]+))?`/.exec(line) ?? []
  if (field)
    return {
      ...owner,
      parameters: [
        ...owner.parameters,
        { name: field, default: fieldDefault ?? (/, default /.test(line) ? 'set' : null) },
      ],
    }
  const [, method, parameters, isStatic] = /^- `(\w+)\((.*?)\)(?: -> [^`]+)?`( static)?/.exec(line) ?? []
  if (!method) throw new Error(`not understood: ${line}`)
  const read = readParameters(parameters ?? '').filter(({ name }) => name !== 'self')
  if (method === '__init__') return { ...owner, parameters: read }
  return { ...owner, methods: { ...owner.methods, [method]: { isStatic: isStatic !== undefined, parameters: read } } }
}

/** `value: Any, formats: Optional[List[str]] = None`; what types hold in brackets is passed over. */
function readParameters(text: string): OldParameter[] {
  return text
    .replace(/\[[^[\]]*(?:\[[^[\]]*(?:\[[^[\]]*\][^[\]]*)*\][^[\]]*)*\]/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, name = '', given] = /^(\**\w+)(?::[^=]+)?(?:\s*=\s*(.*))?$/.exec(part) ?? []
      // Arguments by name are an object here, which may be left out.
      return name.startsWith('**') ? { name: name.slice(2), default: '{}' } : { name, default: given ?? null }
    })
}
