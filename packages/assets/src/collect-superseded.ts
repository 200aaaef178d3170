import type { Storage } from '@ttb/resources'

/**
 * Removes, of everything that is made partition by partition, the files that newer ones have superseded or that a process
 * which died has left, once they are an hour old; how many they were. A commit clears its own folder already: this finds
 * what was too young then, in folders that nothing was committed to since. The warehouse clears its own.
 */
export async function collectSuperseded({ tables, paths }: Pick<Storage, 'tables' | 'paths'>): Promise<number> {
  let collected = 0
  // Settings may give two groups one place, so these are no wider than what commits write.
  for (const prefix of [
    paths.structuredPrefix,
    paths.indexPrefix,
    paths.receiptIndexPrefix,
    paths.consolidatedPrefix,
    paths.historyPrefix,
    paths.factsPrefix,
  ])
    collected += await tables.collectOrphans(prefix)
  return collected
}
