import type { Config } from '@ttb/config'
import { openRegistry } from '@ttb/resources'
import { isPublic } from '../acquisition.ts'
import type { Finding } from './finding.ts'

/** Asks the registry for a short list of codes, at the pace of all processes. */
export async function findRegistry(config: Config, signal: AbortSignal): Promise<Finding> {
  const warnings: string[] = []
  const opened = openRegistry(config, {
    live: isPublic(config.registryUrl),
    onWarning: (warning) => warnings.push(warning),
  })
  try {
    const { outcome, error, codes } = await opened.client.codeList('origin', { signal })
    if (outcome !== 'found') throw new Error(`${config.registryUrl} answers ${outcome}: ${error ?? 'without a reason'}`)
    const said = `${config.registryUrl} answers, with ${codes.length} codes of origin`
    return warnings.length > 0 ? { warning: warnings.join('; ') } : said
  } finally {
    await opened.close()
  }
}
