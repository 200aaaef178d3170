/** What a mapping that looks at data is given. */
export interface DataMappingContext<R = unknown> {
  readonly resources: R
  readonly signal: AbortSignal | undefined
}

/** Which partitions are made from which, where only the data can tell. It is asked before a plan is made, not by it. */
export interface DataMapping<R = unknown> {
  readonly kind: 'data'
  readonly doc: string
  /** By each of these downstream keys, the keys of the upstream partitions that it is made from. */
  upstream(keys: readonly string[], context: DataMappingContext<R>): Promise<ReadonlyMap<string, readonly string[]>>
  /** The keys of the downstream partitions that these upstream partitions go into. */
  downstream(keys: readonly string[], context: DataMappingContext<R>): Promise<readonly string[]>
}

/** A mapping that looks at data: the days of receipt that a day of the index touches. */
export function dataMapping<R = unknown>(mapping: Omit<DataMapping<R>, 'kind'>): DataMapping<R> {
  return {
    kind: 'data',
    doc: mapping.doc,
    upstream: (keys, context) => mapping.upstream(keys, context),
    downstream: (keys, context) => mapping.downstream(keys, context),
  }
}
