/** Shows what is about to be done, and does it on a click. Stays open while it is not known whether it was done. */
import { type ReactNode, useRef, useState } from 'react';
import { Faults } from '../cells.js';
import { Dialog } from '../dialog.js';
import type { Fault, Outcome } from './mutate.js';

interface ConfirmDialogProps<Result> {
  /** The question, for example `Delete “Field staff”?` */
  readonly title: string;
  /** The word on the button; null if there is nothing to do. */
  readonly verb: string | null;
  readonly isDeletion: boolean;
  /** What would be done. */
  readonly children: ReactNode;
  readonly act: () => Promise<Outcome<Result>>;
  readonly onDone: (result: Result) => void;
  /** Called if the service refuses it. The dialog is closed. */
  readonly onRefused: (faults: readonly Fault[]) => void;
  readonly onClose: () => void;
}

export function ConfirmDialog<Result>(props: ConfirmDialogProps<Result>) {
  const { title, verb, isDeletion, children, act, onDone, onRefused, onClose } = props;
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  // The button is not disabled meanwhile, because a disabled button loses the focus.
  const isRunning = useRef(false);
  const confirm = async () => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    const outcome = await act();
    isRunning.current = false;
    setBusy(false);
    if (outcome.kind === 'failed') return setTrouble(outcome.message);
    onClose();
    if (outcome.kind === 'refused') onRefused(outcome.faults);
    else onDone(outcome.result);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {trouble !== null && <Faults faults={[trouble]} />}
      <div className="buttons">
        <button type="button" onClick={onClose}>
          {verb === null ? 'Close' : 'Cancel'}
        </button>
        {verb !== null && (
          <button
            type="button"
            className={isDeletion ? 'primary danger' : 'primary'}
            aria-busy={isBusy}
            // The second click of a double click that opened the dialog confirms nothing.
            onClick={({ detail }) => detail < 2 && void confirm()}
          >
            {trouble === null ? verb : 'Try again'}
          </button>
        )}
      </div>
    </Dialog>
  );
}
