import { inspectRecord } from '@ttb/assets'
import { openStorage } from '@ttb/resources'
import type { RunCommand } from '../command.ts'
import { configureExisting } from '../configuration.ts'
import { formatInspection } from '../inspection-output.ts'
import { writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, [ttbId], options) => {
  const { config } = configureExisting(effects, options)
  const field = options['field'] as string | undefined
  const { mergeStrategy, conflictResolution } = config
  const inspection = await inspectRecord(openStorage(config), ttbId as string, {
    field,
    mergeStrategy,
    conflictResolution,
  })
  if (options['json'])
    writeJsonLine(
      effects.stdout,
      field === undefined ? inspection : { ttbId: inspection.ttbId, values: inspection.values },
    )
  else effects.stdout.write(formatInspection(inspection, { field }))
  return 'ok'
}
