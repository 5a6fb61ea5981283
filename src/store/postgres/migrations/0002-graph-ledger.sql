-- What is kept about Microsoft Graph. Facts only: the state of an object is derived from them, never stored as a word.
-- Times are milliseconds since the epoch. No reference to `settings`: a link must outlive the row until its deletion in Graph
-- is confirmed.

-- One row for each tenant that was ever connected. Holds no secrets.
CREATE TABLE graph_connection (
  tenant_id text COLLATE "C" PRIMARY KEY,
  -- Address and client id. Another target is another connection.
  target text COLLATE "C" NOT NULL,
  -- NULL: nothing is written to Graph yet.
  adopted_at bigint,
  -- 0 after a restore from a backup: nothing is written to Graph until a person confirms.
  reviewed bigint NOT NULL CHECK (reviewed IN (0, 1)),
  keeps_ids text COLLATE "C" NOT NULL CHECK (keeps_ids IN ('unknown', 'yes', 'no')),
  updates text COLLATE "C" NOT NULL CHECK (updates IN ('unknown', 'in place', 'new instance')),
  last_whole_read_at bigint,
  not_before bigint,
  deletions_confirmed_at bigint,
  problem text COLLATE "C"
);

CREATE TABLE graph_link (
  tenant_id text COLLATE "C" NOT NULL,
  settings_id text COLLATE "C" NOT NULL,
  graph_id text COLLATE "C" NOT NULL,
  -- What Graph confirmed, for which version (0: none), and when.
  confirmed text COLLATE "C" NOT NULL,
  confirmed_version bigint NOT NULL,
  confirmed_at bigint NOT NULL,
  linked_at bigint NOT NULL,
  linked_by text COLLATE "C" NOT NULL CHECK (linked_by IN ('created', 'recovered', 'adopted', 'pulled')),
  PRIMARY KEY (tenant_id, settings_id),
  -- One object of Graph is never two settings objects.
  UNIQUE (tenant_id, graph_id)
);

-- The last whole list of Graph, with values that our own rules refuse.
CREATE TABLE graph_observed (
  tenant_id text COLLATE "C" NOT NULL,
  graph_id text COLLATE "C" NOT NULL,
  content text COLLATE "C" NOT NULL,
  first_seen_at bigint NOT NULL,
  missing_since bigint,
  PRIMARY KEY (tenant_id, graph_id)
);

-- Written before a request leaves. Gets one outcome, and is never changed afterwards, except that its content is erased.
CREATE TABLE graph_attempt (
  tenant_id text COLLATE "C" NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  settings_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  operation text COLLATE "C" NOT NULL CHECK (operation IN ('create', 'update', 'delete')),
  reason text COLLATE "C" NOT NULL CHECK (reason IN ('change', 'restore', 'resolve')),
  content text COLLATE "C",
  graph_id text COLLATE "C",
  ids_before text COLLATE "C" NOT NULL,
  client_request_id text COLLATE "C" NOT NULL,
  fence bigint NOT NULL,
  at bigint NOT NULL,
  -- NULL: not known.
  outcome text COLLATE "C" CHECK (outcome IN ('confirmed', 'not sent', 'not done', 'refused', 'absent', 'gone', 'forked', 'conflict')),
  outcome_at bigint,
  problem text COLLATE "C",
  PRIMARY KEY (tenant_id, seq),
  CHECK ((outcome IS NULL) = (outcome_at IS NULL))
);

-- At most one request of unknown outcome for each tenant, enforced by the database.
CREATE UNIQUE INDEX graph_attempt_open ON graph_attempt (tenant_id) WHERE outcome IS NULL;
CREATE INDEX graph_attempt_by_settings ON graph_attempt (tenant_id, settings_id, seq);
-- Restores and deletions are counted over a short time.
CREATE INDEX graph_attempt_by_outcome ON graph_attempt (tenant_id, outcome, outcome_at);

-- What waits for a person, and what a person has decided.
CREATE TABLE graph_decision (
  tenant_id text COLLATE "C" NOT NULL,
  about text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN (
    'FOUND_TWICE', 'NOT_UPDATED_IN_PLACE', 'RESTORED_TOO_OFTEN', 'IGNORED', 'DELETE_IN_GRAPH', 'RETRY'
  )),
  graph_ids text COLLATE "C" NOT NULL,
  since bigint NOT NULL,
  PRIMARY KEY (tenant_id, about)
);

-- Which process works for a tenant. The row stays after a release, so that the fence never restarts.
CREATE TABLE graph_lease (
  tenant_id text COLLATE "C" PRIMARY KEY,
  holder text COLLATE "C" NOT NULL,
  fence bigint NOT NULL,
  until bigint NOT NULL
);

