// Made from legacy-map.ts by `pnpm generate`; not edited.
import { ConsolidatedConfig as ConsolidatedConfig_ } from '../adapters/config-classes.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_consolidated_assets')

/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const ConsolidatedConfig = ConsolidatedConfig_
export type ConsolidatedConfig = ConsolidatedConfig_
/** @deprecated Use the name `'ttb_consolidated_data'` of the asset. */
export const ttb_consolidated_data = 'ttb_consolidated_data'
