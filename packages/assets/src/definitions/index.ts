export type { AssetContext, InputPartition, Materialized } from './asset-context.ts'
export { type AssetGraph, createAssetGraph, type Edge } from './asset-graph.ts'
export { assetProblems, NAME, repeated } from './asset-problems.ts'
export { CHECKS_DUE } from './checks-due.ts'
export { type DataMapping, type DataMappingContext, dataMapping } from './data-mapping.ts'
export {
  type AssetDef,
  type AssetSpec,
  assetsWith,
  type Dependency,
  defineAsset,
  type RetryPolicy,
} from './define-asset.ts'
export { notFound } from './not-found.ts'
