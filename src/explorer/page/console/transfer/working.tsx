/** Shows how far a task has come, with a button that stops it. */
import type { WorkProgress } from './worker/protocol.js';

interface WorkingProps {
  /** What is being done while there is no number yet. */
  readonly what: string;
  readonly progress: WorkProgress | null;
  /** The label of the button; null if it was pressed. */
  readonly stopLabel: string | null;
  readonly onStop: () => void;
}

export function Working({ what, progress, stopLabel, onStop }: WorkingProps) {
  const label = progress?.what ?? what;
  return (
    <div className="working">
      <p>
        <span role="status">{label}…</span>
        {progress && (
          <span className="detail number">
            {progress.done.toLocaleString()} of {progress.total.toLocaleString()}
          </span>
        )}
      </p>
      <progress aria-label={label} {...(progress && { value: progress.done, max: Math.max(1, progress.total) })} />
      <button type="button" disabled={stopLabel === null} onClick={onStop}>
        {stopLabel ?? 'Stopping…'}
      </button>
    </div>
  );
}
