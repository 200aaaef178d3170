import { daysOfJob, describePlan, planJob } from '@ttb/jobs'
import { readRange } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { withEngine } from '../engine.ts'
import { withJob } from '../job-request.ts'
import { formatCounted, writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, [name], options) => {
  const { stdout, signal } = effects
  const job = name as string
  const [from, to] = readRange(options)
  return withEngine(effects, options, async ({ engine, resources }) => {
    const request = { job, from, to, force: options['force'] === true, signal }
    const plan = await withJob(engine, request, () => planJob(engine, resources, request))
    if (options['json']) {
      writeJsonLine(stdout, options['units'] ? plan : { ...plan, units: plan.units.length })
      return 'ok'
    }
    const note =
      daysOfJob(engine, job) === 'completion'
        ? '\nBy what the index lists now; days that are not settled are searched first, which may bring more.'
        : ''
    stdout.write(
      `${describePlan(plan, { units: options['units'] === true })}\n\n${formatCounted(plan.units.length, 'unit')} of work.${note}\n`,
    )
    return 'ok'
  })
}
