/** A React hook for buttons that change something: runs one mutation at a time, and keeps why the last one was not done. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { useRef, useState } from 'react';
import { send } from '../../shared/session.js';

interface Payload {
  readonly userErrors: readonly { readonly message: string }[];
}

export interface Action {
  /** Why the last mutation was not done, in English; empty if it was. */
  readonly faults: readonly string[];
  /** Returns the mutation's data; null if it was not done, or if another one is still running. */
  run<Data extends object, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data | null>;
}

export function useAction(): Action {
  const [faults, setFaults] = useState<readonly string[]>([]);
  // The buttons are not disabled meanwhile, because a disabled button loses the keyboard's focus.
  const isRunning = useRef(false);
  async function run<Data extends object, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data | null> {
    if (isRunning.current) return null;
    isRunning.current = true;
    const { data, errors = [] } = await send<Data>({ query: print(document), variables });
    isRunning.current = false;
    const payloads: readonly Payload[] = Object.values(data ?? {});
    const reasons = [...errors, ...payloads.flatMap(({ userErrors }) => userErrors)].map(({ message }) => message);
    setFaults(reasons);
    return reasons.length === 0 ? (data ?? null) : null;
  }
  return { faults, run };
}
