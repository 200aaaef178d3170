export { type DescribedSetting, describeConfig, describeSettings } from './describe-config.ts'
export { legacySettingOf } from './legacy/legacy-names.ts'
export {
  LEGACY_SETTINGS,
  type LegacyMeaning,
  type LegacySetting,
  type LegacySettingName,
} from './legacy/legacy-settings.ts'
export { type ConfigSources, type LoadedConfig, loadConfig, type Origin } from './load-config.ts'
export { nearestNames } from './nearest-names.ts'
export { type DailyOptions, dailyPartitions, type PartitionClock } from './partitions/daily.ts'
export {
  allPartitions,
  identity,
  type MappedSides,
  type PartitionMapping,
  sharedDimensions,
} from './partitions/mappings.ts'
export { multiPartitions } from './partitions/multi.ts'
export {
  type PartitionDimension,
  type PartitionsDef,
  UNPARTITIONED,
} from './partitions/partitions-def.ts'
export {
  type DimensionSelection,
  type PartitionSelection,
  precedingKeys,
  selectPartitions,
} from './partitions/select-partitions.ts'
export { staticPartitions } from './partitions/static.ts'
export { type TtbPartitions, ttbPartitions } from './partitions/ttb-partitions.ts'
export {
  type Config,
  isSettingName,
  PROFILES,
  type Profile,
  SETTINGS,
  type Setting,
  type SettingName,
} from './settings.ts'
