/** Proves that the typed operations cover the whole contract, and that a service answers each of them. */

import { readFileSync } from 'node:fs';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { buildSchema, type DocumentNode, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { expect, test } from 'vitest';
import * as generated from '../../src/client/documents.generated.js';
import * as documents from '../../src/client/documents.js';
import { uuid } from '../support/domain/changes.js';
import { dataOf } from '../support/graphql/settings-client.js';
import { boot } from '../support/service/boot.js';

const SCHEMA = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const ID = uuid(1);
const INPUT = {
  id: ID,
  displayName: 'Field staff',
  helpUrl: 'https://example.com/help',
  issuer: 'PUREBRED',
  notificationType: 'EMAIL',
} as const satisfies documents.CreateDerivedCredentialSettingsInput;

/** The fields of `Query`, `Mutation` and `Subscription` that a document asks for. */
function rootFieldsOf(document: DocumentNode): string[] {
  const info = new TypeInfo(SCHEMA);
  const found: string[] = [];
  const roots = [SCHEMA.getQueryType(), SCHEMA.getMutationType(), SCHEMA.getSubscriptionType()];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: ({ name }) => {
        if (roots.some((root) => root !== undefined && root === info.getParentType())) found.push(name.value);
      },
    }),
  );
  return found;
}

function rootFieldsOfContract(): string[] {
  const roots = [SCHEMA.getQueryType(), SCHEMA.getMutationType(), SCHEMA.getSubscriptionType()];
  return roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
}

/** A client in a new tenant; throws if a response has errors. */
async function client() {
  const service = await boot();
  return async <Data, Variables extends Readonly<Record<string, unknown>>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> => dataOf(await service.graphql<Data>(print(document), variables));
}

test('every root field of the schema is selected by an operation', () => {
  const asked = new Set(Object.values(documents).flatMap(rootFieldsOf));
  expect(rootFieldsOfContract().length).toBeGreaterThan(5);
  expect(rootFieldsOfContract().filter((name) => !asked.has(name))).toEqual([]);
});

test('every generated document can be imported', () => {
  expect(Object.keys(documents).toSorted()).toEqual(Object.keys(generated).toSorted());
});

test('an object is created, read, changed and deleted with them, and its history read', async () => {
  const ask = await client();
  const { createDerivedCredentialSettings: created } = await ask(documents.CreateSettingsDocument, { input: INPUT });
  expect(created).toMatchObject({ derivedCredentialSettings: { ...INPUT, version: 1 }, userErrors: [] });

  const { derivedCredentialSettings: read } = await ask(documents.SettingsByIdDocument, { id: ID });
  expect(read).toEqual(created.derivedCredentialSettings);
  const input = { id: ID, expectedVersion: 1, helpUrl: null };
  const { updateDerivedCredentialSettings: updated } = await ask(documents.UpdateSettingsDocument, { input });
  expect(updated).toMatchObject({ derivedCredentialSettings: { version: 2, helpUrl: null }, userErrors: [] });

  const history = await ask(documents.SettingsHistoryDocument, { id: ID, last: 1 });
  expect(history.derivedCredentialSettings?.changes).toMatchObject({ totalCount: 2, nodes: [updated.change] });
  const again = await ask(documents.DeleteSettingsDocument, { input: { id: ID, expectedVersion: 1 } });
  expect(again.deleteDerivedCredentialSettings.userErrors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
  const { deleteDerivedCredentialSettings: deleted } = await ask(documents.DeleteSettingsDocument, {
    input: { id: ID },
  });
  expect(deleted).toMatchObject({ deletedId: ID, change: { kind: 'DELETED' }, userErrors: [] });
  const log = await ask(documents.ChangesPageDocument, {});
  expect(log.changes.nodes.map(({ kind }) => kind)).toEqual(['CREATED', 'UPDATED', 'DELETED']);
});

test('a list comes in the order and by the filter asked for, page by page', async () => {
  const ask = await client();
  for (const displayName of ['C', 'A', 'B', 'left out']) {
    await ask(documents.CreateSettingsDocument, { input: { ...INPUT, id: null, displayName } });
  }
  const range = { filter: { not: { displayName: { contains: 'left' } } }, orderBy: { field: 'DISPLAY_NAME' } } as const;
  const { derivedCredentials: first } = await ask(documents.SettingsPageDocument, { ...range, first: 2 });
  const { derivedCredentials: second } = await ask(documents.SettingsPageDocument, {
    ...range,
    after: first.pageInfo.endCursor,
  });
  expect([...first.nodes, ...second.nodes].map(({ displayName }) => displayName)).toEqual(['A', 'B', 'C']);
  expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([3, true, false]);
});

test('the viewer and any object by its global id are answered with their types', async () => {
  const ask = await client();
  const { viewer } = await ask(documents.ViewerDocument, {});
  expect(Date.parse(viewer.expiresAt)).toBeGreaterThan(Date.now());
  const { createDerivedCredentialSettings: created } = await ask(documents.CreateSettingsDocument, { input: INPUT });
  const { node: settings } = await ask(documents.NodeByIdDocument, { id: ID });
  expect(settings).toEqual({ __typename: 'DerivedCredentialSettings', ...created.derivedCredentialSettings });
  const { node: change } = await ask(documents.NodeByIdDocument, { id: `${ID}:1` });
  expect(change).toEqual({ __typename: 'Change', ...created.change });
  expect(await ask(documents.NodeByIdDocument, { id: uuid(9) })).toEqual({ node: null });
});
