/** The shared queries leave to the dialect what differs between databases: another one gets none of SQLite's SQL. */
import fc from 'fast-check';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { expect, test } from 'vitest';
import { EVERYTHING, OLDEST_FIRST } from '../../../src/domain/query.js';
import { compiledQueries } from '../../../src/store/sql/compiled-queries.js';
import type { Dialect } from '../../../src/store/sql/dialect.js';
import { filterArbitrary } from '../../support/domain/arbitraries.js';

const OTHER: Dialect = {
  kysely: {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  indexOf: (text, part) => sql`strpos(${text}, ${part})`,
  fold: (text, fold) => sql`${sql.ref(fold)}(${text} collate "und-x-icu")`,
  snapshotField: (snapshot, field) => sql`(${snapshot}::json ->> ${sql.lit(field)})`,
  withoutIndex: (column) => sql`(${column} || '')`,
};
const ONLY_SQLITE = /\?|\binstr\b|unicode_|\biif\b|json_valid|\+kind|\+"|'\$\./;
const FIRST_PAGE = { bounds: [], from: 'start', limit: 21, skip: 0 } as const;

test('whatever the filter, now and as of a position', () => {
  const queries = compiledQueries(OTHER);
  const property = fc.property(filterArbitrary, fc.option(fc.nat()), (filter, asOf) => {
    const scope = { tenantId: 'tenant', asOf };
    for (const { sql: text, parameters } of [
      queries.selectSettings(scope, filter, OLDEST_FIRST, FIRST_PAGE),
      queries.countSettings(scope, filter),
    ]) {
      expect(text).not.toMatch(ONLY_SQLITE);
      expect(text.match(/\$\d+/g)).toHaveLength(parameters.length);
    }
  });
  fc.assert(property, { numRuns: 300 });
});

test('however the log is searched', () => {
  const queries = compiledQueries(OTHER);
  const scope = {
    tenantId: 'tenant',
    lowest: 1,
    highest: 9,
    kinds: ['CREATED', 'DELETED'],
    subjects: ['a', 'b'],
  } as const;
  expect(queries.selectChanges(scope, 'end', 10).sql).toMatch(/\("kind" \|\| ''\) in \(\$\d, \$\d\)/);
  expect(queries.countChanges(scope).sql).not.toMatch(ONLY_SQLITE);
  expect(queries.countSettings({ tenantId: 'tenant', asOf: 3 }, EVERYTHING).sql).toContain("::json ->> 'helpUrl'");
});
