import type { Option } from './command.ts'

/** What every command that asks the registry can be told. */
export const REGISTRY_OPTIONS: readonly Option[] = [
  { flags: '--live', doc: 'really ask the public registry; without it only a simulator on this machine is asked' },
  { flags: '--yes', doc: 'do not ask before a live run of more than an hour' },
  { flags: '--max-requests <n>', doc: 'stop after so many requests; the next run goes on from there' },
  { flags: '--hours <n>', doc: 'stop after so many hours; the next run goes on from there' },
]

export const RANGE_OPTIONS: readonly Option[] = [
  { flags: '--from <date>', doc: 'first completed date, YYYY-MM-DD' },
  { flags: '--to <date>', doc: 'last completed date, itself included' },
]
