/** Intune on the overview: the connection's health, its buttons, and the differences with the decisions about them. */
import { useState } from 'react';
import {
  AdoptFromGraphDocument,
  type AdoptFromGraphMutation,
  SyncWithGraphDocument,
} from '../../../../client/documents.js';
import { ask, mayWrite } from '../../shared/session.js';
import { useSession } from '../../shared/use-session.js';
import { Moment } from '../cells.js';
import { DriftList } from './drift-list.js';
import { MODES, STATES } from './intune-labels.js';
import type { Intune as IntuneProps } from './use-intune.js';

export function Intune({ connection, statuses, drift, reload }: IntuneProps) {
  const { viewer } = useSession();
  const canWrite = viewer !== null && mayWrite(viewer);
  const { mode, adopted, lastWholeReadAt, problem } = connection;
  const isHeld = [...statuses.values()].some((status) => status.problem?.code === 'DELETIONS_HELD');
  const sync = async (confirmDeletions: boolean) => {
    await ask(SyncWithGraphDocument, { input: { confirmDeletions } });
    reload();
  };
  return (
    <section aria-labelledby="intune" className="intune">
      <h2 id="intune">
        Intune <span className="detail">{MODES[mode]}</span>
      </h2>
      <div className="health">
        <Numbers connection={connection} />
        <span className="detail">
          {lastWholeReadAt == null ? (
            'Not read yet'
          ) : (
            <>
              Last read <Moment at={lastWholeReadAt} />
            </>
          )}
        </span>
        {canWrite && (
          <button type="button" onClick={() => void sync(false)}>
            Read now
          </button>
        )}
        {canWrite && isHeld && (
          <button type="button" onClick={() => void sync(true)}>
            Confirm the deletions
          </button>
        )}
      </div>
      {problem && <p className="trouble">{problem.message}</p>}
      {mode === 'PUSH' && !adopted && <Adoption canWrite={canWrite} onDone={reload} />}
      {drift !== null && (
        <DriftList drift={drift} statuses={statuses} canWrite={canWrite} sends={mode === 'PUSH'} onDone={reload} />
      )}
    </section>
  );
}

function Numbers({ connection }: Pick<IntuneProps, 'connection'>) {
  const { pending, unknown, refused, drifted, conflicts } = connection;
  const counts = { PENDING: pending, UNKNOWN: unknown, REFUSED: refused, DRIFTED: drifted, CONFLICT: conflicts };
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  if (shown.length === 0) return <span className="state in_sync">Nothing waits</span>;
  return shown.map(([state, count]) => (
    <span key={state} className={`state ${state.toLowerCase()}`}>
      {count} {STATES[state as keyof typeof STATES].word}
    </span>
  ));
}

type Plan = AdoptFromGraphMutation['adoptFromGraph'];

/** Shows first what the adoption would do. */
function Adoption({ canWrite, onDone }: { readonly canWrite: boolean; readonly onDone: () => void }) {
  const [plan, setPlan] = useState<Plan | null>(null);
  const adopt = async (dryRun: boolean) => {
    const done = (await ask(AdoptFromGraphDocument, { input: { dryRun } }))?.adoptFromGraph ?? null;
    setPlan(dryRun ? done : null);
    if (!dryRun) onDone();
  };
  return (
    <div className="card adoption">
      <p>
        Nothing is changed in Intune yet. Confirm the connection first: objects that are equal on both sides are linked,
        and objects that only Intune has are created here. What exists only here is then created in Intune. Nothing is
        deleted or overwritten.
      </p>
      {plan && (
        <p role="status">
          {plan.linked.length} linked, {plan.takenOver.length} taken over from Intune, {plan.toCreateCount} to be
          created in Intune, {plan.leftCount} left to decide about.
        </p>
      )}
      {canWrite && plan === null && (
        <button type="button" onClick={() => void adopt(true)}>
          Show what would happen
        </button>
      )}
      {canWrite && plan !== null && (
        <button type="button" className="primary" onClick={() => void adopt(false)}>
          Confirm the connection
        </button>
      )}
    </div>
  );
}
