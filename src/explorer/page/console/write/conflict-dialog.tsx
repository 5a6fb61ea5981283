/** Somebody else has changed the object meanwhile: shows both sides, lets the user choose by field, and saves the result. */
import { useState } from 'react';
import {
  type ChangeFieldsFragment,
  ChangesPageDocument,
  SettingsByIdDocument,
  type SettingsFieldsFragment,
} from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { useSession } from '../../shared/use-session.js';
import { Faults, Moment } from '../cells.js';
import { Dialog } from '../dialog.js';
import type { Draft, Values } from '../form/drafts.js';
import { updateInput } from '../form/values.js';
import { FIELDS, ORIGINS, valueLabel } from '../labels.js';
import { useLatest } from '../use-latest.js';
import { type Disputed, disputed, merged, type Side } from './merge.js';
import { ownChange } from './own-change.js';
import { perform } from './perform.js';

interface ConflictDialogProps {
  readonly draft: Draft;
  readonly onClose: () => void;
  readonly onDone: (changes: readonly ChangeFieldsFragment[]) => void;
  /** Goes on in the form with the merged values, because they have a fault. */
  readonly onTaken: (draft: Draft) => void;
}

export function ConflictDialog(props: ConflictDialogProps) {
  const { draft, onClose } = props;
  const { viewer } = useSession();
  const [attempt, setAttempt] = useState(0);
  const found = useLatest(() => loadTheirs(draft.id), [draft.id, attempt]);
  if (found === null) return null;
  const { settings, change } = found;
  const isOwn = change?.actor.subject === viewer?.subject;
  const who = change && (
    <p>
      {isOwn ? 'You, in another tab or program,' : change.actor.subject}{' '}
      {change.kind === 'DELETED' ? 'deleted' : 'changed'} it on <Moment at={change.at} /> {ORIGINS[change.origin]}.
    </p>
  );
  if (settings === null) {
    return (
      <Dialog title="This object has been deleted" onClose={onClose}>
        {who}
        <p>What you have typed is kept. Restore the object from its history, then save.</p>
        <div className="buttons">
          <button type="button" onClick={onClose}>
            Close
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={`${isOwn ? 'You have' : 'Somebody else has'} changed this object`} onClose={onClose} isWide>
      {who}
      <Choices {...props} isOwn={isOwn} theirs={settings} onOutdated={() => setAttempt(attempt + 1)} />
    </Dialog>
  );
}

interface ChoicesProps extends ConflictDialogProps {
  /** Whether the other change is of the same user. */
  readonly isOwn: boolean;
  readonly theirs: SettingsFieldsFragment;
  readonly onOutdated: () => void;
}

function Choices({ draft, isOwn, theirs, onClose, onDone, onTaken, onOutdated }: ChoicesProps) {
  const fields = disputed(draft, theirs);
  const [picked, setPicked] = useState<Readonly<Partial<Record<keyof Values, Side>>>>({});
  const [trouble, setTrouble] = useState<string | null>(null);
  const sideOf = ({ field, changedBy }: Disputed) => picked[field] ?? changedBy;
  const save = async () => {
    const open = fields.find((each) => sideOf(each) === null);
    if (open) return setTrouble(`Choose a side for “${FIELDS[open.field]}”.`);
    const result = merged(draft, theirs, Object.fromEntries(fields.map((each) => [each.field, sideOf(each)])));
    const outcome = await perform([{ update: updateInput(result) }], false);
    if (outcome.kind === 'failed') return setTrouble(outcome.message);
    if (outcome.kind === 'refused') {
      const isOutdated = outcome.faults.some(({ code }) => code === 'VERSION_CONFLICT' || code === 'NOT_FOUND');
      return isOutdated ? onOutdated() : onTaken(result);
    }
    ownChange.set(outcome.result.at(-1) ?? null);
    onDone(outcome.result);
  };
  return (
    <>
      {fields.length === 0 && <p>The object already has what you have typed.</p>}
      {fields.map((each) => (
        <Field
          key={each.field}
          {...each}
          isOwn={isOwn}
          side={sideOf(each)}
          onPick={(side) => setPicked({ ...picked, [each.field]: side })}
        />
      ))}
      {trouble !== null && <Faults faults={[trouble]} />}
      <div className="buttons">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="primary" onClick={() => void save()}>
          Save
        </button>
      </div>
    </>
  );
}

interface FieldProps extends Disputed, Pick<ChoicesProps, 'isOwn'> {
  readonly side: Side | null;
  readonly onPick: (side: Side) => void;
}

function Field({ field, base, theirs, mine, isOwn, side, onPick }: FieldProps) {
  const sides = { theirs, mine };
  return (
    <fieldset className="disputed">
      <legend>{FIELDS[field]}</legend>
      <p className="detail">Was: {valueLabel(field, base)}</p>
      {(['theirs', 'mine'] as const).map((each) => (
        <label key={each} className="choice">
          <input type="radio" name={`side-${field}`} checked={side === each} onChange={() => onPick(each)} />
          <span>
            <strong>{each === 'mine' ? 'Mine' : isOwn ? 'Saved' : 'Theirs'}</strong>
            <span className="value">{valueLabel(field, sides[each])}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

async function loadTheirs(id: string) {
  const [object, log] = await Promise.all([
    ask(SettingsByIdDocument, { id }),
    ask(ChangesPageDocument, { last: 1, filter: { settingsId: { eq: id } } }),
  ]);
  if (object === null || log === null) return null;
  return { settings: object.derivedCredentialSettings, change: log.changes.nodes[0] ?? null };
}
