/** The explorer's examples are valid operations, cover the whole contract, and each runs unchanged and on its own. */
import { readFileSync } from 'node:fs';
import { buildSchema, Kind, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import { expect, test } from 'vitest';
import { type Example, newExamples } from '../../src/explorer/page/explorer/examples.js';
import { connectedService } from '../support/connector/connected-service.js';
import { subscribe } from '../support/graphql/follower.js';
import { boot } from '../support/service/boot.js';

const SCHEMA = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const TITLES = newExamples().map(({ title }) => title);

type Payloads = Readonly<Record<string, { readonly userErrors?: readonly unknown[] } | null>>;

function exampleCalled(title: string): Example {
  const example = newExamples().find((each) => each.title === title);
  if (example === undefined) throw new Error(`There is no example "${title}".`);
  return example;
}

function variablesOf({ variables }: Example): Readonly<Record<string, unknown>> {
  return variables === '' ? {} : JSON.parse(variables);
}

/** The root fields that an operation selects. */
function rootFields(query: string): string[] {
  const found: string[] = [];
  const types = new TypeInfo(SCHEMA);
  const roots = [SCHEMA.getQueryType(), SCHEMA.getMutationType(), SCHEMA.getSubscriptionType()];
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        if (roots.some((root) => root === types.getParentType())) found.push(name.value);
      },
    }),
  );
  return found;
}

test('the examples fit the contract', () => {
  expect(newExamples().flatMap(({ query }) => validate(SCHEMA, parse(query)))).toEqual([]);
});

test('the examples show every query, mutation and subscription', () => {
  const offered = [SCHEMA.getQueryType(), SCHEMA.getMutationType(), SCHEMA.getSubscriptionType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );
  const shown = new Set(newExamples().flatMap(({ query }) => rootFields(query)));
  expect(offered.filter((field) => !shown.has(field))).toEqual([]);
});

test('an example has the name of its operation, which GraphiQL shows on the tab, as title', () => {
  const names = newExamples().map(({ query }) => {
    const [operation] = parse(query).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
  });
  expect(names).toEqual(TITLES.map((title) => title.replace(/ (.)/g, (_match, letter) => letter.toUpperCase())));
});

const NEEDS_CONNECTION = /It needs a connected tenant/;
const ANSWERED_AT_ONCE = TITLES.filter((title) => {
  const { query, about } = exampleCalled(title);
  return !query.startsWith('subscription') && !NEEDS_CONNECTION.test(about);
});

test.each(ANSWERED_AT_ONCE)('"%s" runs alone on an empty service, without a fault', async (title) => {
  const { graphql } = await boot();
  const example = exampleCalled(title);
  const { data, errors } = await graphql<Payloads>(example.query, variablesOf(example));
  expect(errors).toBeUndefined();
  for (const payload of Object.values(data ?? {})) expect(payload?.userErrors ?? []).toEqual([]);
});

test('all examples run one after the other, twice, with refusals only where they announce them', async () => {
  const { graphql } = await boot();
  const examples = newExamples().filter(({ title }) => ANSWERED_AT_ONCE.includes(title));
  const codes = async () => {
    const all: unknown[] = [];
    for (const example of examples) {
      const { data, errors } = await graphql<Payloads>(example.query, variablesOf(example));
      expect(errors).toBeUndefined();
      const faults = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
      if (faults.length > 0) all.push([example.title, faults.map((fault) => (fault as { code: string }).code)]);
    }
    return all;
  };
  expect(await codes()).toEqual([]);
  expect(await codes()).toEqual([
    ['Update', ['VERSION_CONFLICT']],
    ['Delete', ['ALREADY_EXISTS', 'NOT_FOUND']],
  ]);
});

test('the examples that need a connected tenant run in one, and find nothing to decide', async () => {
  const { service, adopt } = await connectedService();
  await adopt();
  const examples = newExamples().filter(({ query, about }) => NEEDS_CONNECTION.test(about) && /^mutation/.test(query));
  expect(examples).toHaveLength(4);
  for (const example of examples) {
    const { data, errors } = await service.graphql<Payloads>(example.query, variablesOf(example));
    expect(errors).toBeUndefined();
    const codes = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
    // They are about an object that another example creates.
    expect(codes.map((fault) => (fault as { code: string }).code).filter((code) => code !== 'NOT_FOUND')).toEqual([]);
  }
});

test('"Follow" shows what another example changes', async () => {
  const service = await boot();
  const follow = exampleCalled('Follow');
  const stream = subscribe<{ changes: { node: { kind: string } } }>(
    { url: service.url, transport: 'WebSocket', token: await service.token() },
    { query: follow.query, variables: { after: '' } },
  );
  const create = exampleCalled('Create');
  await service.graphql(create.query, variablesOf(create));
  expect((await stream.next()).value).toMatchObject({ data: { changes: { node: { kind: 'CREATED' } } } });
});

test('the ids of examples are new each time', () => {
  const ids = [newExamples(), newExamples()].map((examples) => examples.map(({ variables }) => variables).join());
  expect(ids[0]).not.toEqual(ids[1]);
  expect(ids[0]).toMatch(/"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"/);
});
