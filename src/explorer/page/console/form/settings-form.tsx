/** The form that creates or edits an object. Shows all faults at once, and what would be changed before it is. */
import { type FormEvent, useRef, useState } from 'react';
import type {
  ChangeFieldsFragment,
  DerivedCredentialIssuer,
  SettingsFieldsFragment,
} from '../../../../client/documents.js';
import { ISSUERS, NOTIFICATIONS } from '../labels.js';
import { ConflictDialog } from '../write/conflict-dialog.js';
import type { Fault } from '../write/mutate.js';
import { perform, type Step } from '../write/perform.js';
import { useProposal } from '../write/use-proposal.js';
import { type Draft, drafts, dropDraft, keepDraft, type Values } from './drafts.js';
import { Choice, Fixed, TextField } from './fields.js';
import { Summary } from './summary.js';
import { createInput, type FieldFault, faultsOf, isChanged, updateInput } from './values.js';

interface SettingsFormProps {
  /** Under which the draft is kept. */
  readonly draftKey: string;
  /** What the form begins with, unless a draft is kept. */
  readonly start: Draft;
  /** The object as it is now, if others have changed it since; null for a new one. */
  readonly latest: SettingsFieldsFragment | null;
  readonly onDone: (id: string) => void;
  readonly onCancel: (() => void) | null;
  /** Whether it begins with a button for each issuer, which leads to the review at once. */
  readonly hasShortcut?: boolean;
}

// What an object is called whose name nobody has thought about yet.
const USUAL_NAME = 'Derived credentials';

export function SettingsForm({ draftKey, start, latest, onDone, onCancel, hasShortcut = false }: SettingsFormProps) {
  const draft = drafts.use().get(draftKey) ?? start;
  const { base, values } = draft;
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [isConflict, setConflict] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const { propose, isBusy, dialog } = useProposal();
  const input = (part: Partial<Values>) => {
    const next = { ...draft, values: { ...values, ...part } };
    if (isChanged(next.values, base)) keepDraft(draftKey, next);
    else dropDraft(draftKey);
    return next;
  };
  const show = (found: readonly FieldFault[]) => {
    setFaults(found);
    // The summary has the focus even if it says the same as before.
    if (found.length > 0) requestAnimationFrame(() => summary.current?.focus());
  };
  const refuse = (found: readonly Fault[], own: readonly FieldFault[] = []) => {
    if (found.some(({ code }) => code === 'VERSION_CONFLICT' || code === 'NOT_FOUND')) setConflict(true);
    else show([...own, ...found.map(({ field, message }) => ({ field: fieldOf(field, values), message }))]);
  };
  const cancel = () => {
    dropDraft(draftKey);
    onCancel?.();
  };
  const take = (next: Draft) => {
    keepDraft(draftKey, next);
    setConflict(false);
  };
  const done = (changes: readonly ChangeFieldsFragment[]) => {
    dropDraft(draftKey);
    onDone(changes.at(-1)?.settingsId ?? draft.id);
  };
  const review = async (reviewed: Draft) => {
    const own = faultsOf(reviewed.values);
    const steps: readonly Step[] = [base ? { update: updateInput(reviewed) } : { create: createInput(reviewed) }];
    const title = base ? `Save “${base.displayName}”?` : `Create “${reviewed.values.displayName.trim()}”?`;
    const proposal = { title, steps, verb: base ? 'Save' : 'Create', onDone: done, onRefused: refuse };
    const outcome = own.length > 0 ? await perform(steps, true) : await propose(proposal);
    if (outcome.kind === 'failed') show([{ field: null, message: outcome.message }]);
    else refuse(outcome.kind === 'refused' ? outcome.faults : [], own);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void review(draft);
  };
  const faultOf = (name: keyof Values) => faults.find(({ field }) => field === name)?.message ?? null;
  const text = (name: 'displayName' | 'helpUrl' | 'renewalThresholdPercentage') => ({
    name,
    value: values[name],
    fault: faultOf(name),
    onInput: (value: string) => input({ [name]: value }),
  });
  const isOutdated = base !== null && latest !== null && latest.version > base.version;
  return (
    <form className="settings-form" noValidate onSubmit={submit}>
      <Summary focus={summary} faults={faults} />
      {hasShortcut && (
        <Shortcut
          onChoose={(issuer) => {
            const displayName = values.displayName.trim() === '' ? USUAL_NAME : values.displayName;
            void review(input({ issuer, displayName }));
          }}
        />
      )}
      {isOutdated && (
        <p className="outdated" role="status">
          This object has been changed since you began.{' '}
          <button type="button" onClick={() => setConflict(true)}>
            Compare
          </button>
        </p>
      )}
      <TextField {...text('displayName')} label="Name" />
      {base ? (
        <Fixed name="issuer" label="Issuer" value={ISSUERS[base.issuer]} />
      ) : (
        <Choice
          name="issuer"
          label="Issuer"
          members={ISSUERS}
          value={values.issuer}
          fault={faultOf('issuer')}
          onChoose={(issuer) => input({ issuer })}
        />
      )}
      <Choice
        name="notificationType"
        label="Notification"
        members={NOTIFICATIONS}
        value={values.notificationType}
        fault={faultOf('notificationType')}
        onChoose={(notificationType) => input({ notificationType })}
      />
      <TextField {...text('helpUrl')} label="Help page" kind="url" placeholder="https://" />
      <TextField {...text('renewalThresholdPercentage')} label="Renewal threshold in percent" kind="number" />
      <div className="buttons">
        {onCancel && (
          <button type="button" onClick={cancel}>
            {drafts.get().has(draftKey) ? 'Discard' : 'Cancel'}
          </button>
        )}
        <button type="submit" className="primary" aria-busy={isBusy}>
          {base ? 'Review the changes' : 'Review'}
        </button>
      </div>
      {dialog}
      {isConflict && <ConflictDialog draft={draft} onClose={() => setConflict(false)} onDone={done} onTaken={take} />}
    </form>
  );
}

function Shortcut({ onChoose }: { readonly onChoose: (issuer: DerivedCredentialIssuer) => void }) {
  return (
    <fieldset className="shortcut">
      <legend>Which company issues your certificates?</legend>
      <div className="buttons start">
        {Object.entries(ISSUERS).map(([issuer, label]) => (
          <button key={issuer} type="button" onClick={() => onChoose(issuer as DerivedCredentialIssuer)}>
            {label}
          </button>
        ))}
      </div>
      <p className="detail">
        A button shows what would be created, with the usual values for everything else. Or fill in the form.
      </p>
    </fieldset>
  );
}

/** A fault of the object as a whole, such as its id, has no field in the form. */
function fieldOf(field: string | null, values: Values): keyof Values | null {
  return field !== null && field in values ? (field as keyof Values) : null;
}
