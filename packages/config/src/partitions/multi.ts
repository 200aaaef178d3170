import { type PartitionsDef, partitionsOver } from './partitions-def.ts'

/** Every combination of the partitions of several definitions, any number of dimensions. What advances comes first. */
export function multiPartitions(parts: readonly PartitionsDef[]): PartitionsDef {
  return partitionsOver(parts.flatMap(({ dims }) => dims))
}
