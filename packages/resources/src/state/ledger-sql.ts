/** The tables of the ledger. The partition of what is not partitioned is the empty text. */
export const LEDGER_SQL = `
  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    job TEXT,
    cause TEXT NOT NULL,
    request TEXT NOT NULL,
    priority INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'canceling', 'succeeded', 'failed', 'canceled')),
    units INTEGER NOT NULL,
    units_left INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    started_at_ms INTEGER,
    ended_at_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX active_runs ON runs (priority, created_at_ms) WHERE ended_at_ms IS NULL;
  CREATE INDEX runs_by_time ON runs (created_at_ms);

  CREATE TABLE units (
    run_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    partition TEXT NOT NULL,
    steps TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('waiting', 'ready', 'running', 'done')),
    waits INTEGER NOT NULL,
    awaited INTEGER NOT NULL DEFAULT 0,
    attempt INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,
    tries TEXT NOT NULL DEFAULT '{}',
    not_before_ms INTEGER NOT NULL DEFAULT 0,
    owner TEXT,
    PRIMARY KEY (run_id, ordinal)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ready_units ON units (run_id, not_before_ms, ordinal) WHERE status = 'ready';
  CREATE INDEX running_units ON units (owner) WHERE status = 'running';

  CREATE TABLE unit_waits (
    run_id TEXT NOT NULL,
    upstream INTEGER NOT NULL,
    downstream INTEGER NOT NULL,
    PRIMARY KEY (run_id, upstream, downstream)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE owners (
    owner TEXT PRIMARY KEY,
    process TEXT NOT NULL,
    lease_until_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE steps (
    run_id TEXT NOT NULL,
    asset TEXT NOT NULL,
    partition TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('materialized', 'fresh', 'gated', 'failed', 'blocked')),
    reason TEXT NOT NULL,
    ended_at_ms INTEGER NOT NULL,
    PRIMARY KEY (run_id, asset, partition)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX unusable_steps ON steps (run_id, asset) WHERE outcome IN ('gated', 'failed', 'blocked');

  CREATE TABLE materializations (
    asset TEXT NOT NULL,
    partition TEXT NOT NULL,
    data_version TEXT NOT NULL,
    code_version TEXT NOT NULL,
    input_versions TEXT NOT NULL,
    gated_by TEXT,
    run_id TEXT NOT NULL,
    materialized_at_ms INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    PRIMARY KEY (asset, partition)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX materialized ON materializations (asset, partition, gated_by);

  CREATE TABLE failures (
    asset TEXT NOT NULL,
    partition TEXT NOT NULL,
    run_id TEXT NOT NULL,
    failed_at_ms INTEGER NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (asset, partition)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE check_results (
    asset TEXT NOT NULL,
    partition TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('passed', 'failed', 'errored')),
    severity TEXT NOT NULL CHECK (severity IN ('warn', 'error')),
    blocking INTEGER NOT NULL,
    run_id TEXT,
    evaluated_at_ms INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    error TEXT,
    PRIMARY KEY (asset, partition, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX checks_not_passed ON check_results (asset, name) WHERE status <> 'passed';

  CREATE TABLE automations (
    name TEXT PRIMARY KEY,
    running INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    cursor TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ticks (
    name TEXT NOT NULL,
    scheduled_at_ms INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('requested', 'skipped', 'missed', 'failed')),
    reason TEXT NOT NULL,
    run_ids TEXT NOT NULL,
    recorded_at_ms INTEGER NOT NULL,
    PRIMARY KEY (name, scheduled_at_ms)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE alerts (
    key TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    sent_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE run_events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_of_run ON run_events (run_id, seq);
  CREATE INDEX events_by_time ON run_events (at_ms);
`
