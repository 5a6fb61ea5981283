-- Chains the entries of each tenant's log by hashes, and keeps who made a change apart from the log, so that a name can be
-- erased without changing an entry. After this the program writes the hashes, which SQLite cannot compute.

-- Who has made changes. An entry has the key, and its hash covers the commitment, which stays when the subject is erased.
CREATE TABLE actor (
  tenant_id TEXT NOT NULL,
  -- A random number, so that it says nothing about the subject.
  key INTEGER NOT NULL CHECK (key > 0),
  -- What the APIs show. After an erasure it is made of the key.
  subject TEXT NOT NULL,
  -- NULL: the subject is erased. Without the salt nobody can find out by trying whether a commitment is to a subject.
  salt TEXT,
  -- SHA-256 of salt and subject, in base64.
  commitment TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;

-- A subject has one row, so that the log can be searched by it with an index.
CREATE UNIQUE INDEX actor_by_subject ON actor (tenant_id, subject);

INSERT INTO actor
  SELECT tenant_id, row_number() OVER (PARTITION BY tenant_id ORDER BY subject), subject, lower(hex(randomblob(16))), ''
  FROM (SELECT DISTINCT tenant_id, actor_subject AS subject FROM change);

DROP INDEX change_by_settings;
DROP INDEX change_by_kind;
DROP INDEX change_by_actor;
ALTER TABLE change RENAME TO change_without_hash;

-- Every change ever made. Rows are only ever added.
CREATE TABLE change (
  tenant_id TEXT NOT NULL REFERENCES tenant (tenant_id),
  position INTEGER NOT NULL CHECK (position > 0),
  settings_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  kind TEXT NOT NULL CHECK (kind IN ('CREATED', 'UPDATED', 'DELETED')),
  at INTEGER NOT NULL,
  -- What the clock said, if that is not `at`: the clock was behind the log.
  recorded_at INTEGER,
  -- When the object was created, so that it can be shown as of this change without reading back.
  created_at INTEGER NOT NULL,
  -- A key of `actor`. No reference, which would cost each change a look-up: `verify` finds a key without a row.
  actor INTEGER NOT NULL,
  actor_client_id TEXT,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('USER', 'APPLICATION')),
  origin TEXT NOT NULL CHECK (origin IN ('GRAPHQL', 'REST', 'CLI', 'REPLICATION')),
  request_id TEXT NOT NULL,
  -- The version of the format in which the snapshot is written.
  snapshot_format INTEGER NOT NULL,
  after TEXT CHECK ((after IS NULL) = (kind = 'DELETED')),
  -- SHA-256 of this entry and of the hash before it, in base64.
  hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, position)
) STRICT, WITHOUT ROWID;

-- As long as a hash, so that no row moves when the program writes it.
INSERT INTO change
  SELECT tenant_id, position, settings_id, version, kind, at, recorded_at, created_at, actor.key, actor_client_id, actor_kind,
    origin, request_id, snapshot_format, after, '--------------------------------------------'
  FROM change_without_hash AS old JOIN actor USING (tenant_id)
  WHERE actor.subject = old.actor_subject ORDER BY tenant_id, position;
DROP TABLE change_without_hash;

-- An object's history; unique because two changes to one version would be a lost update.
CREATE UNIQUE INDEX change_by_settings ON change (tenant_id, settings_id, version);

-- What the log can be searched by, in its own order.
CREATE INDEX change_by_kind ON change (tenant_id, kind, position);
CREATE INDEX change_by_actor ON change (tenant_id, actor, position);

-- Fixed statistics for the planner, as in the first migration.
DELETE FROM sqlite_stat1 WHERE tbl IN ('change', 'change_without_hash');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('actor', 'actor', '10000 10 1'),
  ('actor', 'actor_by_subject', '10000 10 1'),
  ('change', 'change', '4000000 4000 1'),
  ('change', 'change_by_settings', '4000000 4000 4 1'),
  ('change', 'change_by_kind', '4000000 4000 1300 1'),
  ('change', 'change_by_actor', '4000000 4000 400 1');
ANALYZE sqlite_schema;
