/** Asks the service with a typed operation, as whoever is signed in. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { send } from './session.js';

/** Null where it could not be had; who is to blame for that has been told already. */
export async function ask<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data | null> {
  const { data, errors = [] } = await send<Data>({ query: print(document), variables });
  return errors.length === 0 ? (data ?? null) : null;
}
