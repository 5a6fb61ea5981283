/** A React hook that proposes changes outside of a form, and keeps why the last one was not made. */
import { useState } from 'react';
import { type Proposal, type Proposals, useProposal } from './use-proposal.js';

export interface Attempts extends Pick<Proposals, 'dialog' | 'isBusy'> {
  readonly attempt: (proposal: Proposal) => Promise<void>;
  /** Why the last change was not made; empty if it was. */
  readonly faults: readonly string[];
}

export function useAttempt(): Attempts {
  const [faults, setFaults] = useState<readonly string[]>([]);
  const { propose, isBusy, dialog } = useProposal();
  const refused = (found: readonly { readonly message: string }[]) => setFaults(found.map(({ message }) => message));
  const attempt = async (proposal: Proposal) => {
    const outcome = await propose({ ...proposal, onRefused: refused });
    if (outcome.kind === 'failed') setFaults([outcome.message]);
    else refused(outcome.kind === 'refused' ? outcome.faults : []);
  };
  return { attempt, faults, isBusy, dialog };
}
