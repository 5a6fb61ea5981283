-- What is kept about Microsoft Graph. Facts only: the state of an object is derived from them, never stored as a word.
-- Times are milliseconds since the epoch. No reference to `settings`: a link must outlive the row until its deletion in Graph
-- is confirmed.

-- One row for each tenant that was ever connected. Holds no secrets.
CREATE TABLE graph_connection (
  tenant_id TEXT PRIMARY KEY,
  -- Address and client id. Another target is another connection.
  target TEXT NOT NULL,
  -- NULL: nothing is written to Graph yet.
  adopted_at INTEGER,
  -- 0 after a restore from a backup: nothing is written to Graph until a person confirms.
  reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1)),
  keeps_ids TEXT NOT NULL CHECK (keeps_ids IN ('unknown', 'yes', 'no')),
  updates TEXT NOT NULL CHECK (updates IN ('unknown', 'in place', 'new instance')),
  last_whole_read_at INTEGER,
  not_before INTEGER,
  deletions_confirmed_at INTEGER,
  problem TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE graph_link (
  tenant_id TEXT NOT NULL,
  settings_id TEXT NOT NULL,
  graph_id TEXT NOT NULL,
  -- What Graph confirmed, for which version (0: none), and when.
  confirmed TEXT NOT NULL,
  confirmed_version INTEGER NOT NULL,
  confirmed_at INTEGER NOT NULL,
  linked_at INTEGER NOT NULL,
  linked_by TEXT NOT NULL CHECK (linked_by IN ('created', 'recovered', 'adopted', 'pulled')),
  PRIMARY KEY (tenant_id, settings_id),
  -- One object of Graph is never two settings objects.
  UNIQUE (tenant_id, graph_id)
) STRICT, WITHOUT ROWID;

-- The last whole list of Graph, with values that our own rules refuse.
CREATE TABLE graph_observed (
  tenant_id TEXT NOT NULL,
  graph_id TEXT NOT NULL,
  content TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  missing_since INTEGER,
  PRIMARY KEY (tenant_id, graph_id)
) STRICT, WITHOUT ROWID;

-- Written before a request leaves. Gets one outcome, and is never changed afterwards, except that its content is erased.
CREATE TABLE graph_attempt (
  tenant_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq > 0),
  settings_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  operation TEXT NOT NULL CHECK (operation IN ('create', 'update', 'delete')),
  reason TEXT NOT NULL CHECK (reason IN ('change', 'restore', 'resolve')),
  content TEXT,
  graph_id TEXT,
  ids_before TEXT NOT NULL,
  client_request_id TEXT NOT NULL,
  fence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- NULL: not known.
  outcome TEXT CHECK (outcome IN ('confirmed', 'not sent', 'not done', 'refused', 'absent', 'gone', 'forked', 'conflict')),
  outcome_at INTEGER,
  problem TEXT,
  PRIMARY KEY (tenant_id, seq),
  CHECK ((outcome IS NULL) = (outcome_at IS NULL))
) STRICT, WITHOUT ROWID;

-- At most one request of unknown outcome for each tenant, enforced by the database.
CREATE UNIQUE INDEX graph_attempt_open ON graph_attempt (tenant_id) WHERE outcome IS NULL;
CREATE INDEX graph_attempt_by_settings ON graph_attempt (tenant_id, settings_id, seq);
-- Restores and deletions are counted over a short time.
CREATE INDEX graph_attempt_by_outcome ON graph_attempt (tenant_id, outcome, outcome_at);

-- What waits for a person, and what a person has decided.
CREATE TABLE graph_decision (
  tenant_id TEXT NOT NULL,
  about TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN (
    'FOUND_TWICE', 'NOT_UPDATED_IN_PLACE', 'RESTORED_TOO_OFTEN', 'IGNORED', 'DELETE_IN_GRAPH', 'RETRY'
  )),
  graph_ids TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, about)
) STRICT, WITHOUT ROWID;

-- Which process works for a tenant. The row stays after a release, so that the fence never restarts.
CREATE TABLE graph_lease (
  tenant_id TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  fence INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Fixed statistics for the planner, as in the first migration: it would guess badly for many small tenants.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('graph_link', 'graph_link', '1000000 1000 1'),
  ('graph_attempt', 'graph_attempt', '4000000 4000 1'),
  ('graph_attempt', 'graph_attempt_open', '1000 1'),
  ('graph_attempt', 'graph_attempt_by_settings', '4000000 4000 4 1'),
  ('graph_attempt', 'graph_attempt_by_outcome', '4000000 4000 1000 1');
ANALYZE sqlite_schema;
