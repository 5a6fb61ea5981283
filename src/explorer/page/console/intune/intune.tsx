/** Intune in the console: the connection's health, its buttons, and the differences with the decisions about them. */
import { useRef, useState } from 'react';
import { type GraphState, SyncWithGraphDocument } from '../../../../client/documents.js';
import { mayWrite } from '../../shared/session.js';
import { useSession } from '../../shared/use-session.js';
import { Faults, Moment } from '../cells.js';
import { Adoption } from './adoption.js';
import { ConfirmDeletions } from './confirm-deletions.js';
import { DriftList } from './drift-list.js';
import { MODES } from './intune-labels.js';
import { StateBadge } from './state.js';
import { StuckList } from './stuck-list.js';
import { useAction } from './use-action.js';
import type { Intune as IntuneProps } from './use-intune.js';

export function Intune({ onAdopted, ...intune }: IntuneProps & { readonly onAdopted: () => void }) {
  const { connection, reload } = intune;
  const { viewer } = useSession();
  const canWrite = viewer !== null && mayWrite(viewer);
  const { mode, adopted, problem } = connection;
  const heading = useRef<HTMLHeadingElement>(null);
  const done = () => {
    // What had the focus is about to go. A dialog that is open holds it until then.
    requestAnimationFrame(() => heading.current?.focus());
    reload();
  };
  const confirmed = () => {
    done();
    onAdopted();
  };
  const shared = { ...intune, canWrite, onDone: done };
  return (
    <section aria-labelledby="intune" className="intune">
      <h2 id="intune" ref={heading} tabIndex={-1}>
        Intune <span className="detail">{MODES[mode]}</span>
      </h2>
      <div className="health">
        <Numbers connection={connection} />
        <LastRead connection={connection} />
      </div>
      {canWrite && <SyncButtons {...intune} onConfirmed={done} />}
      {problem && <p className="trouble">{problem.message}</p>}
      {mode === 'PUSH' && !adopted && <Adoption canWrite={canWrite} onDone={confirmed} />}
      <StuckList {...shared} />
      <DriftList {...shared} />
    </section>
  );
}

function Numbers({ connection }: Pick<IntuneProps, 'connection'>) {
  const { pending, unknown, refused, drifted, conflicts, lag } = connection;
  const counts: readonly (readonly [GraphState, number])[] = [
    ['PENDING', pending],
    ['UNKNOWN', unknown],
    ['REFUSED', refused],
    ['DRIFTED', drifted],
    ['CONFLICT', conflicts],
  ];
  const shown = counts.filter(([, count]) => count > 0);
  if (shown.length === 0) return <span className="pill good">Nothing waits</span>;
  return (
    <>
      {shown.map(([state, count]) => (
        <StateBadge key={state} state={state} count={count} />
      ))}
      {lag > 0 && <span className="detail">{lag} not confirmed yet</span>}
    </>
  );
}

function LastRead({ connection: { lastWholeReadAt } }: Pick<IntuneProps, 'connection'>) {
  if (lastWholeReadAt == null) return <span className="detail">Not read yet</span>;
  return (
    <span className="detail">
      Last read <Moment at={lastWholeReadAt} />
    </span>
  );
}

function SyncButtons({ statuses, reload, onConfirmed }: IntuneProps & { readonly onConfirmed: () => void }) {
  const { faults, run } = useAction();
  const [isConfirming, setConfirming] = useState(false);
  const held = [...statuses.values()].filter(({ problem }) => problem?.code === 'DELETIONS_HELD');
  const read = async () => {
    if (await run(SyncWithGraphDocument, { input: { confirmDeletions: false } })) reload();
  };
  return (
    <>
      <div className="buttons start">
        <button type="button" onClick={() => void read()}>
          Read now
        </button>
        {held.length > 0 && (
          <button type="button" onClick={() => setConfirming(true)}>
            Confirm the deletions
          </button>
        )}
      </div>
      <Faults faults={faults} />
      {isConfirming && held.length > 0 && (
        <ConfirmDeletions
          ids={held.map(({ settingsId }) => settingsId)}
          onDone={onConfirmed}
          onClose={() => setConfirming(false)}
        />
      )}
    </>
  );
}
