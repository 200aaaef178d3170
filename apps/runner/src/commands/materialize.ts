import { requestOfAssets } from '@ttb/jobs'
import { readRange } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { withEngine } from '../engine.ts'
import { named } from '../job-request.ts'
import { createRunOutput } from '../run-output.ts'

export const run: RunCommand = async (effects, assets, options) => {
  const { signal } = effects
  const [from, to] = readRange(options)
  const keys = options['partition'] as readonly string[] | undefined
  const output = createRunOutput(effects, { json: options['json'] === true })
  return withEngine(
    effects,
    options,
    async ({ engine }) => {
      await named(() => assets.map((key) => engine.definitions.graph.asset(key)))
      const request = requestOfAssets(engine, { assets, keys, from, to, force: options['force'] === true })
      return output.summarize(await engine.run(request, { cause: 'ttb materialize', signal }))
    },
    output,
  )
}
