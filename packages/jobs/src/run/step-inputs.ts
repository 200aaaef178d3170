import { type AssetDef, CHECKS_DUE, type Edge, type InputPartition } from '@ttb/assets/definitions'
import { gateOf } from '@ttb/checks'
import type { MaterializedState, StepOutcome } from '@ttb/resources'
import { versionOfPartitions, writeInputVersions } from '../plan/input-versions.ts'
import type { EngineSetup, UnitClock } from './engine-setup.ts'
import { evaluateChecks } from './evaluate-checks.ts'

/** What a step is made from, or why it cannot be made. */
export type StepInputs =
  | { readonly blocked: string }
  | {
      readonly blocked: null
      readonly inputs: Readonly<Record<string, readonly InputPartition[]>>
      readonly versions: string
    }

interface StepOf<R> {
  readonly asset: AssetDef<R>
  readonly partition: string
  readonly runId: string
  /** What came of the steps of the same unit before. */
  readonly outcomes: ReadonlyMap<string, StepOutcome>
  readonly clock: UnitClock
  readonly signal: AbortSignal
}

const UNUSABLE: readonly StepOutcome[] = ['gated', 'failed', 'blocked']

/** Looks at what a step is made from, as it is now. */
export async function readInputs<R>(setup: EngineSetup<R>, step: StepOf<R>): Promise<StepInputs> {
  const inputs: Record<string, readonly InputPartition[]> = {}
  const versions: [string, string][] = []
  for (const edge of setup.definitions.graph.into(step.asset.key)) {
    const read = await readInput(setup, edge, step)
    if (typeof read === 'string') return { blocked: read }
    inputs[edge.upstream.key] = read
    if (edge.outdates) versions.push([edge.upstream.key, versionOfPartitions(read)])
  }
  return { blocked: null, inputs, versions: writeInputVersions(versions) }
}

/** The partitions of one dependency; a text when they do not suffice. */
async function readInput<R>(
  setup: EngineSetup<R>,
  edge: Edge<R>,
  step: StepOf<R>,
): Promise<readonly InputPartition[] | string> {
  const { ledger, resources } = setup
  const { partition, runId, outcomes, signal } = step
  const { upstream, mapping, requires } = edge
  const keys = await upstreamKeys(edge, partition, { resources, signal })
  const some = mapping.kind === 'all' ? undefined : keys
  const states = new Map((await ledger.states(upstream.key, some)).map((state) => [state.partition, state]))
  for (const key of keys) {
    if (states.get(key)?.gatedBy !== CHECKS_DUE) continue
    const checked = await checkDue(setup, upstream, key, step)
    if (checked) states.set(key, checked)
  }
  const unusable = new Map(await ledger.unusable(runId, upstream.key, some))
  const outcome = outcomes.get(upstream.key)
  if (outcome && UNUSABLE.includes(outcome)) unusable.set(partition, outcome)

  const inputs: InputPartition[] = []
  for (const key of keys) {
    const state = states.get(key)
    const problem = unusable.get(key) ?? (state ? (state.gatedBy === null ? null : 'gated') : 'missing')
    if (problem !== null && requires === 'every')
      return `${key === '' ? upstream.key : `${upstream.key} ${key}`} is ${sayWhy(problem, state?.gatedBy ?? null)}`
    // Left out: what was never made, and what a check keeps from use. What failed now may be there from before.
    if (state && state.gatedBy === null) inputs.push({ partition: key, dataVersion: state.dataVersion })
  }
  return inputs
}

/** Evaluates the checks of what the ledger was only told of, as whoever told it may be gone; what there is after that. */
async function checkDue<R>(
  setup: EngineSetup<R>,
  asset: AssetDef<R>,
  partition: string,
  { runId, clock, signal }: StepOf<R>,
): Promise<MaterializedState | undefined> {
  const { ledger } = setup
  for (;;) {
    const [made] = await ledger.latest(asset.key, [partition])
    if (made?.gatedBy !== CHECKS_DUE) return made
    const checks = await evaluateChecks(setup, asset, made, { runId, partition, clock, signal })
    // Not recorded where it has become something else meanwhile; then that is looked at.
    const of = { asset: asset.key, partition, dataVersion: made.dataVersion, gatedBy: gateOf(checks) }
    await ledger.recordChecks(of, checks, clock.now())
  }
}

function sayWhy(problem: StepOutcome | 'missing', gatedBy: string | null): string {
  return problem === 'gated' && gatedBy !== null ? `gated by ${gatedBy}` : problem
}

async function upstreamKeys<R>(
  { upstream, downstream, mapping }: Edge<R>,
  partition: string,
  context: { readonly resources: R; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  if (mapping.kind === 'identity') return [partition]
  if (mapping.kind === 'data') {
    const keys = (await mapping.upstream([partition], context)).get(partition) ?? []
    return keys.filter((key) => upstream.partitions.indexOf(key) >= 0)
  }
  const sides = { upstream: upstream.partitions, downstream: downstream.partitions }
  const index = downstream.partitions.indexOf(partition)
  return mapping.upstream(index, sides).map((at) => upstream.partitions.keyAt(at))
}
