/** What is searched for in the log. Everything that is chosen goes into the address, so that a link repeats the search. */
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Address } from '../address.js';
import { CHANGES, ORIGIN_NAMES, TOUCHED_FIELDS } from '../labels.js';
import { adjust, go } from '../use-address.js';
import { fromLocalInput, toLocalInput } from './moments.js';

const TYPING_MS = 400;
const DAY_MS = 86_400_000;

interface SearchBarProps {
  readonly address: Address;
  /** Names to suggest for the person. */
  readonly actors: readonly string[];
}

export function SearchBar({ address, actors }: SearchBarProps) {
  return (
    <search className="filters" aria-label="Search in the changes">
      <Typed label="Name contains" value={address.name} onChange={(name) => adjust({ name, of: null })} />
      <Chosen label="What" all="Anything" names={CHANGES} value={address.kind} onChange={(kind) => go({ kind })} />
      <Chosen
        label="Field"
        all="Any field"
        names={TOUCHED_FIELDS}
        value={address.field}
        onChange={(field) => go({ field })}
      />
      <Typed label="By whom" value={address.actor} suggestions={actors} onChange={(actor) => adjust({ actor })} />
      <Chosen
        label="Through"
        all="Anything"
        names={ORIGIN_NAMES}
        value={address.origin}
        onChange={(origin) => go({ origin })}
      />
      <Since address={address} />
      <At label="From" value={address.from} onChange={(from) => go({ from })} />
      <At label="To" value={address.to} onChange={(to) => go({ to })} />
    </search>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="condition">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string | null;
  readonly suggestions?: readonly string[];
  readonly onChange: (value: string | null) => void;
}

/** Searches when the user stops typing. */
function Typed({ label, value, suggestions = [], onChange }: TypedProps) {
  const [text, setText] = useState(value ?? '');
  const list = useId();
  useEffect(() => setText(value ?? ''), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the text starts the timer.
  useEffect(() => {
    const wanted = text.trim() === '' ? null : text.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => onChange(wanted), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <Labelled label={label}>
      {(id) => (
        <>
          <input
            id={id}
            type="search"
            value={text}
            list={suggestions.length > 0 ? list : undefined}
            maxLength={256}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          {suggestions.length > 0 && (
            <datalist id={list}>
              {suggestions.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  );
}

interface ChosenProps<Member extends string> {
  readonly label: string;
  /** The name of no choice. */
  readonly all: string;
  readonly names: Readonly<Record<Member, string>>;
  readonly value: Member | null;
  readonly onChange: (value: Member | null) => void;
}

function Chosen<Member extends string>({ label, all, names, value, onChange }: ChosenProps<Member>) {
  const members = Object.entries<string>(names);
  return (
    <Labelled label={label}>
      {(id) => (
        <select
          id={id}
          value={value ?? ''}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === '' ? null : (currentTarget.value as Member))
          }
        >
          <option value="">{all}</option>
          {members.map(([member, name]) => (
            <option key={member} value={member}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

const PERIODS = { 1: 'Last 24 hours', 7: 'Last 7 days', 30: 'Last 30 days' } as const;

/** Sets both ends of the time. The address has the moments, so a link shows the same changes tomorrow. */
function Since({ address: { from, to } }: Pick<SearchBarProps, 'address'>) {
  return (
    <Labelled label="When">
      {(id) => (
        <select
          id={id}
          value={from === null && to === null ? '' : 'chosen'}
          onChange={({ currentTarget }) => {
            const days = Number(currentTarget.value);
            go({ from: days > 0 ? new Date(Date.now() - days * DAY_MS).toISOString() : null, to: null });
          }}
        >
          <option value="">Any time</option>
          {Object.entries(PERIODS).map(([days, name]) => (
            <option key={days} value={days}>
              {name}
            </option>
          ))}
          {(from !== null || to !== null) && <option value="chosen">As below</option>}
        </select>
      )}
    </Labelled>
  );
}

interface AtProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

function At({ label, value, onChange }: AtProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          id={id}
          type="datetime-local"
          step={1}
          value={value === null ? '' : toLocalInput(value)}
          onChange={({ currentTarget }) => onChange(fromLocalInput(currentTarget.value))}
        />
      )}
    </Labelled>
  );
}
