-- The tables of settings and their log. A migration that has been released is never edited: add another.
-- Every key begins with the tenant, so that an engine which shards by it can hold the tables. All text is COLLATE "C", which
-- orders UTF-8 by code point, as SQLite does.

-- Each tenant's place in its own log. Every commit takes this row first and holds it until it is durable, so that positions
-- have no gap and become visible in order, whichever process commits.
CREATE TABLE tenant (
  tenant_id text COLLATE "C" PRIMARY KEY,
  position bigint NOT NULL CHECK (position > 0),
  -- The time of the latest change. The next one is never earlier, whatever the clocks do.
  at bigint NOT NULL,
  -- `at` before the last commit. RETURNING shows only new values before PostgreSQL 18.
  previous_at bigint NOT NULL,
  -- How many settings there are. No CHECK: an upsert is checked before it becomes an update, when this is still a difference.
  settings bigint NOT NULL
  -- Half of each page stays free for the next versions of its rows.
) WITH (fillfactor = 50);

-- What stands now. Rebuilt exactly by folding the log. No foreign key to `tenant`: only a commit writes here, and it writes
-- the row of the tenant in the same statement.
CREATE TABLE settings (
  tenant_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  display_name text COLLATE "C" NOT NULL,
  help_url text COLLATE "C",
  -- An absent help URL is filtered and ordered as the empty text, which no address is.
  help_url_or_empty text COLLATE "C" NOT NULL GENERATED ALWAYS AS (coalesce(help_url, '')) STORED,
  issuer text COLLATE "C" NOT NULL CHECK (issuer IN ('INTERCEDE', 'ENTRUST_DATACARD', 'PUREBRED', 'X_TEC')),
  notification_type text COLLATE "C" NOT NULL
    CHECK (notification_type IN ('NONE', 'COMPANY_PORTAL', 'EMAIL', 'COMPANY_PORTAL_AND_EMAIL')),
  -- A bigint, because a filter may compare it with any integer.
  renewal_threshold_percentage bigint NOT NULL CHECK (renewal_threshold_percentage BETWEEN 1 AND 99),
  version integer NOT NULL CHECK (version > 0),
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  -- The position of the object's last change.
  position bigint NOT NULL,
  -- Two tenants may use the same id.
  PRIMARY KEY (tenant_id, id)
);

-- Other filters and orders read all settings of the tenant.
CREATE INDEX settings_by_display_name ON settings (tenant_id, display_name, id);
CREATE INDEX settings_by_created_at ON settings (tenant_id, created_at, id);
CREATE INDEX settings_by_issuer_and_created_at ON settings (tenant_id, issuer, created_at, id);

-- Every change ever made. Rows are only ever added.
CREATE TABLE change (
  tenant_id text COLLATE "C" NOT NULL,
  position bigint NOT NULL CHECK (position > 0),
  settings_id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('CREATED', 'UPDATED', 'DELETED')),
  at bigint NOT NULL,
  -- What the clock said, if that is not `at`: the clock was behind the log.
  recorded_at bigint,
  -- When the object was created, so that it can be shown as of this change without reading back.
  created_at bigint NOT NULL,
  actor_subject text COLLATE "C" NOT NULL,
  actor_client_id text COLLATE "C",
  actor_kind text COLLATE "C" NOT NULL CHECK (actor_kind IN ('USER', 'APPLICATION')),
  origin text COLLATE "C" NOT NULL CHECK (origin IN ('GRAPHQL', 'REST', 'CLI', 'REPLICATION')),
  request_id text COLLATE "C" NOT NULL,
  -- The version of the format in which the snapshot is written.
  snapshot_format integer NOT NULL,
  -- Text and not jsonb: what was written is read letter for letter.
  after text COLLATE "C" CHECK ((after IS NULL) = (kind = 'DELETED')),
  -- Made by the process for each commit: how it recognises its own commit after it lost the connection.
  commit_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, position)
);

-- An object's history; unique because two changes to one version would be a lost update.
CREATE UNIQUE INDEX change_by_settings ON change (tenant_id, settings_id, version);

-- What the log can be searched by, in its own order.
CREATE INDEX change_by_kind ON change (tenant_id, kind, position);
CREATE INDEX change_by_actor ON change (tenant_id, actor_subject, position);

-- The positions between which an object had a content that it no longer has: from `since`, before `until`. Rows are only ever
-- added, and the creation of an object adds none.
CREATE TABLE superseded (
  tenant_id text COLLATE "C" NOT NULL,
  until bigint NOT NULL,
  since bigint NOT NULL CHECK (since > 0 AND since < until),
  PRIMARY KEY (tenant_id, until)
);
