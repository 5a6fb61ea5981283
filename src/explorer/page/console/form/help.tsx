/** The contract's own descriptions as help texts: the first sentence is shown, the rest opens on demand. */
import type { ReactNode } from 'react';
import { DESCRIPTIONS } from './descriptions.generated.js';

export type Described = keyof typeof DESCRIPTIONS;

export function Help({ about, id }: { readonly about: Described; readonly id: string }) {
  const { first, rest } = sentencesOf(about);
  return (
    <div className="help-text">
      <span id={id}>{withCode(first)}</span>
      {rest !== '' && (
        <details>
          <summary>More</summary>
          {withCode(rest)}
        </details>
      )}
    </div>
  );
}

/** The first sentence of a description, for a place with little room. */
export function firstSentence(about: Described): ReactNode {
  return withCode(sentencesOf(about).first);
}

/** All sentences but the first. */
export function consequences(about: Described): ReactNode {
  return withCode(sentencesOf(about).rest);
}

function sentencesOf(about: Described): { readonly first: string; readonly rest: string } {
  const [, first = '', rest = ''] = /^(.*?\.)(?:\s+(.*))?$/s.exec(DESCRIPTIONS[about]) ?? [];
  return { first, rest };
}

/** What stands between backticks becomes code. */
function withCode(text: string): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts never change their order.
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>));
}
