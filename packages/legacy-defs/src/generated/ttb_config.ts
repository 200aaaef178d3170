// Made from legacy-map.ts by `pnpm generate`; not edited.
import {
  DeploymentConfig as DeploymentConfig_,
  get_dimensional_config as get_dimensional_config_,
  get_extraction_config as get_extraction_config_,
  get_processing_config as get_processing_config_,
  get_ttb_config as get_ttb_config_,
  TTBDimensionalConfig as TTBDimensionalConfig_,
  TTBExtractionConfig as TTBExtractionConfig_,
  TTBGlobalConfig as TTBGlobalConfig_,
  TTBProcessingConfig as TTBProcessingConfig_,
} from '../adapters/config-classes.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_config')

/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const TTBGlobalConfig = TTBGlobalConfig_
export type TTBGlobalConfig = TTBGlobalConfig_
/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const TTBExtractionConfig = TTBExtractionConfig_
export type TTBExtractionConfig = TTBExtractionConfig_
/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const TTBProcessingConfig = TTBProcessingConfig_
export type TTBProcessingConfig = TTBProcessingConfig_
/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const TTBDimensionalConfig = TTBDimensionalConfig_
export type TTBDimensionalConfig = TTBDimensionalConfig_
/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const get_ttb_config = get_ttb_config_
/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const get_extraction_config = get_extraction_config_
/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const get_processing_config = get_processing_config_
/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const get_dimensional_config = get_dimensional_config_
/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const DeploymentConfig = DeploymentConfig_
export type DeploymentConfig = DeploymentConfig_
