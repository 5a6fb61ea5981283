/** Sends a typed operation with the signed-in user's token. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { send } from './session.js';

/** The operation's `data`, or null if it failed. `send` has then already shown the reason on the page. */
export async function ask<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data | null> {
  const { data, errors = [] } = await send<Data>({ query: print(document), variables });
  return errors.length === 0 ? (data ?? null) : null;
}
