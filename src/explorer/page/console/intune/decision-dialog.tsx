/** Asks about a decision: shows what it changes in Intune or here, field by field, and whether it can be undone. */
import {
  ChangesPageDocument,
  type GraphMode,
  ResolveGraphDriftDocument,
  type ResolveGraphDriftInput,
  type SnapshotFieldsFragment,
} from '../../../../client/documents.js';
import { ask, currentSession } from '../../shared/session.js';
import { Comparison } from '../write/comparison.js';
import { ConfirmDialog } from '../write/confirm-dialog.js';
import { type Fault, mutate } from '../write/mutate.js';
import { ownChange } from '../write/own-change.js';
import { type Decision, MEANINGS } from './decisions.js';

export interface Decidable {
  readonly name: string;
  /** Which object, and what is shown of it. */
  readonly about: Omit<ResolveGraphDriftInput, 'take'>;
  /** The content of each side; null if it is not known, or if there is none. */
  readonly here: SnapshotFieldsFragment | null;
  readonly there: SnapshotFieldsFragment | null;
  readonly mode: GraphMode;
}

interface DecisionDialogProps extends Decidable {
  readonly decision: Decision;
  readonly onDone: () => void;
  readonly onRefused: (faults: readonly Fault[]) => void;
  readonly onClose: () => void;
}

export function DecisionDialog(props: DecisionDialogProps) {
  const { decision, name, about, mode, onDone, onRefused, onClose } = props;
  const { label, take, effect } = decision;
  const { title, before, after, sentence, whileSending, isUndoable = false } = MEANINGS[effect];
  const [was, becomes] = [before && props[before], after && props[after]];
  const canUndo = isUndoable && mode !== 'PULL';
  const isDeletion = effect.startsWith('delete');
  return (
    <ConfirmDialog
      title={title(`“${name}”`)}
      verb={label}
      isDeletion={isDeletion}
      act={() => mutate(ResolveGraphDriftDocument, { input: { ...about, take } })}
      onDone={({ resolveGraphDrift: { graph } }) => {
        if (canUndo && graph) void offerUndo(graph.settingsId);
        onDone();
      }}
      onRefused={onRefused}
      onClose={onClose}
    >
      {(was || becomes) && <Comparison before={was} after={becomes} />}
      <p className={isDeletion ? 'consequence' : undefined}>
        {sentence} {mode === 'PUSH' && whileSending} {canUndo && 'It can be undone in the history of the object.'}
      </p>
    </ConfirmDialog>
  );
}

/** A creation is left out, because to undo it deletes the object in Intune too. */
async function offerUndo(settingsId: string): Promise<void> {
  const log = await ask(ChangesPageDocument, { last: 1, filter: { settingsId: { eq: settingsId } } });
  const [change] = log?.changes.nodes ?? [];
  if (change?.actor.subject === currentSession().viewer?.subject) ownChange.set(change ?? null);
}
