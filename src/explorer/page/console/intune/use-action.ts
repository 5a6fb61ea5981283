/** A React hook for buttons that change something: runs one mutation at a time, and keeps why the last one was not done. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useRef, useState } from 'react';
import { mutate } from '../write/mutate.js';

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
    const outcome = await mutate(document, variables);
    isRunning.current = false;
    if (outcome.kind === 'done') setFaults([]);
    else setFaults(outcome.kind === 'failed' ? [outcome.message] : outcome.faults.map(({ message }) => message));
    return outcome.kind === 'done' ? outcome.result : null;
  }
  return { faults, run };
}
