import { type AssetDef, type Dependency, mappingOf } from './define-asset.ts'

/** What keys, names of checks, jobs, schedules and sensors look like. */
export const NAME = /^[a-z][a-z0-9_]*$/

/** Every way in which these assets do not fit together; empty when they do. */
export function assetProblems(assets: readonly AssetDef<never>[]): string[] {
  const byKey = new Map(assets.map((asset) => [asset.key, asset]))
  return [
    ...repeated(assets.map(({ key }) => key)).map((key) => `asset ${key}: defined more than once`),
    ...assets.flatMap(ownProblems),
    ...assets.flatMap((asset) => asset.deps.flatMap((dependency) => dependencyProblems(asset, dependency, byKey))),
    ...cycles(byKey).map((cycle) => `assets ${cycle.join(' <- ')}: made from themselves`),
  ]
}

/** The texts that occur more than once, each once. */
export function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))]
}

function ownProblems({ key, group, doc, codeVersion, retry, deps }: AssetDef<never>): string[] {
  const problems: string[] = []
  if (!NAME.test(key)) problems.push(`key ${JSON.stringify(key)}; expected lower case, digits and "_"`)
  if (group === '') problems.push('no group')
  if (doc === '') problems.push('no doc')
  if (codeVersion === '') problems.push('no code version')
  if (!Number.isInteger(retry.max) || retry.max < 0 || !(retry.backoffMs >= 0))
    problems.push(`retry ${JSON.stringify(retry)}; expected numbers, not negative`)
  for (const asset of repeated(deps.map(({ asset: other }) => other)))
    problems.push(`depends on ${asset} more than once`)
  return problems.map((problem) => `asset ${key}: ${problem}`)
}

function dependencyProblems(
  asset: AssetDef<never>,
  dependency: Dependency<never>,
  byKey: ReadonlyMap<string, AssetDef<never>>,
): string[] {
  const upstream = byKey.get(dependency.asset)
  if (!upstream) return [`asset ${asset.key}: depends on ${dependency.asset}, which is not defined`]
  const mapping = mappingOf(dependency, upstream.partitions)
  if (mapping.kind === 'data') return []
  const problem = mapping.problem({ upstream: upstream.partitions, downstream: asset.partitions })
  if (problem === null) return []
  const hint = dependency.mapping ? '' : '; name a mapping'
  return [`asset ${asset.key}: partitions of ${dependency.asset}: ${problem}${hint}`]
}

/** The cycles among assets, one of each knot. */
function cycles(byKey: ReadonlyMap<string, AssetDef<never>>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (key: string, path: readonly string[]): void => {
    if (path.includes(key)) {
      found.push([...path.slice(path.indexOf(key)), key])
      return
    }
    if (done.has(key)) return
    const upstream = new Set(byKey.get(key)?.deps.map(({ asset }) => asset))
    for (const other of upstream) walk(other, [...path, key])
    done.add(key)
  }
  for (const key of byKey.keys()) walk(key, [])
  return found
}
