/** The list of examples beside the editor. Each opens in a new tab, with new ids. */
import type { GraphiQLPlugin } from '@graphiql/react';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type Example, newExamples } from './examples.js';

export const EXAMPLES_PANEL: GraphiQLPlugin = { title: 'Examples', icon: ExamplesIcon, content: ExamplesPanel };

function ExamplesPanel() {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({
    queryEditor,
    variableEditor,
  }));
  const open = ({ query, variables }: Example) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    // On a narrow screen the editor is below this list.
    document.querySelector('.graphiql-query-editor')?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <section aria-label="Examples" className="examples panel">
      <h2>Examples</h2>
      <p>Each example opens in a new tab. Run it unchanged with Ctrl-Enter or the button.</p>
      <ul>
        {newExamples().map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => open(example)}>
              <strong>{example.title}</strong>
              <span>{example.about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExamplesIcon() {
  return (
    <svg
      width="1em"
      height="1em"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      aria-hidden="true"
    >
      <path d="M2.5 4h1M2.5 8h1M2.5 12h1M6 4h7.5M6 8h7.5M6 12h7.5" strokeLinecap="round" />
    </svg>
  );
}
