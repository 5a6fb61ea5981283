-- Makes a change write less, and a state as of a moment readable without the whole log.

-- Pages in these orders sort the tenant's settings instead, and filters on these fields read them all.
DROP INDEX settings_by_help_url;
DROP INDEX settings_by_issuer;
DROP INDEX settings_by_notification_type;
DROP INDEX settings_by_renewal_threshold;
DROP INDEX settings_by_updated_at;

-- What was before a change is the `after` of the version before it.
ALTER TABLE change DROP COLUMN before;

-- How many settings a tenant has, so that a read knows its size, and a count without a filter reads one row.
ALTER TABLE tenant ADD COLUMN settings INTEGER NOT NULL DEFAULT 0 CHECK (settings >= 0);
UPDATE tenant SET settings = (SELECT count(*) FROM settings WHERE settings.tenant_id = tenant.tenant_id);

-- The position of the object's last change.
ALTER TABLE settings ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE settings SET position = (
  SELECT change.position FROM change
  WHERE change.tenant_id = settings.tenant_id AND change.settings_id = settings.id AND change.version = settings.version);

-- The positions between which an object had a content that it no longer has: from `since`, before `until`. Both are positions
-- of changes of that object, one after the other. A deleted object has no content. Rows are only ever added, in the order of
-- their key, and the creation of an object adds none. No reference to `tenant`, as `change` has one.
CREATE TABLE superseded (
  tenant_id TEXT NOT NULL,
  until INTEGER NOT NULL,
  since INTEGER NOT NULL CHECK (since > 0 AND since < until),
  PRIMARY KEY (tenant_id, until)
) STRICT, WITHOUT ROWID;
INSERT INTO superseded
  SELECT later.tenant_id, later.position, earlier.position
  FROM change AS later JOIN change AS earlier
    ON earlier.tenant_id = later.tenant_id AND earlier.settings_id = later.settings_id AND earlier.version = later.version - 1
  WHERE earlier.kind <> 'DELETED'
  ORDER BY later.tenant_id, later.position;

-- Fixed statistics for the planner, as in the first migration.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('superseded', 'superseded', '3000000 3000 1');
ANALYZE sqlite_schema;
