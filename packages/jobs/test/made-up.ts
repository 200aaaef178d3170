import { type AssetDef, type AssetSpec, assetsWith } from '@ttb/assets/definitions'
import {
  allPartitions,
  dailyPartitions,
  multiPartitions,
  type PartitionsDef,
  sharedDimensions,
  staticPartitions,
} from '@ttb/config'
import { type Clock, openStateStore } from '@ttb/resources'
import { type DefinitionLists, definitions } from '../src/definitions/definitions.ts'
import { createEngine, type EngineOptions } from '../src/run/engine.ts'
import type { RunEvent } from '../src/run/run-event.ts'
import { simulatedTime } from './simulated-time.ts'

/** What the made-up assets do: by `key partition`, or `key`, the version they give or the error they throw. */
export class World {
  readonly made: string[] = []
  readonly versions = new Map<string, string>()
  readonly errors = new Map<string, () => unknown>()
  wait: ((key: string, context: { readonly signal: AbortSignal; readonly clock: Clock }) => Promise<void>) | null = null

  set(name: string, version: string): void {
    this.versions.set(name, version)
  }
  /** What was made since the last time this was asked, in order. */
  taken(): string[] {
    return this.made.splice(0)
  }
}

export const asset = assetsWith<World>()

/** An asset that makes what the world says, and tells the world. */
export function madeUp<const D extends string = never>(
  spec: Pick<AssetSpec<World, D>, 'key'> & Partial<AssetSpec<World, D>>,
): AssetDef<World> {
  return asset<D>({
    group: 'made_up',
    doc: 'Made up.',
    codeVersion: '1',
    async materialize({ asset: key, partition, resources: world, signal, clock }) {
      const name = partition === '' ? key : `${key} ${partition}`
      await world.wait?.(name, { signal, clock })
      const error = (world.errors.get(name) ?? world.errors.get(key))?.()
      if (error) throw error
      world.made.push(name)
      return { dataVersion: world.versions.get(name) ?? world.versions.get(key) ?? 'v1', metadata: { name } }
    },
    ...spec,
  })
}

export const NOW = '2024-01-04T06:00:00Z'

/** Two methods a day from 2024-01-01 to 2024-01-03, seen at {@link NOW}. */
export function partitionsAt(clock: { now(): number }): { daily: PartitionsDef; both: PartitionsDef } {
  const daily = dailyPartitions({ start: '2024-01-01', clock })
  return { daily, both: multiPartitions([daily, staticPartitions(['001', '002'], { dim: 'method' })]) }
}

/** raw -> clean by method of a day; day from both methods; all from every day. */
export function pipeline(clock: { now(): number }): readonly AssetDef<World>[] {
  const { daily, both } = partitionsAt(clock)
  return [
    madeUp({ key: 'raw', partitions: both }),
    madeUp({ key: 'clean', partitions: both, deps: [{ asset: 'raw' }] }),
    madeUp({ key: 'day', partitions: daily, deps: [{ asset: 'clean', mapping: sharedDimensions() }] }),
    madeUp({ key: 'total', deps: [{ asset: 'day', mapping: allPartitions() }] }),
  ]
}

/** An engine over made-up assets and a ledger in memory, in simulated time. */
export function madeUpEngine(
  lists: (clock: { now(): number }) => DefinitionLists<World>,
  options: Partial<EngineOptions<World>> & { readonly start?: string } = {},
) {
  const { start = NOW, ...others } = options
  const time = simulatedTime(start)
  const world = new World()
  const events: RunEvent[] = []
  const store = openStateStore(':memory:')
  const engineWith = (made: DefinitionLists<World>, more: Partial<EngineOptions<World>> = {}) =>
    createEngine<World>({
      definitions: definitions(made),
      ledger: store.ledger,
      clock: more.clock ?? time.join(),
      resources: world,
      onEvent: (event) => events.push(event),
      unitClock: () => time.join(),
      ...others,
      ...more,
    })
  return { time, world, events, store, ledger: store.ledger, engineWith, engine: engineWith(lists(time)) }
}
