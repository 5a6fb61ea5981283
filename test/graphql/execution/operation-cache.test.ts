/** Tests that the cache of operations is bounded in number and memory, and finds exactly the right operation. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { getOperationAST, parse } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { compile } from '../../../src/graphql/execution/compile.js';
import type { GraphqlContext } from '../../../src/graphql/execution/context.js';
import { OperationCache } from '../../../src/graphql/execution/operation-cache.js';
import { CALL } from '../../support/domain/open-service.js';
import { openFile, SCHEMA, serviceOver, variedFile } from '../../support/graphql/interpreted-and-compiled.js';

const MAX_OPERATIONS = 1000;
const MAX_BYTES = 50_000_000;

function admit(operations: OperationCache, query: string, operationName: string | null = null) {
  const document = parse(query);
  const node = getOperationAST(document, operationName);
  if (!node) throw new Error(`There is no such operation in ${query}`);
  return operations.add({ query, operationName }, document, node);
}

test('The cache keeps the operations that were used last', () => {
  const operations = new OperationCache({ schema: SCHEMA });
  const queries = Array.from({ length: 2 * MAX_OPERATIONS }, (_, number) => `{ __typename } #${number}`);
  for (const query of queries) admit(operations, query);
  const known = queries.filter((query) => operations.find({ query }) !== undefined);
  expect(known).toEqual(queries.slice(-MAX_OPERATIONS));
});

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
// The longest alias that is compiled.
const alias = (index: number) => `a${index}`.padEnd(50, 'x');
const RESOLVED = 'totalCount edges { node { id fields } } nodes { id fields }';
const LEAVES = 'displayName helpUrl issuer notificationType renewalThresholdPercentage';

const RESOLVERS = `{ derivedCredentials(first: 1) { nodes { ${times(2, (i) => `a${i}: changes { ${RESOLVED} }`)} } } }`;

/** The most memory for their size, each kind in another way, and more operations than the cache keeps. */
const HEAVY: readonly (readonly [what: string, count: number, query: string])[] = [
  ['many tokens', 100, `{ derivedCredentials { nodes { ${'...{id}'.repeat(390)} } } }`],
  ['many resolvers', 130, RESOLVERS],
  [
    'long aliases',
    80,
    `{ ${alias(0)}: changes { ${alias(1)}: nodes { ${times(12, (i) => `${alias(i + 2)}: before { ${LEAVES} }`)} } } }`,
  ],
];

test.each(HEAVY)('Operations of %s never take more memory than the limit', async (_what, count, query) => {
  const store = openFile(await variedFile());
  onTestFinished(() => store.close());
  const service = serviceOver(store, null);
  const contextValue = { call: CALL, service } as unknown as GraphqlContext;
  const operations = new OperationCache({ schema: SCHEMA, compileAfter: 0 });
  const before = heapUsed();
  for (let line = 1; line <= count; line += 1) {
    await admit(operations, `${'\n'.repeat(line)}${query}`).run(contextValue, {});
  }
  expect(operations.find({ query: `\n${query}` })).toBeUndefined();
  expect(heapUsed() - before).toBeLessThan(MAX_BYTES);
});

// Each operation is on another line, since V8 shares the code of equal sources.
test('The memory of compiled operations is freed', async () => {
  const compileSome = async (from: number) => {
    for (let line = from; line < from + 30; line += 1) {
      const document = parse(`${'\n'.repeat(line)}${RESOLVERS}`);
      const node = getOperationAST(document);
      expect(node && (await compile(SCHEMA, document, node))).toBeTypeOf('function');
    }
    return heapUsed();
  };
  const before = await compileSome(0);
  expect((await compileSome(30)) - before).toBeLessThan(2_000_000);
});

test('Operations that are to be compiled at the same time are compiled in different turns of the event loop', async () => {
  let turn = 0;
  const count = () => {
    turn += 1;
    immediate = setImmediate(count);
  };
  let immediate = setImmediate(count);
  onTestFinished(() => clearImmediate(immediate));
  const turns = await Promise.all(
    ['subject', 'tenantId', 'clientId'].map(async (field) => {
      const document = parse(`{ viewer { ${field} } }`);
      const node = getOperationAST(document);
      expect(node && (await compile(SCHEMA, document, node))).toBeTypeOf('function');
      return turn;
    }),
  );
  expect(new Set(turns).size).toBe(turns.length);
});

/** The size of the heap after garbage collection. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  for (let time = 0; time < 3; time += 1) collect();
  return process.memoryUsage().heapUsed;
}

test('An operation is found by exactly its document and its name', () => {
  const [one, other] = ['query A { viewer { subject } } query B { viewer { tenantId } }', '{ viewer { clientId } }'];
  const operations = new OperationCache({ schema: SCHEMA });
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

test('No two pairs of document and name are confused', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '1', ':', '\0', '#', ' ', '{'), maxLength: 5 });
  const named = fc.record({ query: text, operationName: fc.option(text) });
  const document = parse('{ __typename }');
  const node = getOperationAST(document);
  if (!node) throw new Error('There is no operation.');
  fc.assert(
    fc.property(named, text, fc.nat(5), fc.nat(5), ({ query, operationName }, other, from, to) => {
      const operations = new OperationCache({ schema: SCHEMA });
      operations.add({ query, operationName }, document, node);
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
