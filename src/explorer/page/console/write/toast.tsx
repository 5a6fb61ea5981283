/** Says at the bottom of the page what this page has just changed, and undoes it on a click. */
import { useEffect, useRef, useState } from 'react';
import { CHANGES } from '../labels.js';
import { Link } from '../use-address.js';
import { ownChange } from './own-change.js';
import { performOnce } from './perform.js';
import { undoOf } from './undo.js';

const SHOWN_MS = 20_000;

export function Toast() {
  const change = ownChange.use();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const toast = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another change has no trouble yet.
  useEffect(() => setTrouble(null), [change]);
  // It does not leave from under the pointer or the focus, or with bad news. The object's history offers the same.
  useEffect(() => {
    if (change === null || trouble !== null) return;
    const timer = setInterval(() => {
      if (!toast.current?.matches(':is(:hover, :focus-within)')) ownChange.set(null);
    }, SHOWN_MS);
    return () => clearInterval(timer);
  }, [change, trouble]);
  const step = change && undoOf(change, change);
  const undo = async () => {
    if (!change || !step || isBusy) return;
    setBusy(true);
    const { settingsId, version, before = null } = change;
    const outcome = await performOnce([step], [{ settingsId, version: version + 1, after: before }]);
    setBusy(false);
    if (outcome.kind === 'done') ownChange.set(outcome.result[0] ?? null);
    else setTrouble(outcome.kind === 'failed' ? outcome.message : `Not undone: ${outcome.faults[0]?.message}`);
  };
  return (
    <div ref={toast} className="toast" role="status">
      {change && (
        <div>
          <p>
            {CHANGES[change.kind]}{' '}
            <Link to={{ view: 'settings', id: change.settingsId, task: 'show' }} className="object">
              {(change.after ?? change.before)?.displayName}
            </Link>
            {trouble !== null && <span className="trouble"> {trouble}</span>}
          </p>
          {step && (
            <button type="button" aria-busy={isBusy} onClick={() => void undo()}>
              Undo
            </button>
          )}
          <button type="button" onClick={() => ownChange.set(null)}>
            Dismiss
          </button>
        </div>
      )}
    </div>
  );
}
