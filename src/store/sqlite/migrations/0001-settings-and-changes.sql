-- The tables of the first release. A migration that has been released is never edited: add another.

-- Each tenant's place in its own log. Advanced in the transaction of each change, so that positions have no gap and no
-- reader asking for what follows one can miss a slower writer.
CREATE TABLE tenant (
  tenant_id TEXT PRIMARY KEY,
  position INTEGER NOT NULL CHECK (position > 0),
  -- The time of the latest change. The next one is never earlier, whatever the clock does.
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What stands now. Rebuilt exactly by folding the log.
CREATE TABLE settings (
  -- Immediate reference: a row without its tenant would have no log.
  tenant_id TEXT NOT NULL REFERENCES tenant (tenant_id),
  id TEXT NOT NULL,
  display_name TEXT NOT NULL,
  help_url TEXT,
  -- What help URLs are filtered and ordered by: an absent one as the empty text, which no address is. A column and not
  -- an expression of the index, because an index serves a place between rows (value, id) by columns alone.
  help_url_or_empty TEXT NOT NULL GENERATED ALWAYS AS (coalesce(help_url, '')) VIRTUAL,
  issuer TEXT NOT NULL CHECK (issuer IN ('INTERCEDE', 'ENTRUST_DATACARD', 'PUREBRED', 'X_TEC')),
  notification_type TEXT NOT NULL
    CHECK (notification_type IN ('NONE', 'COMPANY_PORTAL', 'EMAIL', 'COMPANY_PORTAL_AND_EMAIL')),
  renewal_threshold_percentage INTEGER NOT NULL CHECK (renewal_threshold_percentage BETWEEN 1 AND 99),
  version INTEGER NOT NULL CHECK (version > 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- Two tenants may use the same id.
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- One index for each field that can be filtered and ordered by, ending in the id, which decides between equal values.
CREATE INDEX settings_by_display_name ON settings (tenant_id, display_name, id);
CREATE INDEX settings_by_help_url ON settings (tenant_id, help_url_or_empty, id);
CREATE INDEX settings_by_issuer ON settings (tenant_id, issuer, id);
CREATE INDEX settings_by_notification_type ON settings (tenant_id, notification_type, id);
CREATE INDEX settings_by_renewal_threshold ON settings (tenant_id, renewal_threshold_percentage, id);
CREATE INDEX settings_by_created_at ON settings (tenant_id, created_at, id);
CREATE INDEX settings_by_updated_at ON settings (tenant_id, updated_at, id);
-- One issuer's settings in the usual order, so that a page of a rare issuer does not read the whole tenant.
CREATE INDEX settings_by_issuer_and_created_at ON settings (tenant_id, issuer, created_at, id);

-- Every change ever made. Rows are only ever added.
CREATE TABLE change (
  tenant_id TEXT NOT NULL REFERENCES tenant (tenant_id),
  position INTEGER NOT NULL CHECK (position > 0),
  settings_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  kind TEXT NOT NULL CHECK (kind IN ('CREATED', 'UPDATED', 'DELETED')),
  at INTEGER NOT NULL,
  -- When the object was created, so that it can be shown as of this change without reading back.
  created_at INTEGER NOT NULL,
  actor_subject TEXT NOT NULL,
  actor_client_id TEXT,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('USER', 'APPLICATION')),
  origin TEXT NOT NULL CHECK (origin IN ('GRAPHQL', 'REST', 'CLI', 'REPLICATION')),
  request_id TEXT NOT NULL,
  -- The version of the form in which the two snapshots are written.
  snapshot_format INTEGER NOT NULL,
  before TEXT CHECK ((before IS NULL) = (kind = 'CREATED')),
  after TEXT CHECK ((after IS NULL) = (kind = 'DELETED')),
  PRIMARY KEY (tenant_id, position)
) STRICT, WITHOUT ROWID;

-- An object's history; unique because two changes to one version would be a lost update.
CREATE UNIQUE INDEX change_by_settings ON change (tenant_id, settings_id, version);

-- What the log can be searched by, in its own order.
CREATE INDEX change_by_kind ON change (tenant_id, kind, position);
CREATE INDEX change_by_actor ON change (tenant_id, actor_subject, position);

-- Whether the program that used the file last closed it in order.
CREATE TABLE shutdown (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  clean INTEGER NOT NULL CHECK (clean IN (0, 1))
) STRICT;
INSERT INTO shutdown VALUES (1, 1);

-- What the query planner is to expect, for each index: the rows of the table, then how many of them agree in the first
-- column, in the first two, and so on. Written here once and never measured, so that plans are the same everywhere.
-- Without it SQLite takes a tenant for ten rows, and reads a large one whole to find an equal name or one history.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('settings', 'settings', '1000000 1000 1'),
  ('settings', 'settings_by_display_name', '1000000 1000 2 1'),
  ('settings', 'settings_by_help_url', '1000000 1000 10 1'),
  ('settings', 'settings_by_issuer', '1000000 1000 250 1'),
  ('settings', 'settings_by_notification_type', '1000000 1000 250 1'),
  ('settings', 'settings_by_renewal_threshold', '1000000 1000 50 1'),
  ('settings', 'settings_by_created_at', '1000000 1000 2 1'),
  ('settings', 'settings_by_updated_at', '1000000 1000 2 1'),
  ('settings', 'settings_by_issuer_and_created_at', '1000000 1000 250 2 1'),
  ('change', 'change', '4000000 4000 1'),
  ('change', 'change_by_settings', '4000000 4000 4 1'),
  ('change', 'change_by_kind', '4000000 4000 1300 1'),
  ('change', 'change_by_actor', '4000000 4000 400 1');
ANALYZE sqlite_schema;
