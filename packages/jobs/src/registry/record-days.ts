import type { Ledger } from '@ttb/resources'

/** What holds anything of the records of a day of receipt. */
const SOURCES = ['ttb_structured_data', 'ttb_registry_index_by_receipt'] as const

/** The days of receipt of which anything is known, in order. */
export async function recordDays(ledger: Pick<Ledger, 'states'>): Promise<string[]> {
  const days = new Set<string>()
  for (const asset of SOURCES) for (const { partition } of await ledger.states(asset)) days.add(partition.slice(0, 10))
  return [...days].sort()
}
