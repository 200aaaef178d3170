import { TtbError } from '@ttb/utils'
import { CLASS_TYPES, ORIGINS } from './code-lists.ts'

/** A world as data: the same scenario makes the same world, byte for byte. */
export interface Scenario {
  readonly name: string
  readonly seed: number
  /** First day of the period, `YYYY-MM-DD`. */
  readonly startDate: string
  readonly days: number
  /** E-filed applications on an average working day; each takes a TTB ID, public or not. */
  readonly filingsPerDay: number
  /** Share of the filings that fall on Saturdays and Sundays. */
  readonly weekendShare: number
  /** Applications on paper for each e-filed one. */
  readonly paperShare: number
  /** Share of the applications that never become public. */
  readonly neverPublicShare: number
  /** Share of the period's completions that are changes of status; days of bulk changes come on top. */
  readonly statusChangeShare: number
  /** Days before the period with the same filings, so that late approvals reach into it. */
  readonly leadInDays: number
  /** Public records of the years before. */
  readonly olderRecords: number
  /** Records of before 1997, with IDs of 8 and 9 digits. */
  readonly shortIdRecords: number
  readonly companies: number
  /** Share of the records whose form contradicts the detail page in one field. */
  readonly conflictShare: number
  /** Share of the records with a line break within a name. */
  readonly lineBreakShare: number
  readonly bulkDays: readonly BulkDay[]
}

/** A day on which many older records change their status at once. */
export interface BulkDay {
  /** Day of the period, from 0. */
  readonly day: number
  readonly completions: number
  /** Default: any. */
  readonly classTypeCodes?: readonly string[]
  /** Default: any. */
  readonly originCodes?: readonly string[]
}

const USUAL = {
  seed: 1,
  startDate: '2025-03-03',
  weekendShare: 0.04,
  paperShare: 0.03,
  neverPublicShare: 0.4,
  statusChangeShare: 0.35,
  conflictShare: 0.02,
  lineBreakShare: 0.01,
}
const BEER_STATES = ['01', '02', '05', '06', '07', '13', '38', '39', '44', '48'] as const

/** Scenarios to start from: `createWorld({ ...SCENARIOS.demo, seed: 7 })`. */
export const SCENARIOS = {
  /** A fortnight of about 15 applications a day. */
  demo: {
    ...USUAL,
    name: 'demo',
    days: 14,
    filingsPerDay: 15,
    leadInDays: 45,
    olderRecords: 150,
    shortIdRecords: 2,
    companies: 40,
    bulkDays: [],
  },
  /** A month of about 40 a day, with one day whose completions only date, class and origin together can split. */
  ci: {
    ...USUAL,
    name: 'ci',
    days: 30,
    filingsPerDay: 40,
    leadInDays: 60,
    olderRecords: 900,
    shortIdRecords: 5,
    companies: 120,
    bulkDays: [{ day: 15, completions: 1080, classTypeCodes: ['901'], originCodes: BEER_STATES }],
  },
  /** A month in the size of the real registry. */
  fullSize: {
    ...USUAL,
    name: 'fullSize',
    days: 30,
    filingsPerDay: 900,
    leadInDays: 45,
    olderRecords: 14_000,
    shortIdRecords: 40,
    companies: 3000,
    bulkDays: [
      { day: 8, completions: 1300 },
      { day: 15, completions: 1600, classTypeCodes: ['901'], originCodes: BEER_STATES },
      { day: 22, completions: 1200, classTypeCodes: ['80', '81'] },
    ],
  },
} as const satisfies Readonly<Record<string, Scenario>>

export type ScenarioName = keyof typeof SCENARIOS

/** Throws `invalid_argument`, naming every problem, when a scenario cannot be. */
export function checkScenario(scenario: Scenario): void {
  const problems: string[] = []
  const say = (name: string, expected: string) =>
    problems.push(`${name} ${JSON.stringify(scenario[name as keyof Scenario])}: expected ${expected}`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(scenario.startDate) || Number.isNaN(Date.parse(scenario.startDate)))
    say('startDate', 'a day, YYYY-MM-DD')
  for (const name of ['days', 'companies'] as const)
    if (!(Number.isInteger(scenario[name]) && scenario[name] >= 1)) say(name, 'a whole number from 1 up')
  for (const name of ['seed', 'leadInDays', 'olderRecords', 'shortIdRecords'] as const)
    if (!(Number.isInteger(scenario[name]) && scenario[name] >= 0)) say(name, 'a whole number from 0 up')
  if (!(scenario.filingsPerDay >= 0 && scenario.filingsPerDay <= 100_000)) say('filingsPerDay', '0 to 100000')
  for (const name of ['weekendShare', 'statusChangeShare'] as const)
    if (!(scenario[name] >= 0 && scenario[name] < 1)) say(name, 'a share from 0 up to, not including, 1')
  for (const name of ['paperShare', 'neverPublicShare', 'conflictShare', 'lineBreakShare'] as const)
    if (!(scenario[name] >= 0 && scenario[name] <= 1)) say(name, 'a share, 0 to 1')
  for (const { day, completions, classTypeCodes = [], originCodes = [] } of scenario.bulkDays) {
    if (!(Number.isInteger(day) && day >= 0 && day < scenario.days)) say('bulkDays', `days of the period, not ${day}`)
    if (!(Number.isInteger(completions) && completions >= 0)) say('bulkDays', `whole numbers, not ${completions}`)
    for (const code of classTypeCodes)
      if (!CLASS_TYPES.some((known) => known.code === code)) say('bulkDays', `known class codes, not ${code}`)
    for (const code of originCodes)
      if (!ORIGINS.some((known) => known.code === code)) say('bulkDays', `known origin codes, not ${code}`)
  }
  if (problems.length > 0)
    throw new TtbError(`scenario ${scenario.name}: ${problems.join('; ')}`, { code: 'invalid_argument' })
}
