/** The first stops of the Tab key: they lead past the contract and the tabs to what one came for. Seen when in focus. */

const TARGETS = [
  { name: 'Skip to the editor', selector: '.graphiql-query-editor .graphiql-editor' },
  { name: 'Skip to Run', selector: '.graphiql-execute-button' },
  { name: 'Skip to the answer', selector: '.graphiql-response .result-window' },
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
