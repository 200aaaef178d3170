export { type DescribedSetting, describeConfig, describeSettings } from './describe-config.ts'
export { type ConfigSources, type LoadedConfig, loadConfig, type Origin } from './load-config.ts'
export {
  type Config,
  isSettingName,
  PROFILES,
  type Profile,
  SETTINGS,
  type Setting,
  type SettingName,
} from './settings.ts'
