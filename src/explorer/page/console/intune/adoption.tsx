/** Confirms the connection of a tenant whose settings are to be sent to Intune. Shows first what that would do. */
import { useRef, useState } from 'react';
import { AdoptFromGraphDocument, type AdoptFromGraphMutation } from '../../../../client/documents.js';
import { Faults } from '../cells.js';
import { useAction } from './use-action.js';

type Plan = AdoptFromGraphMutation['adoptFromGraph'];

export function Adoption({ canWrite, onDone }: { readonly canWrite: boolean; readonly onDone: () => void }) {
  const [plan, setPlan] = useState<Plan | null>(null);
  const { faults, run } = useAction();
  const section = useRef<HTMLElement>(null);
  const adopt = async (dryRun: boolean) => {
    const done = await run(AdoptFromGraphDocument, { input: { dryRun } });
    if (done === null) return;
    setPlan(dryRun ? done.adoptFromGraph : null);
    // The button that had the focus is gone.
    if (dryRun) section.current?.focus();
    else onDone();
  };
  return (
    <section ref={section} className="card adoption" aria-label="Confirmation of the connection" tabIndex={-1}>
      <p>
        Nothing is changed in Intune yet. Confirm the connection first: objects that are equal on both sides are linked,
        and objects that only Intune has are created here. What exists only here is then created in Intune. Nothing is
        deleted or overwritten.
      </p>
      <div role="status">
        {plan && (
          <p>
            {plan.linked.length} linked, {plan.takenOver.length} taken over from Intune, {plan.toCreateCount} to be
            created in Intune, {plan.leftCount} left to decide about.
          </p>
        )}
      </div>
      {canWrite && plan === null && (
        <button key="show" type="button" onClick={() => void adopt(true)}>
          Show what would happen
        </button>
      )}
      {canWrite && plan !== null && (
        <button
          key="confirm"
          type="button"
          className="primary"
          onClick={({ detail }) => detail < 2 && void adopt(false)}
        >
          Confirm the connection
        </button>
      )}
      <Faults faults={faults} />
    </section>
  );
}
