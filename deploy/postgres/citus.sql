-- Distributes all tables by tenant on Citus, so that a tenant is on one worker. For the coordinator, after the first start made the
-- tables. Laid out for Citus, and not run on it: see docs/operations/sharding.md.
BEGIN;
SELECT create_distributed_table('tenant', 'tenant_id');
SELECT create_distributed_table('settings', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('change', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('actor', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('superseded', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('graph_connection', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('graph_link', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('graph_observed', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('graph_attempt', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('graph_decision', 'tenant_id', colocate_with => 'tenant');
SELECT create_distributed_table('graph_lease', 'tenant_id', colocate_with => 'tenant');
-- Of no tenant: the same on every worker.
SELECT create_reference_table('schema_migration');
COMMIT;
