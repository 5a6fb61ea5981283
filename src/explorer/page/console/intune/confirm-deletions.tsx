/** Shows which deletions Intune has not got because they are unusually many, and sends them. */
import { SyncWithGraphDocument } from '../../../../client/documents.js';
import { useLatest } from '../use-latest.js';
import { ConfirmDialog } from '../write/confirm-dialog.js';
import { mutate } from '../write/mutate.js';
import { loadObjects } from './load-objects.js';

interface ConfirmDeletionsProps {
  /** Those that wait. */
  readonly ids: readonly string[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const NAMES = 20;

export function ConfirmDeletions({ ids, onDone, onClose }: ConfirmDeletionsProps) {
  const named = ids.slice(0, NAMES);
  const objects = useLatest(() => loadObjects(named), [named.join()]);
  const count = ids.length === 1 ? 'one object' : `${ids.length.toLocaleString()} objects`;
  return (
    <ConfirmDialog
      title={`Delete ${count} in Intune?`}
      verb="Confirm the deletions"
      isDeletion
      act={() => mutate(SyncWithGraphDocument, { input: { confirmDeletions: true } })}
      onDone={onDone}
      // It has no faults of its own.
      onRefused={() => {}}
      onClose={onClose}
    >
      <ul>
        {objects?.map(({ id, last }) => (
          <li key={id}>{last?.displayName ?? id}</li>
        ))}
        {ids.length > NAMES && <li>and {(ids.length - NAMES).toLocaleString()} more</li>}
      </ul>
      <p className="consequence">
        They are deleted here already. Users who have a credential of them must enrol again. This cannot be undone.
      </p>
    </ConfirmDialog>
  );
}
