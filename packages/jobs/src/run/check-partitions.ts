import { CHECKS_DUE, notFound } from '@ttb/assets/definitions'
import { type CheckDef, evaluateCheck, gateOf } from '@ttb/checks'
import type { PartitionSelection } from '@ttb/config'
import { selectPartitions } from '@ttb/config'
import type { Materialization, NewCheckResult } from '@ttb/resources'
import type { EngineSetup } from './engine-setup.ts'

/** What is to be checked; all that is there, where nothing is said. */
export interface CheckRequest {
  readonly assets?: readonly string[]
  /** Names of checks. */
  readonly checks?: readonly string[]
  readonly partitions?: PartitionSelection
}

/** What the checks say of a partition. */
export interface CheckedPartition {
  readonly asset: string
  readonly partition: string
  readonly results: readonly NewCheckResult[]
  /** The blocking check that keeps it from use by now, whether evaluated this time or before. */
  readonly gatedBy: string | null
}

/** Materializations that are read at a time. */
const AT_ONCE = 200

/** Evaluates checks on what is materialized, records what they say, and yields it, partition by partition. */
export async function* checkPartitions<R>(
  setup: EngineSetup<R>,
  { assets, checks: names, partitions: selection = 'all' }: CheckRequest,
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<CheckedPartition> {
  const { definitions, ledger } = setup
  const known = new Set(definitions.checks.map(({ name }) => name))
  for (const name of names ?? []) if (!known.has(name)) throw notFound('check', name, [...known])
  for (const key of assets ?? definitions.graph.assets.map((asset) => asset.key)) {
    const asset = definitions.graph.asset(key)
    const checks = definitions.checksOf(key).filter(({ name }) => names?.includes(name) ?? true)
    const indexes = checks.length === 0 ? [] : (selectPartitions(asset.partitions, selection) ?? [])
    for (let at = 0; at < indexes.length; at += AT_ONCE) {
      const keys = indexes.slice(at, at + AT_ONCE).map((index) => asset.partitions.keyAt(index))
      for (const materialization of await ledger.latest(key, keys)) {
        signal.throwIfAborted()
        yield await checkOne(setup, materialization, { checks, signal })
      }
    }
  }
}

async function checkOne<R>(
  { definitions, ledger, clock, resources }: EngineSetup<R>,
  materialization: Materialization,
  { checks, signal }: { readonly checks: readonly CheckDef<R>[]; readonly signal: AbortSignal },
): Promise<CheckedPartition> {
  const { asset, partition, dataVersion } = materialization
  const { partitions } = definitions.graph.asset(asset)
  const results: NewCheckResult[] = []
  for (const check of checks)
    results.push(
      await evaluateCheck(check, {
        asset,
        partition,
        partitions,
        materialization,
        latest: (other, keys) => ledger.latest(other, keys),
        signal,
        clock,
        resources,
      }),
    )
  // Checks that were not evaluated now go on saying what they said.
  const evaluated = new Set(results.map(({ name }) => name))
  const others = definitions.checksOf(asset).filter(({ name }) => !evaluated.has(name))
  const before = await ledger.checkResults({ asset, partition })
  // Where checks are due, what others said is of something else.
  const gatedBy =
    materialization.gatedBy === CHECKS_DUE && others.length > 0
      ? CHECKS_DUE
      : gateOf([...results, ...before.filter(({ name }) => !evaluated.has(name))])
  await ledger.recordChecks({ asset, partition, dataVersion, gatedBy }, results, clock.now())
  return { asset, partition, results, gatedBy }
}
