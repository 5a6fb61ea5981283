/** Lets keyboard users leave an editor, in which Tab indents: Escape moves the focus out of it. A hint on the page says so. */

const HINT_ID = 'editor-exit';

export function EditorExitHint() {
  return (
    <p id={HINT_ID} className="detail">
      Keyboard: Ctrl-Enter runs the operation. Esc, then Tab, leaves an editor; Enter returns to it.
    </p>
  );
}

/** Makes Escape leave every editor below `root`, and links each to the hint with aria-describedby. */
export function letEscapeLeaveEditors(root: HTMLElement): void {
  root.addEventListener('keydown', ({ key, target }) => {
    // If Monaco has a list or a search to close, it handles the event and stops it.
    if (key === 'Escape') frameOf(target)?.focus();
  });
  root.addEventListener('focusin', ({ target }) => frameOf(target)?.setAttribute('aria-describedby', HINT_ID));
}

/** GraphiQL's focusable element around a Monaco editor. Enter moves the focus from it into the editor. */
function frameOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.graphiql-editor, .result-window') : null;
}
