/**
 * Compares compiled operations with graphql-js over random operations, inputs and failures: data, errors, their order, and the
 * faults in the log must be the same.
 */
import fc from 'fast-check';
import { type DocumentNode, getOperationAST, Kind, OperationTypeNode, parse, print, validate } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { measuredRequest, OPERATION_NAMES } from '../../../bench/load/operations.js';
import * as documents from '../../../src/client/documents.generated.js';
import { codeSize, compile } from '../../../src/graphql/execution/compile.js';
import {
  admitted,
  answerOf,
  type Checked,
  checked,
  circumstancesArbitrary,
  compiled,
  contentOf,
  copyOf,
  corruptedCopy,
  interpreted,
  type Outcome,
  openFile,
  SCHEMA,
  SECRET,
  valuesIn,
  variedFile,
} from '../../support/graphql/interpreted-and-compiled.js';
import { operationArbitrary } from '../../support/graphql/random-operations.js';

const { QUERY, MUTATION } = OperationTypeNode;

/** Counts the kinds of cases, to be sure that each kind occurred. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(...what: readonly (string | false)[]): void {
    for (const each of what) if (each !== false) this.#counts.set(each, this.of(each) + 1);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** Counts a compiled operation by its root fields, and by how deep it failed. */
  addCompiled({ node }: Checked, { depth }: { readonly depth: number }): void {
    const fields = node.selectionSet.selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));
    this.add('compiled', depth === 0 ? 'right' : depth === 1 ? 'failed' : 'failed below', ...fields);
  }
}

function expectEachField(tally: Tally, type: OperationTypeNode): void {
  const fields = Object.keys(SCHEMA.getRootType(type)?.getFields() ?? {});
  expect(fields.filter((field) => tally.of(field) === 0)).toEqual([]);
}

function expectSame({ calls, ...answer }: Outcome, { calls: expectedCalls, ...expected }: Outcome): void {
  expect(answer).toEqual(expected);
  expect(answer.text).not.toContain(SECRET);
  // A query that fails below the root is executed twice.
  if (answer.depth <= 1) expect(calls).toEqual(expectedCalls);
}

test('Compiled queries have the same responses', async () => {
  const sound = await variedFile();
  const stores = [sound, corruptedCopy(sound)].map(openFile);
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
  const operations = operationArbitrary(SCHEMA, QUERY, await valuesIn(sound));
  const tally = new Tally();
  const property = fc.asyncProperty(
    operations,
    circumstancesArbitrary,
    fc.constantFrom(...stores),
    async (operation, circumstances, store) => {
      const asked = checked(operation);
      tally.add('made');
      if (asked === null) return;
      const expected = await answerOf(interpreted, asked, store, circumstances);
      if (admitted(asked).codeSize !== null) tally.addCompiled(asked, expected);
      expectSame(await answerOf(compiled, asked, store, circumstances), expected);
    },
  );
  await fc.assert(property, { numRuns: 600 });
  expect(tally.of('compiled')).toBeGreaterThan(tally.of('made') / 3);
  expect(tally.of('right')).toBeGreaterThan(tally.of('compiled') / 3);
  expect(tally.of('failed')).toBeGreaterThan(0);
  expect(tally.of('failed below')).toBeGreaterThan(0);
  expectEachField(tally, QUERY);
});

test('Compiled mutations have the same responses, and leave the same rows', async () => {
  const sound = await variedFile();
  const files = [sound, sound, corruptedCopy(sound)];
  const operations = operationArbitrary(SCHEMA, MUTATION, await valuesIn(sound));
  const steps = fc.array(fc.tuple(operations, circumstancesArbitrary), { minLength: 1, maxLength: 6 });
  const tally = new Tally();
  const property = fc.asyncProperty(steps, fc.constantFrom(...files), async (steps, file) => {
    const [one, other] = [copyOf(file), copyOf(file)];
    const [interpreting, compiling] = [openFile(one), openFile(other)];
    try {
      for (const [operation, circumstances] of steps) {
        const asked = checked(operation);
        tally.add('made');
        if (asked === null) continue;
        const expected = await answerOf(interpreted, asked, interpreting, circumstances);
        if (admitted(asked).codeSize !== null) tally.addCompiled(asked, expected);
        expectSame(await answerOf(compiled, asked, compiling, circumstances), expected);
      }
      const content = contentOf(one);
      expect(contentOf(other)).toEqual(content);
      if (JSON.stringify(content) !== JSON.stringify(contentOf(file))) tally.add('written');
    } finally {
      await Promise.all([interpreting.close(), compiling.close()]);
    }
  });
  await fc.assert(property, { numRuns: 100 });
  expect(tally.of('compiled')).toBeGreaterThan(tally.of('made') / 4);
  expect(tally.of('right')).toBeGreaterThan(tally.of('compiled') / 3);
  expect(tally.of('failed')).toBeGreaterThan(0);
  expect(tally.of('written')).toBeGreaterThan(0);
  expectEachField(tally, MUTATION);
});

function sizeOf(query: string, document = parse(query)): number | null {
  const node = getOperationAST(document);
  if (!node) throw new Error(`There is no operation in ${query}`);
  return codeSize(SCHEMA, document, node);
}

