/** The tables of the first release. A migration that has been released is never edited: add another. */
export const settingsAndChanges = `
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
CREATE INDEX settings_by_help_url ON settings (tenant_id, coalesce(help_url, ''), id);
CREATE INDEX settings_by_issuer ON settings (tenant_id, issuer, id);
CREATE INDEX settings_by_notification_type ON settings (tenant_id, notification_type, id);
CREATE INDEX settings_by_renewal_threshold ON settings (tenant_id, renewal_threshold_percentage, id);
CREATE INDEX settings_by_created_at ON settings (tenant_id, created_at, id);
CREATE INDEX settings_by_updated_at ON settings (tenant_id, updated_at, id);

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

-- Whether the program that used the file last closed it in order.
CREATE TABLE shutdown (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  clean INTEGER NOT NULL CHECK (clean IN (0, 1))
) STRICT;
INSERT INTO shutdown VALUES (1, 1);
`;
