/** The buttons of the decisions about one object. What cannot be undone takes a second click. */
import { type MouseEvent, useState } from 'react';
import type { GraphResolution } from '../../../../client/documents.js';
import type { Decision } from './decisions.js';

interface DecisionButtonsProps {
  readonly decisions: readonly Decision[];
  readonly onDecide: (take: GraphResolution) => Promise<void>;
}

export function DecisionButtons({ decisions, onDecide }: DecisionButtonsProps) {
  const [confirming, setConfirming] = useState<GraphResolution | null>(null);
  if (decisions.length === 0) return null;
  const decide = ({ take, warning }: Decision) => {
    const isAsked = warning !== undefined && confirming !== take;
    setConfirming(isAsked ? take : null);
    if (!isAsked) void onDecide(take);
  };
  // The second click of a double click does nothing, because the first one has changed and moved the buttons.
  const once = (act: () => void) => (event: MouseEvent) => {
    if (event.detail < 2) act();
  };
  return (
    <>
      <div className="buttons">
        {decisions.map((decision) => (
          <button key={decision.label} type="button" onClick={once(() => decide(decision))}>
            {confirming === decision.take ? `${decision.label}: click again to confirm` : decision.label}
          </button>
        ))}
        {confirming !== null && (
          <button type="button" onClick={once(() => setConfirming(null))}>
            Cancel
          </button>
        )}
      </div>
      <div role="alert">
        {confirming !== null && <p className="trouble">{decisions.find(({ take }) => take === confirming)?.warning}</p>}
      </div>
    </>
  );
}
