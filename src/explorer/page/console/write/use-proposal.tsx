/** Shows what a change would do before it is made: a dry run, a dialog with each field before and after, then a button. */
import { type ReactNode, useRef, useState } from 'react';
import type { ChangeFieldsFragment } from '../../../../client/documents.js';
import { Faults } from '../cells.js';
import { Dialog } from '../dialog.js';
import { consequences } from '../form/help.js';
import { Comparison } from './comparison.js';
import { findMade } from './find-made.js';
import { ownChange } from './own-change.js';
import { type Fault, type Outcome, perform, type Step } from './perform.js';

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
  readonly propose: (proposal: Proposal) => Promise<Outcome>;
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
    if (outcome.kind === 'done') setShown({ ...proposal, changes: outcome.changes });
    return outcome;
  };
  const dialog = shown && <Preview {...shown} onClose={() => setShown(null)} />;
  return { propose, isBusy, dialog };
}

/** Makes the changes. If an earlier answer was lost and the service now refuses them, looks whether they are already made. */
async function applied(
  steps: readonly Step[],
  tried: readonly ChangeFieldsFragment[],
  isRepeated: boolean,
): Promise<Outcome> {
  const outcome = await perform(steps, false);
  if (!isRepeated || outcome.kind !== 'refused') return outcome;
  const made = (await Promise.all(tried.map(findMade))).flatMap((change) => change ?? []);
  return made.length === tried.length ? { kind: 'done', changes: made } : outcome;
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
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  // The button is not disabled meanwhile, because a disabled button loses the focus.
  const isRunning = useRef(false);
  const apply = async () => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    const outcome = await applied(steps, changes, trouble !== null);
    isRunning.current = false;
    setBusy(false);
    if (outcome.kind === 'failed') return setTrouble(outcome.message);
    onClose();
    if (outcome.kind === 'refused') return onRefused?.(outcome.faults);
    ownChange.set(outcome.changes.at(-1) ?? null);
    onDone?.(outcome.changes);
  };
  const isDeletion = changes.some(({ kind }) => kind === 'DELETED');
  return (
    <Dialog title={title} onClose={onClose}>
      {changes.length === 0 && <p>Nothing would change: the object has this content already.</p>}
      {changes.map((change) => (
        <Comparison key={change.id} {...change} />
      ))}
      {isDeletion && <p className="consequence">{consequences('deleteDerivedCredentialSettings')}</p>}
      {trouble !== null && <Faults faults={[`${trouble} Nothing is lost: try again.`]} />}
      <div className="buttons">
        <button type="button" onClick={onClose}>
          {changes.length === 0 ? 'Close' : 'Cancel'}
        </button>
        {changes.length > 0 && (
          <button
            type="button"
            className={isDeletion ? 'primary danger' : 'primary'}
            aria-busy={isBusy}
            onClick={() => void apply()}
          >
            {trouble === null ? verb : 'Try again'}
          </button>
        )}
      </div>
    </Dialog>
  );
}
