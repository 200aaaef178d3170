import type { Config } from '@ttb/config'
import type { Finding } from './finding.ts'

const CONNECT_TIMEOUT_MS = 10_000

/** Whether the database for exports, where one is set, can be reached, and its user may make a schema in it. */
export async function findDatabase({ postgresUrl }: Pick<Config, 'postgresUrl'>): Promise<Finding> {
  if (postgresUrl === null) return 'none is set; only exports to PostgreSQL need one'
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  // A connection that breaks fails the query under way; between queries there is nobody else to tell.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ database: string; version: string; user: string; may_create: boolean }>(
      `SELECT current_database() AS database, current_setting('server_version') AS version, current_user AS user,
         has_database_privilege(current_database(), 'CREATE') AS may_create`,
    )
    const [found] = rows
    if (!found) throw new Error('the database says nothing of itself')
    const said = `PostgreSQL ${found.version}, database ${found.database}, user ${found.user}`
    if (found.may_create) return said
    return {
      warning: `${said}, who may make no schema`,
      remedy: `As the owner of the database: GRANT CREATE ON DATABASE "${found.database}" TO "${found.user}". A schema that is there already does too.`,
    }
  } finally {
    await client.end()
  }
}
