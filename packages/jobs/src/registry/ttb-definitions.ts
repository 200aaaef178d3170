import { type TtbResources, ttbAssets } from '@ttb/assets'
import { TTB_CHECKS } from '@ttb/checks'
import type { Config } from '@ttb/config'
import type { Clock } from '@ttb/resources'
import { type Definitions, definitions } from '../definitions/definitions.ts'
import { TTB_JOBS } from './ttb-jobs.ts'
import { ttbSchedules } from './ttb-schedules.ts'
import { ttbSensors } from './ttb-sensors.ts'

/** Everything that is declared for the registry, put together: assets, checks, jobs, schedules, sensors. */
export function ttbDefinitions(config: Config, clock: Clock): Definitions<TtbResources> {
  return definitions({
    assets: ttbAssets(config, clock),
    checks: TTB_CHECKS,
    jobs: TTB_JOBS,
    schedules: ttbSchedules(config),
    sensors: ttbSensors(config),
  })
}
