/** A modal dialog of the browser: it keeps the focus inside, Escape closes it, and the focus returns to where it was. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly isWide?: boolean;
}

/** Open as long as it is rendered. */
export function Dialog({ title, onClose, children, isWide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // At once, so that whoever closes it can move the focus after that.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Preact removes an open dialog without closing it, and the browser then forgets what had the focus.
    return () => shown?.close();
  }, []);
  const cancel = (event: { preventDefault(): void }) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={isWide ? 'question wide' : 'question'}
      aria-labelledby={titleId}
      onCancel={cancel}
      // Escape closes what is below it too, otherwise.
      onKeyDown={(event) => event.stopPropagation()}
      onClose={onClose}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
