/** The plans of PostgreSQL: every read by key, commit and page in an indexed order finds its rows by an index. */
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING, OLDEST_FIRST } from '../../../src/domain/query.js';
import { openStore as open } from '../../../src/store/open.js';
import { actorId } from '../../../src/store/postgres/commit/actors.js';
import { groupsOf } from '../../../src/store/postgres/commit/batch.js';
import { ISSUERS_IN_USE } from '../../../src/store/postgres/commit/batch-writer.js';
import { commitCall } from '../../../src/store/postgres/commit/commit-statement.js';
import type { Job } from '../../../src/store/postgres/commit/job.js';
import { POSTGRES_DIALECT } from '../../../src/store/postgres/postgres-dialect.js';
import { STATEMENTS } from '../../../src/store/postgres/statements.js';
import { compiledQueries } from '../../../src/store/sql/compiled-queries.js';
import { CONTENT, creation, update, uuid } from '../../support/domain/changes.js';
import { databaseUrl, remove, sql, startCluster } from '../../support/store/postgres-cluster.js';

const READS_ALL = /Seq Scan on (settings|change|superseded|actor)/;
const FILLED = `
  INSERT INTO tenant SELECT 't' || n, 1, 1, 1, 0 FROM generate_series(1, 200) n;
  INSERT INTO settings (tenant_id, id, display_name, issuer, notification_type, renewal_threshold_percentage, version,
    created_at, updated_at, position)
    SELECT 't' || CASE WHEN n > 18000 THEN n % 200 ELSE 1 END, 'o' || n, 'Name ' || n, 'X_TEC', 'NONE', 1, 1, n, n, n
    FROM generate_series(1, 20000) n;
  INSERT INTO change (tenant_id, position, settings_id, version, kind, at, created_at, actor, actor_kind, origin,
    request_id, snapshot_format, after, commit_id, hash)
    SELECT tenant_id, position, id, 1, 'CREATED', position, position, 1, 'USER', 'GRAPHQL', 'r', 1, '{}', gen_random_uuid(), ''
    FROM settings;
  INSERT INTO actor SELECT 't' || n, key, 'x' || key, 'salt', '' FROM generate_series(1, 200) n, generate_series(1, 20) key;
  ANALYZE;`;

const job = (changes: Job['changes']): Job => ({
  changes,
  options: {},
  commitId: uuid(1),
  since: 0,
  resolve: () => {},
  reject: () => {},
  inDoubt: false,
  alone: false,
});
const { tenantId, actor } = creation('o1');
const ACTORS = new Map([[actorId(tenantId, actor.subject), { key: 1, commitment: '' }]]);
const STORED = { id: 'o1', ...CONTENT, version: 1, createdAt: 1, updatedAt: 1 };
const { latestAt: _, positions: __, state: ___, ...BY_KEY } = STATEMENTS;
const FIXED = {
  ...BY_KEY,
  creations: commitCall(groupsOf([job([creation('o1')])], new Map()), ACTORS).statement,
  issuersInUse: ISSUERS_IN_USE,
  changes: commitCall(groupsOf([job([update(STORED, {})])], new Map()), ACTORS).statement,
};

describe('in a database with a large tenant and many small ones', () => {
  let client: pg.Client;

  beforeAll(async () => {
    const cluster = startCluster();
    await (await open(databaseUrl(cluster, 'plans'), () => {})).close();
    sql(cluster, FILLED, 'plans');
    client = new pg.Client({ host: cluster.folder, user: 'postgres', database: 'plans' });
    await client.connect();
    // As a named statement is planned once it has run a few times: for any values.
    await client.query('SET plan_cache_mode = force_generic_plan');
    return async () => {
      await client.end();
      remove(cluster);
    };
  }, 60_000);

  const planOf = async (text: string) => {
    const { rows } = await client.query(`EXPLAIN ${text}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  test.each(Object.entries(FIXED))('%s reads by key, whatever the values', async (name, { text }) => {
    const parameters = Math.max(...[...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
    await client.query(`PREPARE "${name}" AS ${text}`);
    expect(await planOf(`EXECUTE "${name}" (${Array(parameters).fill('NULL').join(', ')})`)).not.toMatch(READS_ALL);
  });

  test.each([
    ['the usual order', EVERYTHING, OLDEST_FIRST],
    ['the order of names', EVERYTHING, [{ field: 'displayName', direction: 'DESC' }]],
    ['a name', { op: 'eq', field: 'displayName', value: 'Name 1' }, OLDEST_FIRST],
    ['the beginning of a name', { op: 'startsWith', field: 'displayName', value: 'Name 17' }, OLDEST_FIRST],
  ] as const)('a page of %s is read by an index', async (_name, filter, order) => {
    const slice = { bounds: [], from: 'start', limit: 21, skip: 0 } as const;
    const scope = { tenantId: 't1', asOf: null };
    const query = compiledQueries(POSTGRES_DIALECT).selectSettings(scope, filter, order, slice);
    const text = query.parameters.reduceRight<string>(
      (part, value, index) => part.replaceAll(`$${index + 1}`, typeof value === 'number' ? `${value}` : `'${value}'`),
      query.sql,
    );
    expect(await planOf(text)).not.toMatch(READS_ALL);
  });
});
