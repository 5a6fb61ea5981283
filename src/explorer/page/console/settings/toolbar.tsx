/** Search and filters of the list of settings. All of it is in the address. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Address } from '../address.js';
import { FIELDS, ISSUERS, NOTIFICATIONS, THRESHOLDS } from '../labels.js';
import { adjust, go } from '../use-address.js';
import { filterOf, UNFILTERED } from './query.js';

const PAUSE_MS = 200;

interface ToolbarProps {
  readonly address: Address;
  readonly total: number | null;
  readonly canWrite: boolean;
}

export function Toolbar({ address, total, canWrite }: ToolbarProps) {
  const { issuer, notification, threshold } = address;
  return (
    <div className="toolbar">
      <Search text={address.search ?? ''} />
      <Filter label="Issuer" names={ISSUERS} chosen={issuer} onChoose={(next) => go({ issuer: next })} />
      <Filter
        label="Notification"
        names={NOTIFICATIONS}
        chosen={notification}
        onChoose={(next) => go({ notification: next })}
      />
      <Filter
        label={FIELDS.renewalThresholdPercentage}
        names={THRESHOLDS}
        chosen={threshold}
        onChoose={(next) => go({ threshold: next })}
      />
      {filterOf(address) !== null && (
        <button type="button" onClick={() => go(UNFILTERED)}>
          Clear
        </button>
      )}
      <span className="detail total-count" role="status">
        {total === null ? '' : `${total.toLocaleString()} ${total === 1 ? 'object' : 'objects'}`}
      </span>
      {canWrite && (
        <button type="button" className="primary" onClick={() => go({ task: 'create', id: null })}>
          Create settings
        </button>
      )}
    </div>
  );
}

/** The list follows after a short pause, so that it is not loaded with each key. */
function Search({ text }: { readonly text: string }) {
  const [typed, setTyped] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(text), [text]);
  const input = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => adjust({ search: next.trim() === '' ? null : next }), PAUSE_MS);
  };
  return (
    <input
      type="search"
      aria-label="Search by name or help page"
      placeholder="Search by name or help page"
      value={typed}
      maxLength={256}
      onInput={({ currentTarget }) => input(currentTarget.value)}
    />
  );
}

interface FilterProps<Member extends string> {
  readonly label: string;
  readonly names: Readonly<Record<Member, string>>;
  readonly chosen: readonly Member[];
  readonly onChoose: (chosen: readonly Member[]) => void;
}

/** A menu of checkboxes. None is the same as all. */
function Filter<Member extends string>({ label, names, chosen, onChoose }: FilterProps<Member>) {
  const members = Object.entries(names) as [Member, string][];
  const toggle = (member: Member) =>
    onChoose(chosen.includes(member) ? chosen.filter((each) => each !== member) : [...chosen, member]);
  return (
    <details className="filter" onKeyDown={closeOnEscape}>
      <summary>
        {label}
        {chosen.length > 0 && <span className="pill">{chosen.length}</span>}
      </summary>
      <fieldset>
        <legend className="hidden">{label}</legend>
        {members.map(([member, name]) => (
          <label key={member}>
            <input type="checkbox" checked={chosen.includes(member)} onChange={() => toggle(member)} /> {name}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

function closeOnEscape({ key, currentTarget }: KeyboardEvent<HTMLDetailsElement>): void {
  if (key !== 'Escape') return;
  currentTarget.open = false;
  currentTarget.querySelector('summary')?.focus();
}
