-- How a create is written with PostGraphile: a function of the database, which becomes a mutation. It writes the same rows as the
-- service in one transaction and returns the new row of settings. The input of the benchmark is in its canonical form already.
CREATE OR REPLACE FUNCTION create_settings(
  tenant_id text,
  display_name text,
  help_url text,
  issuer text,
  notification_type text,
  renewal_threshold_percentage integer
) RETURNS settings LANGUAGE plpgsql AS $$
DECLARE
  new_id text := gen_random_uuid();
  head tenant;
  created settings;
BEGIN
  IF btrim(display_name) = '' OR length(display_name) > 256 OR display_name ~ '[[:cntrl:]]' THEN
    RAISE EXCEPTION 'displayName is not acceptable.';
  END IF;
  IF help_url !~ '^https?://[^/@]+(/|$)' THEN
    RAISE EXCEPTION 'helpUrl is not acceptable.';
  END IF;
  INSERT INTO tenant AS t (tenant_id, position, at, previous_at, settings)
    VALUES ($1, 1, floor(extract(epoch FROM clock_timestamp()) * 1000), 0, 1)
    ON CONFLICT ON CONSTRAINT tenant_pkey DO UPDATE SET position = t.position + 1, previous_at = t.at,
      at = greatest(t.at, excluded.at), settings = t.settings + 1
    RETURNING * INTO head;
  INSERT INTO change (tenant_id, position, settings_id, version, kind, at, created_at, actor, actor_client_id,
      actor_kind, origin, request_id, snapshot_format, after, commit_id, hash)
    VALUES ($1, head.position, new_id, 1, 'CREATED', head.at, head.at, 1, NULL, 'USER', 'GRAPHQL', gen_random_uuid(), 1,
      -- Without spaces, unlike json_build_object.
      (SELECT row_to_json(input) FROM (SELECT $2 AS "displayName", $3 AS "helpUrl", $4 AS issuer,
        $5 AS "notificationType", $6 AS "renewalThresholdPercentage") AS input),
      -- The peers prove no history, and write as many bytes as the service.
      gen_random_uuid(), repeat('-', 44));
  INSERT INTO settings (tenant_id, id, display_name, help_url, issuer, notification_type, renewal_threshold_percentage, version,
      created_at, updated_at, position)
    VALUES ($1, new_id, $2, $3, $4, $5, $6, 1, head.at, head.at, head.position)
    RETURNING * INTO created;
  RETURN created;
END
$$;
