import type { Config } from '@ttb/config'
import { createWorld, SCENARIOS } from '@ttb/registry-simulator'
import { openStorage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'

/** The registry is asked on some mornings after the period. */
const SEARCHED_UNTIL_MS = 30 * 86_400_000

/**
 * Throws `conflict` where pages or searches lie that are not of the made-up registry of the demo: its records would be among
 * those of others, and nothing would tell them apart. A place that the demo itself has filled, as far as it came, is no such.
 */
export async function refuseOthers(config: Config): Promise<void> {
  const { objects, paths } = openStorage(config)
  const world = createWorld(SCENARIOS.demo)
  const made = new Set(world.lifecycles.map(({ ttbId }) => ttbId))
  const isMade = (key: string): boolean => {
    const page = paths.readRawPageKey(key)
    if (page) return made.has(page.name)
    const search = paths.readSearchAnswerKey(key)
    // A log of requests, or a record of the earlier system, which the demo has none of.
    if (!search) return !/\.old-[a-z]+\.json$/.test(key)
    const searchedMs = Date.parse(search.searchedAt)
    return searchedMs >= world.startMs && searchedMs < world.endMs + SEARCHED_UNTIL_MS
  }
  for await (const { key } of objects.list(`${paths.prefixes.raw}/`))
    if (!isMade(key))
      throw new TtbError(
        `${config.data} holds pages that are not of the demo (${key}): its made-up records would be mixed with them; expected --data with a new folder, or none for ttb-demo`,
        { code: 'conflict' },
      )
}
