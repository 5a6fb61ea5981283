/** Shows a plan as the command `plan` does, in the same words and order, with the button that applies it. */
import { useState } from 'react';
import type { StepDescription, StepField } from '../../../../desired/plan/describe-step.js';
import { Dialog } from '../dialog.js';
import { consequences } from '../form/help.js';
import { importModel } from './import-model.js';
import type { PlanSummary } from './worker/protocol.js';

const AT_ONCE = 100;

interface PlanViewProps {
  readonly name: string;
  readonly plan: PlanSummary;
  readonly canWrite: boolean;
}

export function PlanView({ name, plan, canWrite }: PlanViewProps) {
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <h3>What {name} changes</h3>
      <p role="status">{plan.sum}</p>
      {plan.changes > 0 && <Apply plan={plan} canWrite={canWrite} />}
      <ol className="plan">
        {plan.steps.slice(0, shown).map((step) => (
          <Step key={step.title} step={step} />
        ))}
      </ol>
      {shown < plan.steps.length && (
        <button type="button" onClick={() => setShown(shown + AT_ONCE)}>
          Show more of {plan.steps.length.toLocaleString()}
        </button>
      )}
    </>
  );
}

function Apply({ plan, canWrite }: Omit<PlanViewProps, 'name'>) {
  const { changes, parts, isChecked } = plan;
  const [isAsking, setAsking] = useState(false);
  const lost = lostBy(plan);
  if (!canWrite) {
    return (
      <p className="warning">
        {isChecked
          ? 'Settings cannot be changed here.'
          : 'Your token may only read, so the service has not checked this.'}
      </p>
    );
  }
  return (
    <>
      {parts > 1 && (
        <p className="detail">
          One transaction does not hold the changes: they are made in {parts}, each all or none. One that is refused
          ends it and leaves those before it made.
        </p>
      )}
      <div className="buttons">
        <button
          type="button"
          className={lost > 0 ? 'danger' : 'primary'}
          // A double click must not apply what was not looked at.
          onClick={({ detail }) => detail < 2 && (lost > 0 ? setAsking(true) : void importModel.apply())}
        >
          {lost > 0 ? `${deletions(plan)}…` : `Apply ${counted(changes, 'change')}`}
        </button>
        <button type="button" onClick={() => importModel.reset()}>
          Cancel
        </button>
      </div>
      {isAsking && <Question plan={plan} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Asks once more, because what is deleted is lost to the devices. */
function Question({ plan, onClose }: { readonly plan: PlanSummary; readonly onClose: () => void }) {
  return (
    <Dialog title={`${deletions(plan)}?`} onClose={onClose}>
      <p>{plan.sum}</p>
      <p className="consequence">{consequences('deleteDerivedCredentialSettings')}</p>
      <div className="buttons">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="primary danger" onClick={() => void importModel.apply()}>
          {deletions(plan)}
        </button>
      </div>
    </Dialog>
  );
}

/** The number of objects that the plan deletes. Those that it replaces are deleted too. */
function lostBy({ steps }: PlanSummary): number {
  return steps.filter(({ kind }) => kind === 'delete' || kind === 'replace').length;
}

/** What the plan does, for example `Delete 320 objects and make 3 other changes`. */
function deletions(plan: PlanSummary): string {
  const lost = lostBy(plan);
  const others = plan.changes - lost;
  return `Delete ${counted(lost, 'object')}${others === 0 ? '' : ` and make ${counted(others, 'other change')}`}`;
}

function counted(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count.toLocaleString()} ${what}s`;
}

function Step({ step: { kind, sign, title, fields } }: { readonly step: StepDescription }) {
  return (
    <li className={kind}>
      <p>
        <span className="sign" aria-hidden="true">
          {sign}
        </span>{' '}
        {title}
      </p>
      {fields.length > 0 && (
        <dl>
          {fields.map((field) => (
            <Field key={field.field} {...field} />
          ))}
        </dl>
      )}
    </li>
  );
}

function Field({ field, before, after }: StepField) {
  return (
    <div>
      <dt>{field}</dt>
      <dd>
        {before !== null && (
          <>
            <del>{before}</del> <span aria-hidden="true">→</span>{' '}
          </>
        )}
        {before === null ? after : <ins>{after}</ins>}
      </dd>
    </div>
  );
}
