import { createHash } from 'node:crypto'
import type { InputPartition } from '@ttb/assets/definitions'

/** The data version of several partitions together: that of the one, or a digest of all, in whatever order. */
export function versionOfPartitions(inputs: readonly InputPartition[]): string {
  if (inputs.length === 1) return (inputs[0] as InputPartition).dataVersion
  const hash = createHash('sha256')
  const lines = inputs.map(({ partition, dataVersion }) => `${partition}\t${dataVersion}\n`)
  for (const line of lines.sort()) hash.update(line)
  return `${inputs.length}:${hash.digest('hex').slice(0, 32)}`
}

/** The versions by dependency, as the ledger keeps them: the same text for the same versions. */
export function writeInputVersions(versions: readonly (readonly [dependency: string, version: string])[]): string {
  return JSON.stringify([...versions].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** The dependencies whose versions differ between two such texts. */
export function changedInputs(before: string, now: string): string[] {
  const was = new Map(JSON.parse(before) as [string, string][])
  const is = new Map(JSON.parse(now) as [string, string][])
  return [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key)).sort()
}
