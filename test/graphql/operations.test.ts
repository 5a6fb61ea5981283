/** Proves that what is remembered of operations is bounded, and is of the operation that is asked for. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { getOperationAST, parse } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import type { GraphqlContext } from '../../src/graphql/context.js';
import { Operations } from '../../src/graphql/operations.js';
import { livedFile, openFile, SCHEMA, serviceOver } from '../support/both-ways.js';
import { CALL } from '../support/open-service.js';

const MAX_OPERATIONS = 1000;
const MAX_BYTES = 50_000_000;

/** Of operations that nothing is known of. */
function knownOf(queries: readonly string[]): number {
  const operations = new Operations({ schema: SCHEMA });
  for (const query of queries) admit(operations, query);
  const last = queries.at(-1) ?? '';
  expect(operations.find({ query: last })).toBeDefined();
  return queries.filter((query) => operations.find({ query }) !== undefined).length;
}

function admit(operations: Operations, query: string, operationName: string | null = null) {
  const document = parse(query);
  const node = getOperationAST(document, operationName);
  if (!node) throw new Error(`There is no such operation in ${query}`);
  return operations.admit({ query, operationName }, document, node);
}

/** So many documents that mean the same. */
const different = (count: number, query: string) => Array.from({ length: count }, (_, number) => `${query}#${number}`);

test('Of operations that come and go, some are remembered, the last ones', () => {
  expect(knownOf(different(2 * MAX_OPERATIONS, '{ __typename }'))).toBe(MAX_OPERATIONS);
});

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
// An alias as long as any that is compiled.
const alias = (index: number) => `a${index}`.padEnd(50, 'x');
const RESOLVED = 'totalCount edges { node { id fields } } nodes { id fields }';
const LEAVES = 'displayName helpUrl issuer notificationType renewalThresholdPercentage';

/** Those that take the most memory for what they are, each in its way. */
const HEAVY: readonly (readonly [what: string, query: string])[] = [
  ['many tokens', `{ derivedCredentials { nodes { ${'...{id}'.repeat(390)} } } }`],
  ['many fields', `{ viewer { ${'subject '.repeat(1900)} } }`],
  ['one field', '{ __typename }'],
  ['many resolvers', `{ derivedCredentials { nodes { ${times(5, (i) => `a${i}: changes { ${RESOLVED} }`)} } } }`],
  [
    'long aliases',
    `{ ${alias(0)}: changes { ${alias(1)}: nodes { ${times(12, (i) => `${alias(i + 2)}: before { ${LEAVES} }`)} } } }`,
  ],
];

test.each(HEAVY)('Operations of %s, however many, take no more memory than there is for them', async (_what, query) => {
  const store = openFile(await livedFile());
  onTestFinished(() => store.close());
  const settings = serviceOver(store, null);
  const contextValue = { call: CALL, settings } as unknown as GraphqlContext;
  const operations = new Operations({ schema: SCHEMA, compileAfter: 0 });
  // Once before, for what is made but once.
  await admit(operations, query).run(contextValue, {});
  const before = heapUsed();
  for (let round = 1; round <= 2; round += 1) {
    // Each on a line of its own, or they would share their code.
    for (let line = 1; line <= 60; line += 1) {
      await admit(operations, `${'\n'.repeat(line)}${query}#${round}`).run(contextValue, {});
    }
    const taken = heapUsed() - before;
    expect(taken).toBeLessThan(MAX_BYTES);
  }
});

/** What is still held once nothing is left to be collected. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  for (let time = 0; time < 3; time += 1) collect();
  return process.memoryUsage().heapUsed;
}

test('An operation is found by its document and its name, and by nothing like them', () => {
  const [one, other] = ['query A { viewer { subject } } query B { viewer { tenantId } }', '{ viewer { clientId } }'];
  const operations = new Operations({ schema: SCHEMA });
  const admitted = [admit(operations, one, 'A'), admit(operations, one, 'B'), admit(operations, other)];
  const found = (query: string, operationName?: string | null) => {
    const operation = operations.find(operationName === undefined ? { query } : { query, operationName });
    return operation === undefined ? null : admitted.indexOf(operation);
  };
  expect([found(one, 'A'), found(one, 'B'), found(other), found(other, null)]).toEqual([0, 1, 2, 2]);
  expect([found(one), found(one, ''), found(one, 'C'), found(other, ''), found(other, 'A')]).toEqual(
    Array(5).fill(null),
  );
});

test('No two pairs of a document and a name are taken for one another', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '1', ':', '\0', '#', ' ', '{'), maxLength: 5 });
  const named = fc.record({ query: text, operationName: fc.option(text) });
  const document = parse('{ __typename }');
  const node = getOperationAST(document);
  if (!node) throw new Error('There is no operation.');
  fc.assert(
    fc.property(named, text, fc.nat(5), fc.nat(5), ({ query, operationName }, other, from, to) => {
      const operations = new Operations({ schema: SCHEMA });
      operations.admit({ query, operationName }, document, node);
      const whole = `${operationName ?? ''}${query}`;
      const shifted = [
        { query: whole, operationName: null },
        { query: whole, operationName: '' },
        { query: whole.slice(from), operationName: whole.slice(0, from) },
        { query: whole.slice(from), operationName: `${whole.slice(0, from)}\0` },
        { query: `${from}:${whole}`, operationName: null },
        { query: `${operationName}\0${query}`, operationName: null },
        { query: query.slice(to), operationName: `${operationName ?? ''}\0${query.slice(0, to)}` },
        { query: other, operationName },
        { query, operationName: other },
      ];
      for (const asked of shifted) {
        const isSame = asked.query === query && asked.operationName === operationName;
        expect([asked, operations.find(asked) !== undefined]).toEqual([asked, isSame]);
      }
    }),
    { numRuns: 1000 },
  );
});
