/** Skip links for keyboard users, past the documentation and the tabs. Visible only when focused. */

const TARGETS = [
  { name: 'Skip to the editor', selector: '.graphiql-query-editor .graphiql-editor' },
  { name: 'Skip to Run', selector: '.graphiql-execute-button' },
  { name: 'Skip to the response', selector: '.graphiql-response .result-window' },
] as const;

export function SkipLinks() {
  return (
    <nav className="skip" aria-label="Skip">
      {TARGETS.map(({ name, selector }) => (
        <button key={name} type="button" onClick={() => document.querySelector<HTMLElement>(selector)?.focus()}>
          {name}
        </button>
      ))}
    </nav>
  );
}
