import type { Config } from '@ttb/config'
import { addDays } from '@ttb/utils'
import { defineSchedule, type ScheduleDef } from '../definitions/define-schedule.ts'
import { recordDays } from './record-days.ts'

/** Once a week, so far back: whatever the daily search has not met. */
const WEEKEND_DAYS = 45

/** THE LIST: every schedule, by the clock of UTC. Each is stopped until it is switched on. */
export function ttbSchedules({
  trailingDays,
  partitionStartDate,
}: Pick<Config, 'trailingDays' | 'partitionStartDate'>): readonly ScheduleDef[] {
  const completed = (scheduledAt: string, days: number) => {
    const yesterday = addDays(scheduledAt.slice(0, 10), -1)
    const from = addDays(yesterday, 1 - days)
    return { dims: { completed_date: { from: from < partitionStartDate ? partitionStartDate : from, to: yesterday } } }
  }
  return [
    defineSchedule({
      name: 'ttb_daily_schedule',
      doc: 'Searches the last days of completion again, since records show up late; the sensor ttb_index_sensor has fetched what is new.',
      cron: '0 6 * * *',
      job: 'ttb_discovery',
      partitions: ({ scheduledAt }) => completed(scheduledAt, trailingDays),
      force: ['ttb_registry_index'],
    }),
    defineSchedule({
      name: 'ttb_analytics_schedule',
      doc: 'Joins records and brings the warehouse up to date: the days of receipt of which something changed, whenever they were.',
      cron: '0 8 * * *',
      job: 'ttb_analytics_pipeline',
      // All of them: the plan has only those that are out of date.
      async partitions({ scheduledAt }, ledger) {
        const days = (await recordDays(ledger)).filter((day) => day < scheduledAt.slice(0, 10))
        return days.length === 0 ? null : { dims: { date: days } }
      },
    }),
    defineSchedule({
      name: 'ttb_weekend_schedule',
      doc: 'The same for the last 45 days.',
      cron: '0 10 * * 0',
      job: 'ttb_discovery',
      partitions: ({ scheduledAt }) => completed(scheduledAt, WEEKEND_DAYS),
      force: ['ttb_registry_index'],
    }),
    defineSchedule({
      name: 'ttb_reference_schedule',
      doc: 'Fetches the code lists of the registry on the first of each month.',
      cron: '0 5 1 * *',
      job: 'ttb_reference_refresh',
      force: true,
    }),
  ]
}
