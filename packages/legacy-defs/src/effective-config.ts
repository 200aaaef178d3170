import { type Config, type ConfigSources, loadConfig } from '@ttb/config'

/** The configuration as the old functions found it: they took no arguments, so the environment is read when they are called. */
export function effectiveConfig(overrides: ConfigSources['overrides'] = {}): Config {
  return loadConfig({ environment: process.env, overrides }).config
}
