/**
 * What the address of the console says: the view and everything that a link must reproduce. Pure: reads and writes query
 * strings. A value that is unknown or broken falls back to the default.
 */

import { STATES } from './intune/intune-labels.js';
import { CHANGES, ISSUERS, NOTIFICATIONS, ORIGIN_NAMES, THRESHOLDS, TOUCHED_FIELDS } from './labels.js';

export const VIEW_NAMES = ['settings', 'changes', 'intune', 'insights', 'transfer'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** What the list of settings can be ordered by. */
export const ORDERS = ['name', 'issuer', 'notification', 'help', 'threshold', 'changed'] as const;

/** How many days the insights look back. */
export const PERIODS = ['14', '30', '90'] as const;

/** A value in the query string. `read` gets what the address has under its name: often nothing, perhaps anything. */
interface Parameter<Value> {
  read(texts: readonly string[]): Value;
  /** Empty for the default, so that addresses stay short. */
  write(value: Value): readonly string[];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Add a line for each further value that a view keeps in the address. */
const PARAMETERS = {
  view: oneOf(VIEW_NAMES, 'settings'),
  /** The object that is open. */
  id: matching(UUID),
  /** What is being done with it. */
  task: oneOf(['show', 'create', 'edit'], 'show'),
  search: matching(/^.{1,256}$/),
  issuer: someOf(Object.keys(ISSUERS) as (keyof typeof ISSUERS)[]),
  notification: someOf(Object.keys(NOTIFICATIONS) as (keyof typeof NOTIFICATIONS)[]),
  threshold: someOf(Object.keys(THRESHOLDS) as (keyof typeof THRESHOLDS)[]),
  order: oneOf(ORDERS, 'name'),
  direction: oneOf(['up', 'down'], 'up'),
  /** A part of the name of the objects whose changes are searched. */
  name: matching(/^.{1,256}$/u),
  /** The object whose changes are searched. */
  of: matching(UUID),
  kind: member(CHANGES),
  actor: matching(/^.{1,256}$/u),
  origin: member(ORIGIN_NAMES),
  /** The field that a change touched. */
  field: member(TOUCHED_FIELDS),
  /** The time of the changes: from the first moment, up to but without the second. */
  from: moment(),
  to: moment(),
  /** The moment of the past that is shown; null for now. */
  asOf: moment(),
  /** The state in Intune of the objects that are listed. */
  state: member(STATES),
  days: oneOf(PERIODS, '14'),
} as const satisfies Record<string, Parameter<unknown>>;

type ValueOf<Some> = Some extends Parameter<infer Value> ? Value : never;
export type Address = { readonly [Name in keyof typeof PARAMETERS]: ValueOf<(typeof PARAMETERS)[Name]> };

/** The state that a query string such as `?view=changes` describes. */
export function readAddress(query: string): Address {
  const texts = new URLSearchParams(query);
  const values = Object.entries(PARAMETERS).map(([name, { read }]) => [name, read(texts.getAll(name))]);
  return Object.fromEntries(values) as Address;
}

/** The query string of a state, with its question mark; empty for the default. */
export function writeAddress(address: Address): string {
  const texts = new URLSearchParams();
  for (const [name, { write }] of Object.entries<Parameter<unknown>>(PARAMETERS)) {
    for (const text of write(address[name as keyof Address])) texts.append(name, text);
  }
  const query = texts.toString();
  return query === '' ? '' : `?${query}`;
}

/** One of some words. */
function oneOf<Word extends string>(words: readonly Word[], usual: Word): Parameter<Word> {
  return {
    read: ([text]) => words.find((word) => word === text) ?? usual,
    write: (value) => (value === usual ? [] : [value]),
  };
}

/** Any number of some words, in the order of the list; none means that all are shown. */
function someOf<Word extends string>(words: readonly Word[]): Parameter<readonly Word[]> {
  return {
    read: (texts) => words.filter((word) => texts.includes(word)),
    write: (value) => value,
  };
}

/** A member of an enum; null if there is none. */
function member<Member extends string>(names: Readonly<Record<Member, unknown>>): Parameter<Member | null> {
  return {
    read: ([text]) => (text !== undefined && Object.hasOwn(names, text) ? (text as Member) : null),
    write: (value) => (value === null ? [] : [value]),
  };
}

/** A point in time as `toISOString` writes it; null if there is none. */
function moment(): Parameter<string | null> {
  return {
    read: ([text = '']) => (Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString()),
    write: (value) => (value === null ? [] : [value]),
  };
}

/** A text of a certain form; null if there is none. */
function matching(form: RegExp): Parameter<string | null> {
  return {
    read: ([text]) => (text !== undefined && form.test(text) ? text : null),
    write: (value) => (value === null ? [] : [value]),
  };
}
