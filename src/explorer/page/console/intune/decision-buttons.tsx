/** The buttons of the decisions about one object. Each opens a dialog that says what the decision does. */
import { useState } from 'react';
import { Faults } from '../cells.js';
import { type Decidable, DecisionDialog } from './decision-dialog.js';
import type { Decision } from './decisions.js';

interface DecisionButtonsProps extends Decidable {
  readonly decisions: readonly Decision[];
  readonly onDone: () => void;
}

export function DecisionButtons({ decisions, onDone, ...decidable }: DecisionButtonsProps) {
  // What the dialog shows stays as it was when it opened. If the differences are others by then, the service refuses the decision.
  const [asked, setAsked] = useState<(Decidable & { readonly decision: Decision }) | null>(null);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const done = () => {
    setFaults([]);
    onDone();
  };
  return (
    <>
      {decisions.length > 0 && (
        <div className="buttons start">
          {decisions.map((decision) => (
            <button key={decision.label} type="button" onClick={() => setAsked({ ...decidable, decision })}>
              {decision.label}
            </button>
          ))}
        </div>
      )}
      <Faults faults={faults} />
      {asked && (
        <DecisionDialog
          {...asked}
          onDone={done}
          onRefused={(found) => setFaults(found.map(({ message }) => message))}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
