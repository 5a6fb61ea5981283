/** Sends a mutation, and says why it was not done in the words of the console. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { UserErrorCode, UserErrorFieldsFragment } from '../../../../client/documents.js';
import { send } from '../../shared/session.js';
import { faultInWords, inWords } from '../words.js';

export interface Fault {
  readonly code: UserErrorCode;
  /** The faulty field of the input; null if it is the input as a whole. */
  readonly field: string | null;
  readonly message: string;
}

export type Outcome<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** The service has checked everything and refused it. Nothing was written. */
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  /** It is not known whether the service has received it: the network, the token, a failure. */
  | { readonly kind: 'failed'; readonly message: string };

interface Payload {
  readonly userErrors: readonly UserErrorFieldsFragment[];
}

export async function mutate<Data extends object, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Outcome<Data>> {
  const { data, errors = [] } = await send<Data>({ query: print(document), variables });
  if (!data || errors.length > 0) {
    const reason = inWords(errors[0]?.message ?? 'There is no answer.');
    return { kind: 'failed', message: `${reason} Nothing is lost: try again.` };
  }
  const payloads: readonly Payload[] = Object.values(data);
  const faults = payloads.flatMap(({ userErrors }) => userErrors).map(faultOf);
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'done', result: data };
}

/** A path is for example ["input", "changes", "0", "update", "helpUrl"]. */
function faultOf({ code, field, message }: UserErrorFieldsFragment): Fault {
  return { code, field: field.at(-1) ?? null, message: faultInWords({ code, message }) };
}
