/** How to leave an editor by keyboard, in which Tab indents: Escape moves the focus out of it, and the page says so. */

const HINT_ID = 'editor-exit';

export function EditorExitHint() {
  return (
    <p id={HINT_ID} className="detail">
      By keyboard: Ctrl-Enter runs. Esc, then Tab, leaves an editor; Enter goes back into it.
    </p>
  );
}

/** Lets Escape leave every editor in here, and describes each with the hint. */
export function letEscapeLeaveEditors(root: HTMLElement): void {
  root.addEventListener('keydown', ({ key, target }) => {
    // Monaco stops the event before it comes here if it has a list or a search to close.
    if (key === 'Escape') frameOf(target)?.focus();
  });
  root.addEventListener('focusin', ({ target }) => frameOf(target)?.setAttribute('aria-describedby', HINT_ID));
}

/** What GraphiQL puts around each editor of Monaco's. It takes the focus, and Enter leads from it into the editor. */
function frameOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.graphiql-editor, .result-window') : null;
}
