/** All faults of a form in one place, each with a link to its field. Gets the focus when it appears. */
import type { MouseEvent, RefObject } from 'react';
import { controlId } from './fields.js';
import type { FieldFault } from './values.js';

interface SummaryProps {
  readonly focus: RefObject<HTMLDivElement | null>;
  readonly faults: readonly FieldFault[];
}

export function Summary({ focus, faults }: SummaryProps) {
  return (
    <div ref={focus} className="summary" role="alert" tabIndex={-1} hidden={faults.length === 0}>
      <p>Nothing was changed.</p>
      <ul>
        {faults.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{field === null ? message : <ToField field={field} message={message} />}</li>
        ))}
      </ul>
    </div>
  );
}

function ToField({ field, message }: { readonly field: NonNullable<FieldFault['field']>; readonly message: string }) {
  const id = controlId(field);
  const focus = (event: MouseEvent) => {
    // The address of the console has no fragments.
    event.preventDefault();
    document.getElementById(id)?.focus();
  };
  return (
    <a href={`#${id}`} onClick={focus}>
      {message}
    </a>
  );
}
