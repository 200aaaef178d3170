import { observeOutside, type TtbResources } from '@ttb/assets'
import type { Engine } from '../run/engine.ts'

/**
 * Tells the ledger what commands have made outside of runs, and evaluates the checks of it, so that whatever is made of it
 * goes by the same rules.
 */
export async function takeInOutside(
  engine: Engine<TtbResources>,
  resources: TtbResources,
  { signal = new AbortController().signal }: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { structured } = await observeOutside(resources, signal)
  const { partitions } = engine.definitions.graph.asset('ttb_structured_data')
  const keys = structured.filter((key) => partitions.indexOf(key) >= 0)
  if (keys.length === 0) return
  const request = { assets: ['ttb_structured_data'], partitions: { keys } }
  for await (const _ of engine.check(request, { signal }));
}
