/** Shows what a change would do before it is made: a dry run, a dialog with each field before and after, then a button. */
import { type ReactNode, useState } from 'react';
import type { ChangeFieldsFragment } from '../../../../client/documents.js';
import { consequences } from '../form/help.js';
import { Comparison } from './comparison.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { Fault } from './mutate.js';
import { ownChange } from './own-change.js';
import { type Performed, perform, performOnce, type Step } from './perform.js';

export interface Proposal {
  /** The question, for example `Delete “Field staff”?` */
  readonly title: string;
  readonly steps: readonly Step[];
  /** The word on the button that makes the change. */
  readonly verb: string;
  readonly onDone?: (changes: readonly ChangeFieldsFragment[]) => void;
  /** Called if the service refuses the change only when it is made. */
  readonly onRefused?: (faults: readonly Fault[]) => void;
}

interface Shown extends Proposal {
  readonly changes: readonly ChangeFieldsFragment[];
}

export interface Proposals {
  /** Tries the change. If nothing speaks against it, the dialog opens. Returns the outcome of the dry run. */
  readonly propose: (proposal: Proposal) => Promise<Performed>;
  readonly isBusy: boolean;
  /** To be rendered. */
  readonly dialog: ReactNode;
}

export function useProposal(): Proposals {
  const [shown, setShown] = useState<Shown | null>(null);
  const [isBusy, setBusy] = useState(false);
  const propose = async (proposal: Proposal) => {
    setBusy(true);
    const outcome = await perform(proposal.steps, true);
    setBusy(false);
    if (outcome.kind === 'done') setShown({ ...proposal, changes: outcome.result });
    return outcome;
  };
  const dialog = shown && <Preview {...shown} onClose={() => setShown(null)} />;
  return { propose, isBusy, dialog };
}

function Preview({
  title,
  steps,
  verb,
  changes,
  onDone,
  onRefused,
  onClose,
}: Shown & { readonly onClose: () => void }) {
  const isDeletion = changes.some(({ kind }) => kind === 'DELETED');
  const done = (made: readonly ChangeFieldsFragment[]) => {
    ownChange.set(made.at(-1) ?? null);
    onDone?.(made);
  };
  return (
    <ConfirmDialog
      title={title}
      verb={changes.length === 0 ? null : verb}
      isDeletion={isDeletion}
      act={() => performOnce(steps, changes)}
      onDone={done}
      onRefused={(faults) => onRefused?.(faults)}
      onClose={onClose}
    >
      {changes.length === 0 && <p>Nothing would change: the object has this content already.</p>}
      {changes.map((change) => (
        <Comparison key={change.id} {...change} />
      ))}
      {isDeletion && <p className="consequence">{consequences('deleteDerivedCredentialSettings')}</p>}
    </ConfirmDialog>
  );
}
