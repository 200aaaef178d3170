import type { AssetDef, AssetGraph, Edge } from '@ttb/assets/definitions'
import { type PartitionSelection, type PartitionsDef, selectPartitions } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import type { Definitions } from '../definitions/definitions.ts'
import type { RunRequest } from './run-request.ts'

/** The partitions of an asset that a request is about, by index, rising. */
export interface Target<R = unknown> {
  readonly asset: AssetDef<R>
  readonly indexes: readonly number[]
}

export interface TargetOptions<R> {
  readonly resources: R
  readonly signal?: AbortSignal | undefined
}

/**
 * What a request is about, each asset after those it is made from. A selection of partitions that says nothing about an
 * asset is carried on to it from the assets it is made from. Throws `not_found` and `invalid_argument` for what is not there.
 */
export async function targetsOf<R>(
  definitions: Definitions<R>,
  request: RunRequest,
  options: TargetOptions<R>,
): Promise<readonly Target<R>[]> {
  const { graph } = definitions
  const keys = selectedKeys(definitions, request)
  const selection = request.partitions ?? 'all'
  const selected = graph.assets.filter(({ key }) => keys.has(key))
  refuseUnknown(selection, selected)
  const targets = new Map<string, Target<R>>()
  for (const asset of selected) {
    const indexes = selectPartitions(asset.partitions, selection) ?? (await carriedOn(graph, asset, targets, options))
    targets.set(asset.key, { asset, indexes })
  }
  return [...targets.values()]
}

function selectedKeys<R>({ graph, job }: Definitions<R>, request: RunRequest): ReadonlySet<string> {
  const ofJob = request.job === undefined ? null : job(request.job).select
  for (const key of request.select ?? []) {
    graph.asset(key)
    if (ofJob && !ofJob.includes(key))
      throw invalid(`asset ${key} is not of job ${request.job}; expected one of ${ofJob.join(', ')}`)
  }
  const keys = new Set(request.select ?? ofJob ?? [])
  if (keys.size === 0) throw invalid('nothing to make; expected a job or keys of assets')
  if (Array.isArray(request.force))
    for (const key of request.force as readonly string[])
      if (!keys.has(key)) throw invalid(`asset ${key} is to be forced, but is not selected: ${[...keys].join(', ')}`)
  return keys
}

/** A key or a dimension that none of the assets has. */
function refuseUnknown(selection: PartitionSelection, assets: readonly AssetDef<never>[]): void {
  if (selection === 'all') return
  const definitions = assets.map(({ partitions }) => partitions)
  if ('keys' in selection) {
    const unknown = selection.keys.find((key) => definitions.every((partitions) => partitions.indexOf(key) < 0))
    const shown = assets.map(({ key, partitions }) => `${key} (${describe(partitions)})${exampleOf(partitions)}`)
    if (unknown !== undefined) throw invalid(`no partition ${JSON.stringify(unknown)} of ${shown.join('; or of ')}`)
    return
  }
  const have = assets.map(({ key, partitions }) => `${key} (${describe(partitions)})`).join(', ')
  const names = new Set(definitions.flatMap(({ dims }) => dims.map(({ name }) => name)))
  const unknown = Object.keys(selection.dims).find((name) => !names.has(name))
  if (unknown !== undefined) throw invalid(`no dimension ${JSON.stringify(unknown)} of ${have}`)
}

/** The partitions that those of the upstream assets go into. */
async function carriedOn<R>(
  graph: AssetGraph<R>,
  asset: AssetDef<R>,
  targets: ReadonlyMap<string, Target<R>>,
  options: TargetOptions<R>,
): Promise<readonly number[]> {
  const edges = graph.into(asset.key).filter(({ upstream }) => targets.has(upstream.key))
  if (edges.length === 0)
    throw invalid(
      `which partitions of ${asset.key}? The selection says nothing about ${describe(asset.partitions)}${exampleOf(asset.partitions)}`,
    )
  const indexes = new Set<number>()
  for (const edge of edges)
    for (const index of await downstreamOf(edge, targets.get(edge.upstream.key) as Target<R>, options))
      indexes.add(index)
  return [...indexes].sort((one, other) => one - other)
}

async function downstreamOf<R>(
  { upstream, downstream, mapping }: Edge<R>,
  { indexes }: Target<R>,
  { resources, signal }: TargetOptions<R>,
): Promise<readonly number[]> {
  if (mapping.kind === 'data') {
    const keys = indexes.map((index) => upstream.partitions.keyAt(index))
    const touched = await mapping.downstream(keys, { resources, signal })
    // What the data names and there is no partition of (a day before the first one) is not ours to make.
    return touched.map((key) => downstream.partitions.indexOf(key)).filter((index) => index >= 0)
  }
  const sides = { upstream: upstream.partitions, downstream: downstream.partitions }
  return indexes.flatMap((index) => mapping.downstream(index, sides))
}

/** What a key of these partitions looks like, by the last one there is. */
function exampleOf(partitions: PartitionsDef): string {
  const count = partitions.dims.length > 0 ? partitions.count() : 0
  return count > 0 ? `; one is ${JSON.stringify(partitions.keyAt(count - 1))}` : ''
}

function describe({ dims }: PartitionsDef): string {
  return dims.length === 0 ? 'not partitioned' : `by ${dims.map(({ name }) => name).join(', ')}`
}

function invalid(message: string): TtbError {
  return new TtbError(message, { code: 'invalid_argument' })
}
