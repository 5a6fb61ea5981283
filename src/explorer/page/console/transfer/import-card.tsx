/** Imports a file: drop or choose it, look at the plan, apply it. */
import { type DragEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Link } from '../use-address.js';
import { type Choices, type ImportState, importModel, LABELS, PLAN_AGAIN, tenantOfSession } from './import-model.js';
import { PlanView } from './plan-view.js';
import type { TaskFailure } from './worker/protocol.js';
import { Working } from './working.js';

export function ImportCard({ canWrite }: { readonly canWrite: boolean }) {
  importModel.useTenant(tenantOfSession());
  const state = useSyncExternalStore(importModel.subscribe, () => importModel.state);
  return (
    <section className="card" aria-labelledby="import">
      <h2 id="import">Import</h2>
      <p className="detail">
        A file that an export wrote, or one of Microsoft Graph or Microsoft365DSC. You see what it changes before
        anything is changed.
      </p>
      {state.phase === 'planning' || state.phase === 'applying' ? <Busy state={state} /> : <DropZone />}
      {state.phase !== 'applying' && <Options choices={state.choices} />}
      <Outcome state={state} canWrite={canWrite} />
    </section>
  );
}

function Busy({ state }: { readonly state: Extract<ImportState, { readonly phase: 'planning' | 'applying' }> }) {
  const isPlanning = state.phase === 'planning';
  const stopLabel = isPlanning ? 'Cancel' : 'Stop after the changes under way';
  return (
    <Working
      what={isPlanning ? `Reading ${state.name}` : 'Making changes'}
      progress={state.progress}
      stopLabel={state.isStopping ? null : stopLabel}
      onStop={() => importModel.stop()}
    />
  );
}

function DropZone() {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => ignoreDropsElsewhere(), []);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void importModel.open([...event.dataTransfer.files]);
  };
  return (
    <label
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept=".yaml,.yml,.json,.txt"
        onChange={({ currentTarget }) => {
          void importModel.open([...(currentTarget.files ?? [])]);
          // The same file can be chosen again after it was edited.
          currentTarget.value = '';
        }}
      />
      <strong>Drop a file here, or choose one</strong>
      <span className="detail">YAML or JSON, up to 32 MB</span>
    </label>
  );
}

/** A file that is dropped beside the zone would replace the page. */
function ignoreDropsElsewhere(): () => void {
  const ignore = (event: Event) => event.preventDefault();
  addEventListener('dragover', ignore);
  addEventListener('drop', ignore);
  return () => {
    removeEventListener('dragover', ignore);
    removeEventListener('drop', ignore);
  };
}

const CONSEQUENCES: Readonly<Record<keyof Choices, string>> = {
  prune: 'Users of deleted settings have to enrol again.',
  replace: 'Deletes them and creates others: users have to enrol again.',
};

function Options({ choices }: { readonly choices: Choices }) {
  return (
    <div className="choices">
      {(['prune', 'replace'] as const).map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={choices[name]}
            onChange={({ currentTarget }) => void importModel.choose({ ...choices, [name]: currentTarget.checked })}
          />
          <span>
            {LABELS[name]} <span className="detail">{CONSEQUENCES[name]}</span>
          </span>
        </label>
      ))}
    </div>
  );
}

function Outcome({ state, canWrite }: { readonly state: ImportState; readonly canWrite: boolean }) {
  const outcome = useRef<HTMLDivElement>(null);
  const { phase } = state;
  // What was focused is gone when a task has ended.
  useEffect(() => {
    if (phase === 'planned' || phase === 'failed' || phase === 'done') outcome.current?.focus();
  }, [phase]);
  return (
    <div ref={outcome} className="outcome" tabIndex={-1}>
      {phase === 'planned' && <PlanView name={state.name} plan={state.plan} canWrite={canWrite} />}
      {phase === 'failed' && <Failed {...state} />}
      {phase === 'done' && <Done changes={state.changes} />}
    </div>
  );
}

function Failed({ name, during, failure: { message, faults }, canRetry }: Extract<ImportState, { phase: 'failed' }>) {
  const stopped = during === 'applying' ? `The import of ${name} has stopped` : `${name} was not imported`;
  return (
    <>
      <h3>{faults.length > 0 ? `${name} has faults` : stopped}</h3>
      <p role="alert" className="trouble">
        {message}
      </p>
      <FaultList faults={faults} />
      {canRetry && (
        <button type="button" onClick={() => void importModel.plan()}>
          {faults.length > 0 ? 'Read the file again' : PLAN_AGAIN}
        </button>
      )}
    </>
  );
}

const MAX_FAULTS = 100;

function FaultList({ faults }: Pick<TaskFailure, 'faults'>) {
  if (faults.length === 0) return null;
  return (
    <ol className="faults">
      {faults.slice(0, MAX_FAULTS).map(({ place, message }) => (
        <li key={`${place} ${message}`}>
          <code>{place}</code>
          <p>{message}</p>
        </li>
      ))}
      {faults.length > MAX_FAULTS && <li className="detail">… and {faults.length - MAX_FAULTS} more.</li>}
    </ol>
  );
}

function Done({ changes }: { readonly changes: number }) {
  return (
    <>
      <h3>Imported</h3>
      <p role="status">{changes === 1 ? 'One change was made.' : `${changes.toLocaleString()} changes were made.`}</p>
      <p>
        <Link to={{ view: 'changes' }}>Show the changes</Link> or <Link to={{ view: 'settings' }}>the settings</Link>.
      </p>
    </>
  );
}