const ID = 'node(id: $id)';
const PAGE = 'derivedCredentials(first: $first)';
const CREATE = 'createDerivedCredentialSettings(input: $input)';
const MUTATE = 'mutation($input: CreateDerivedCredentialSettingsInput!)';
const doubled = (depth: number) =>
  Array.from({ length: depth }, (_, level) => {
    const next = level + 1 < depth ? `...F${level + 1} ...F${level + 1}` : 'id';
    return `fragment F${level} on Node { ${next} }`;
  }).join(' ');

test.each([
  ['several root fields', `query($id: ID!) { a: ${ID} { id } b: ${ID} { id } }`],
  ['a root field twice', '{ viewer { subject } viewer { tenantId } }'],
  ['a fragment at the root', '{ ... { viewer { subject } } }'],
  ['a named fragment at the root', '{ ...F } fragment F on Query { viewer { subject } }'],
  ['a directive on a field', 'query($if: Boolean!) { viewer { subject @include(if: $if) } }'],
  ['a directive on a root field', '{ viewer @skip(if: false) { subject } }'],
  ['a directive on a fragment', '{ viewer { ... @include(if: true) { subject } } }'],
  ['a directive on a spread', '{ viewer { ...F @skip(if: true) tenantId } } fragment F on Viewer { subject }'],
  ['a default', `query($first: Int = 1) { ${PAGE} { totalCount } }`],
  ['a default of null', `query($first: Int = null) { ${PAGE} { totalCount } }`],
  ['an object', '{ derivedCredentials(orderBy: { field: ID }) { totalCount } }'],
  ['a variable in an object', 'query($id: ID) { changes(filter: { settingsId: { eq: $id } }) { totalCount } }'],
  ['a list', '{ changes(filter: { kind: { in: [CREATED] } }) { totalCount } }'],
  ['null', '{ derivedCredentials(first: null) { totalCount } }'],
  ['a text', '{ node(id: "a") { id } }'],
  ['a text in a block', '{ node(id: """a""") { id } }'],
  ['a text of code', `{ node(id: "__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d process.exit()") { id } }`],
  ['the schema', '{ __schema { queryType { name } } }'],
  ['a type', 'query($id: String!) { __type(name: $id) { name } }'],
  ['an alias that every object has', '{ viewer { __proto__: subject } }'],
  ['a variable that every object has', `query($toString: Int) { derivedCredentials(first: $toString) { totalCount } }`],
  ['a long alias', `{ viewer { ${'a'.repeat(51)}: subject } }`],
  ['many fields', `{ viewer { ${'subject '.repeat(200)} } }`],
  ['many resolved fields', `{ changes { nodes { ${'id '.repeat(40)} } } }`],
  ['fragments in fragments', `query($id: ID!) { ${ID} { ...F0 } } ${doubled(9)}`],
  [
    'what may be refused in a write',
    `${MUTATE} { ${CREATE} { derivedCredentialSettings { changes { totalCount } } } }`,
  ],
])('An operation with %s is not compiled', (_what, query) => {
  expect(validate(SCHEMA, parse(query))).toEqual([]);
  expect(sizeOf(query)).toBeNull();
});

// Compiling blocks the event loop. On the machine of the benchmark, 100 selections took about 20 ms
test('An operation is compiled up to 100 selections', async () => {
  // The root field counts as five, since it has a resolver.
  const selecting = (count: number) => `{ viewer { ${'subject '.repeat(count - 5)} } }`;
  expect([sizeOf(selecting(100)), sizeOf(selecting(101))]).toEqual([100, null]);
  await expectCompiled(parse(selecting(100)));
});

test('An operation with more fragments in fragments than can be written out is soon found to be one', () => {
  const started = performance.now();
  expect(sizeOf(`query($id: ID!) { ${ID} { ...F0 } } ${doubled(60)}`)).toBeNull();
  expect(performance.now() - started).toBeLessThan(1000);
});

test.each([
  ['one field', '{ __typename }'],
  ['arguments', '{ derivedCredentials(first: 1) { nodes { id changes(last: 2) { totalCount } } } }'],
  ['variables', `query($id: ID!) { ${ID} { id } }`],
  ['aliases', `{ constructed: viewer { ${'a'.repeat(50)}: subject } }`],
  ['fragments', `query($id: ID!) { ${ID} { ...F0 } } ${doubled(5)}`],
  ['a write', `${MUTATE} { ${CREATE} { change { id fields } userErrors { code } } }`],
])('An operation with %s is compiled', async (_what, query) => {
  await expectCompiled(parse(query));
});

async function expectCompiled(document: DocumentNode): Promise<void> {
  const node = getOperationAST(document);
  if (!node) throw new Error(`There is no operation in ${print(document)}`);
  expect(validate(SCHEMA, document)).toEqual([]);
  expect(codeSize(SCHEMA, document, node)).toBeGreaterThan(0);
  expect(await compile(SCHEMA, document, node)).toBeTypeOf('function');
}

const CLIENTS = Object.entries(documents).flatMap(([name, document]) => {
  const node =
    typeof document === 'object' && 'definitions' in document ? getOperationAST(document as DocumentNode) : null;
  return node && node.operation !== OperationTypeNode.SUBSCRIPTION ? [[name, document as DocumentNode] as const] : [];
});

test.each(CLIENTS)("The clients' operation %s is compiled", async (_name, document) => {
  await expectCompiled(parse(print(document)));
});

test.each(OPERATION_NAMES)('The operation under load to %s is compiled', async (name) => {
  const { body } = measuredRequest(name, { tenant: 0, object: 0 }).request('graphql');
  await expectCompiled(parse(JSON.parse(body ?? '{}').query));
});
