/** Creates and lists settings with `fetch` only, and reads at least what it wrote. Environment: ENDPOINT, TOKEN. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { CreateSettingsDocument, SettingsPageDocument } from 'derived-credential-settings/documents';
import { print } from 'graphql';

const { ENDPOINT = 'http://127.0.0.1:4000/graphql', TOKEN } = process.env;

// The tenant's position after the latest write.
let position: string | null = null;

async function ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const headers = new Headers({ authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' });
  if (position !== null) headers.set('x-tenant-position', position);
  const body = JSON.stringify({ query: print(document), variables });
  const response = await fetch(ENDPOINT, { method: 'POST', headers, body });
  position = response.headers.get('x-tenant-position') ?? position;
  const { data, errors } = (await response.json()) as { data: Data; errors?: readonly { message: string }[] };
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return data;
}

const input = {
  displayName: 'Field staff (fetch)',
  helpUrl: 'https://example.com/help',
  issuer: 'PUREBRED',
  notificationType: 'COMPANY_PORTAL',
} as const;
const { createDerivedCredentialSettings: created } = await ask(CreateSettingsDocument, { input });

const { derivedCredentials: page } = await ask(SettingsPageDocument, {
  filter: { displayName: { contains: 'fetch' } },
  orderBy: { field: 'CREATED_AT', direction: 'DESC' },
  first: 10,
});
const names = page.nodes.map(({ displayName }) => displayName);
process.stdout.write(`${JSON.stringify({ userErrors: created.userErrors, names })}\n`);
