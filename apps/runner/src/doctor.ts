import type { Config } from '@ttb/config'
import { type Clock, openDatabase, systemClock } from '@ttb/resources'
import { findDatabase } from './doctor/database.ts'
import type { Finding } from './doctor/finding.ts'
import { findMemory, findNode, findSpace } from './doctor/machine.ts'
import { findRegistry } from './doctor/registry.ts'
import { findQueue, findState } from './doctor/state.ts'
import { findStorage, findTime } from './doctor/storage.ts'
import { findCertificates, findContact, findEndpoint } from './doctor/trust.ts'

/** `warning`: it works, and will not for long or not well. */
export type Verdict = 'ok' | 'warning' | 'failed'

/** One thing that must be in order, and whether it is. */
export interface Examined {
  readonly what: string
  readonly verdict: Verdict
  /** What was found, or what is wrong with it. */
  readonly text: string
  /** What to do about it; null where it is in order. */
  readonly remedy: string | null
}

export interface ExamineOptions {
  readonly signal: AbortSignal
  /** Default: the time of this machine. */
  readonly clock?: Clock
  /** Also asks the registry, once. Default: false. */
  readonly live?: boolean
}

interface Examination {
  readonly what: string
  readonly remedy: string
  /** What is found, for people; throws, with the problem as message, when it is not in order. */
  find(): Promise<Finding> | Finding
}

/**
 * Looks at everything that is needed, one thing after the other. Makes the state file where there is none and gives back
 * what processes that are gone had claimed in it; leaves nothing else behind. Asks no registry unless `live` says so.
 */
export async function* examine(
  config: Config,
  { signal, clock = systemClock, live = false }: ExamineOptions,
): AsyncGenerator<Examined> {
  for (const { what, remedy, find } of examinations(config, { signal, clock, live })) {
    signal.throwIfAborted()
    try {
      const finding = await find()
      if (typeof finding === 'string') yield { what, verdict: 'ok', text: finding, remedy: null }
      else yield { what, verdict: 'warning', text: finding.warning, remedy: finding.remedy ?? remedy }
    } catch (error) {
      yield { what, verdict: 'failed', text: (error as Error).message, remedy }
    }
  }
}

/** THE LIST of what is looked at. */
function examinations(config: Config, { signal, clock, live }: Required<ExamineOptions>): readonly Examination[] {
  const always: readonly Examination[] = [
    {
      what: 'node',
      remedy: 'Install a newer Node.',
      find: () => findNode(process.versions.node),
    },
    {
      what: 'storage',
      remedy: 'Set TTB_DATA to a folder that you may write to, or to a bucket whose credentials and region are set.',
      find: () => findStorage(config, signal),
    },
    {
      what: 'connection',
      remedy:
        'Set TTB_S3_ENDPOINT to an https:// address; NODE_EXTRA_CA_CERTS names a certificate authority of your own.',
      find: () => findEndpoint(config),
    },
    {
      what: 'clock',
      remedy: 'Set the clock of this machine: which days are over, and the pace of requests, go by it.',
      find: () => findTime(config, clock, signal),
    },
    {
      what: 'state file',
      remedy: 'Set TTB_STATE to a file on a disk of this machine that you may write to; no network disk.',
      find: () => findState(config),
    },
    {
      what: 'queue',
      remedy: 'Start "ttb daemon", or end the runs with "ttb runs RUN --cancel".',
      find: () => findQueue(config, clock),
    },
    {
      what: 'disk space',
      remedy: 'Make room, or set TTB_DATA, TTB_STATE and TMPDIR to another disk.',
      find: () => findSpace(config),
    },
    {
      what: 'memory',
      remedy: 'Give the process more memory, or set TTB_WORKERS and TTB_MAX_CONCURRENT_UNITS to 1.',
      find: () => findMemory(),
    },
    {
      what: 'contact',
      remedy: 'Set TTB_CONTACT to an e-mail address or web page at which the registry reaches you.',
      find: () => findContact(config),
    },
    {
      what: 'certificates',
      remedy: 'Set TTB_CA_FILE to a PEM file of valid certificates that can be read, or not at all.',
      find: () => findCertificates(config, clock),
    },
    {
      what: 'SQL',
      remedy: 'Install the package @duckdb/node-api for this system; queries and exports need it.',
      find: () => findSql(),
    },
    {
      what: 'database',
      remedy: 'Set TTB_POSTGRES_URL, or TTB_POSTGRES_URL_FILE, to a database in which its user may make a schema.',
      find: () => findDatabase(config),
    },
  ]
  const asking: Examination = {
    what: 'registry',
    remedy: 'Try again later; "ttb status" says until when the registry may not be asked.',
    find: () => findRegistry(config, signal),
  }
  return live ? [...always, asking] : always
}

async function findSql(): Promise<string> {
  const database = await openDatabase()
  try {
    const { rows } = await database.query('SELECT version()')
    return `DuckDB ${String(rows[0]?.[0])}`
  } finally {
    database.close()
  }
}
