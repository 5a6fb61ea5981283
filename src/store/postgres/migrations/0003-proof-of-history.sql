-- Chains the entries of each tenant's log by hashes, and keeps who made a change apart from the log, so that a name can be
-- erased without changing an entry.

-- Who has made changes. An entry has the key, and its hash covers the commitment, which stays when the subject is erased.
CREATE TABLE actor (
  tenant_id text COLLATE "C" NOT NULL,
  -- A random number, so that it says nothing about the subject.
  key bigint NOT NULL CHECK (key > 0),
  -- What the APIs show. After an erasure it is made of the key.
  subject text COLLATE "C" NOT NULL,
  -- NULL: the subject is erased. Without the salt nobody can find out by trying whether a commitment is to a subject.
  salt text COLLATE "C",
  -- SHA-256 of salt and subject, in base64.
  commitment text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, key)
);

-- A subject has one row, so that the log can be searched by it with an index.
CREATE UNIQUE INDEX actor_by_subject ON actor (tenant_id, subject);

-- The hash of a tenant's last entry as it is now, as JSON. Volatile, so that it sees what was committed after its statement
-- began: a commit calls it when it holds the row of the tenant.
CREATE FUNCTION log_end(tenant text, place bigint) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN coalesce((SELECT '"' || hash || '"' FROM change WHERE tenant_id = tenant AND change.position = place), 'null');
END $$;

-- An entry without its last member, which is the hash before it. Written in the order of RFC 8785.
CREATE FUNCTION log_entry(at bigint, content text, created_at bigint, place bigint) RETURNS text LANGUAGE sql IMMUTABLE
RETURN '{"at":' || at || ',"content":"' || content || '","createdAt":' || created_at || ',"position":' || place || ',"previous":';

CREATE FUNCTION log_step(hash text, log_end text, entry text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  -- No text in it has a backslash, which the cast would read as an escape.
  RETURN encode(sha256((entry || coalesce('"' || hash || '"', log_end) || '}')::bytea), 'base64');
END $$;

-- The hashes of entries, in their order, after an end of the log.
CREATE AGGREGATE log_hash(text, text) (SFUNC = log_step, STYPE = text);

INSERT INTO actor (tenant_id, key, subject, salt, commitment)
  SELECT tenant_id, row_number() OVER (PARTITION BY tenant_id ORDER BY subject), subject, salt,
    encode(sha256(convert_to('{"salt":"' || salt || '","subject":' || to_json(subject) || '}', 'UTF8')), 'base64')
  FROM (SELECT tenant_id, actor_subject AS subject, gen_random_uuid()::text AS salt FROM change GROUP BY 1, 2) AS s;

ALTER TABLE change ADD COLUMN actor bigint, ADD COLUMN hash text COLLATE "C";
DROP INDEX change_by_settings;
DROP INDEX change_by_kind;
DROP INDEX change_by_actor;

UPDATE change SET actor = chained.key, hash = chained.hash, actor_subject = ''
  FROM (
    SELECT tenant_id, position, key,
      log_hash('null', log_entry(at, content, created_at, position)) OVER (PARTITION BY tenant_id ORDER BY position) AS hash
    FROM (
      SELECT c.*, a.key, encode(sha256(convert_to('{"actor":"' || a.commitment || '","actorKind":"' || actor_kind || '","after":'
          || coalesce(after, 'null') || ',"clientId":' || coalesce(to_json(actor_client_id)::text, 'null') || ',"form":1,"kind":"'
          || kind || '","origin":"' || origin || '","recordedAt":' || coalesce(recorded_at, at) || ',"requestId":'
          || to_json(request_id) || ',"settingsId":' || to_json(settings_id) || ',"snapshotFormat":' || snapshot_format
          || ',"tenantId":' || to_json(c.tenant_id) || ',"version":' || version || '}', 'UTF8')), 'base64') AS content
      FROM change AS c JOIN actor AS a ON a.tenant_id = c.tenant_id AND a.subject = c.actor_subject
    ) AS entry
  ) AS chained
  WHERE change.tenant_id = chained.tenant_id AND change.position = chained.position;

-- `actor` is a key of the table. No reference, which would cost each change a look-up: the commit looks each actor up once.
-- `hash` is SHA-256 of the entry and of the hash before it, in base64.
ALTER TABLE change DROP COLUMN actor_subject, ALTER COLUMN actor SET NOT NULL, ALTER COLUMN hash SET NOT NULL;

-- An object's history; unique because two changes to one version would be a lost update.
CREATE UNIQUE INDEX change_by_settings ON change (tenant_id, settings_id, version);

-- What the log can be searched by, in its own order.
CREATE INDEX change_by_kind ON change (tenant_id, kind, position);
CREATE INDEX change_by_actor ON change (tenant_id, actor, position);
