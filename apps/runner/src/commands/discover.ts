import type { RunCommand } from '../command.ts'
import { acquire } from './backfill.ts'

export const run: RunCommand = (effects, _args, options) => acquire(effects, options, { search: true, fetch: false })
