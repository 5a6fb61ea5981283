/** The buttons that take a change back, or restore the version that it made. Only those that the service would not refuse. */
import { useState } from 'react';
import type { ChangeFieldsFragment } from '../../../../client/documents.js';
import { type Latest, undoOf } from './undo.js';
import type { Proposal } from './use-proposal.js';

interface UndoButtonsProps {
  readonly change: ChangeFieldsFragment;
  /** The latest change of the same object. */
  readonly latest: Latest;
  readonly onPropose: (proposal: Proposal) => Promise<void>;
}

export function UndoButtons({ change, latest, onPropose }: UndoButtonsProps) {
  const { kind, version, settingsId, after } = change;
  const undo = undoOf(change, latest);
  const revert = { revert: { id: settingsId, toVersion: version, expectedVersion: latest.version } };
  const restores = kind === 'DELETED';
  const [isBusy, setBusy] = useState(false);
  const propose = async (proposal: Proposal) => {
    setBusy(true);
    await onPropose(proposal);
    setBusy(false);
  };
  return (
    <div className="buttons start">
      {undo && (
        <button
          type="button"
          aria-busy={isBusy}
          onClick={() =>
            void propose({
              title: restores ? 'Restore the object?' : `Undo version ${version}?`,
              steps: [undo],
              verb: restores ? 'Restore' : 'Undo',
            })
          }
        >
          {restores ? 'Restore' : 'Undo'}
        </button>
      )}
      {version < latest.version && after && (
        <button
          type="button"
          aria-busy={isBusy}
          onClick={() => void propose({ title: `Go back to version ${version}?`, steps: [revert], verb: 'Go back' })}
        >
          Go back to this version
        </button>
      )}
    </div>
  );
}
