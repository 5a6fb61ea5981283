/** The fields of the form, each with the contract's description, and its fault if it has one. */
import type { ReactNode } from 'react';
import type { Values } from './drafts.js';
import { type Described, firstSentence, Help } from './help.js';

interface FieldProps {
  readonly name: keyof Values & Described;
  readonly label: string;
  readonly fault: string | null;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly kind?: 'text' | 'url' | 'number';
  readonly placeholder?: string;
}

/** The id of a field's first control, for links of the summary. */
export function controlId(name: keyof Values): string {
  return `field-${name}`;
}

export function TextField({ name, label, fault, value, onInput, kind = 'text', placeholder }: TextFieldProps) {
  const id = controlId(name);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        // The browser's own checks would speak before the service does, and about other rules.
        type={kind === 'number' ? 'text' : kind}
        inputMode={kind === 'number' ? 'numeric' : undefined}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={kind === 'text'}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-help ${id}-fault`}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <FieldFault id={id} fault={fault} />
      <Help about={name} id={`${id}-help`} />
    </div>
  );
}

interface ChoiceProps<Member extends string> extends FieldProps {
  readonly value: Member | null;
  readonly members: Readonly<Record<Member, string>>;
  readonly onChoose: (member: Member) => void;
}

/** One of the members of an enum, each with its description. */
export function Choice<Member extends string & Described>({
  name,
  label,
  fault,
  value,
  members,
  onChoose,
}: ChoiceProps<Member>) {
  const id = controlId(name);
  const entries = Object.entries(members) as [Member, string][];
  return (
    <fieldset className="field" aria-describedby={`${id}-help ${id}-fault`}>
      <legend>{label}</legend>
      <div className="choices">
        {entries.map(([member, text], index) => (
          <label key={member} className="choice">
            <input
              id={index === 0 ? id : undefined}
              type="radio"
              name={name}
              checked={value === member}
              onChange={() => onChoose(member)}
            />
            <span>
              <strong>{text}</strong>
              <span className="detail">{firstSentence(member)}</span>
            </span>
          </label>
        ))}
      </div>
      <FieldFault id={id} fault={fault} />
      <Help about={name} id={`${id}-help`} />
    </fieldset>
  );
}

/** A field that cannot be changed any more. */
export function Fixed({ name, label, value }: Omit<FieldProps, 'fault'> & { readonly value: string }): ReactNode {
  return (
    <div className="field">
      <p className="label">{label}</p>
      <p className="fixed">{value}</p>
      <Help about={name} id={`${controlId(name)}-help`} />
    </div>
  );
}

function FieldFault({ id, fault }: { readonly id: string; readonly fault: string | null }) {
  return (
    <p id={`${id}-fault`} className="fault">
      {fault}
    </p>
  );
}
