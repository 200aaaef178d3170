import { TtbError } from '@ttb/utils'
import { KEY_SEPARATOR, type PartitionsDef, partitionsOver } from './partitions-def.ts'

/** A partition for each of these keys, in this order. Throws `invalid_argument` for none, a repeated or an unusable key. */
export function staticPartitions(keys: readonly string[], { dim }: { readonly dim: string }): PartitionsDef {
  const positions = new Map(keys.map((key, position) => [key, position]))
  const unusable = keys.filter((key) => key === '' || key.includes(KEY_SEPARATOR))
  if (keys.length === 0 || positions.size < keys.length || unusable.length > 0)
    throw new TtbError(
      `keys of ${dim}: ${JSON.stringify(keys)}; expected at least one, each once, none empty or with "${KEY_SEPARATOR}"`,
      { code: 'invalid_argument' },
    )
  return partitionsOver([
    {
      name: dim,
      id: `${dim}:static(${keys.join(',')})`,
      advances: false,
      count: () => keys.length,
      keyAt: (position) => keys[position] as string,
      indexOf: (key) => positions.get(key) ?? -1,
    },
  ])
}
