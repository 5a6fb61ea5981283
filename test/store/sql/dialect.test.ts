/** The shared queries leave to the dialect what differs between databases: that of PostgreSQL gets none of SQLite's SQL. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVERYTHING, OLDEST_FIRST } from '../../../src/domain/query.js';
import { POSTGRES_DIALECT } from '../../../src/store/postgres/postgres-dialect.js';
import { compiledQueries } from '../../../src/store/sql/compiled-queries.js';
import { filterArbitrary } from '../../support/domain/arbitraries.js';

const ONLY_SQLITE = /\?|\binstr\b|unicode_|\biif\b|json_valid|\+kind|\+"|'\$\./;
const FIRST_PAGE = { bounds: [], from: 'start', limit: 21, skip: 0 } as const;

test('whatever the filter, now and as of a position', () => {
  const queries = compiledQueries(POSTGRES_DIALECT);
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
  const queries = compiledQueries(POSTGRES_DIALECT);
  const scope = {
    tenantId: 'tenant',
    lowest: 1,
    highest: 9,
    kinds: ['CREATED', 'DELETED'],
    subjects: ['a', 'b'],
  } as const;
  expect(queries.selectChanges(scope, 'end', 10).sql).toMatch(/coalesce\("kind", "kind"\) in \(\$\d, \$\d\)/);
  expect(queries.countChanges(scope).sql).not.toMatch(ONLY_SQLITE);
  expect(queries.countSettings({ tenantId: 'tenant', asOf: 3 }, EVERYTHING).sql).toContain("::json ->> 'helpUrl'");
});
