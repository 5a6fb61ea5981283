/** Compares a file with the state of a tenant. Pure: the same file and tenant give the same steps. */
import type { SettingsFieldsFragment } from '../../client/documents.js';
import { differingFields, type Issuer, type SettingsContent } from '../../domain/derived-credential-settings.js';
import { groupedBy } from '../grouped-by.js';
import { quoted } from '../quoting.js';
import type { Path } from '../settings-file/parse-text.js';
import type { Entry, EntryFault } from '../settings-file/read-entry.js';
import { idForName } from './name-based-id.js';
import type { Deleted } from './read-deletions.js';

type Current = SettingsFieldsFragment;

/** The advice for a deleted object that cannot be restored. */
export const ANOTHER_ID = 'For a new object, give another id.';

/** One step of the plan, for one object. `path` is the place of its entry; null if the file does not list the object. */
export type PlanStep = { readonly path: Path | null } & (
  | { readonly kind: 'create'; readonly id: string; readonly isNamed: boolean; readonly content: SettingsContent }
  | { readonly kind: 'restore'; readonly id: string; readonly deleted: Deleted; readonly content: SettingsContent }
  | { readonly kind: 'update'; readonly current: Current; readonly content: SettingsContent }
  | {
      readonly kind: 'replace';
      readonly current: Current;
      readonly id: string;
      readonly isNamed: true;
      readonly content: SettingsContent;
    }
  | { readonly kind: 'delete'; readonly current: Current }
);

export interface PlanSteps {
  /** In the order of the file, followed by objects that are not listed. */
  readonly steps: readonly PlanStep[];
  readonly faults: readonly EntryFault[];
  readonly unchanged: number;
  /** Objects that the file does not list and that are kept. */
  readonly unlisted: number;
}

/** What messages call the options, and how they ask to begin again. */
export type OptionWords = Readonly<Record<'prune' | 'replace' | 'again', string>>;
export const COMMAND_WORDS: OptionWords = { prune: '--prune', replace: '--replace', again: 'Apply again' };

export interface StepOptions {
  /** Whether to delete objects that are not listed. */
  readonly prune: boolean;
  /** Whether an object with another issuer may be deleted and created again. */
  readonly replace: boolean;
  readonly words: OptionWords;
  /** Ids of deleted objects, which new objects cannot use. */
  readonly usedIds: ReadonlySet<string>;
  /** Deleted objects that entries name by id, so they are restored. */
  readonly deleted: ReadonlyMap<string, Deleted>;
}

export function planSteps(entries: readonly Entry[], objects: readonly Current[], options: StepOptions): PlanSteps {
  const matcher = new Matcher(entries, objects);
  const steps: PlanStep[] = [];
  const faults: EntryFault[] = [];
  let unchanged = 0;
  for (const entry of entries) {
    const step = matcher.stepFor(entry, options);
    if (step === null) unchanged += 1;
    else if ('message' in step) faults.push(step);
    else steps.push(step);
  }
  const unlisted = matcher.unlisted();
  if (options.prune) steps.push(...unlisted.map((current) => ({ kind: 'delete', path: null, current }) as const));
  return { steps, faults, unchanged, unlisted: options.prune ? 0 : unlisted.length };
}

class Matcher {
  readonly #objects: ReadonlyMap<string, Current>;
  /** Objects that no entry names by id. */
  readonly #byName: ReadonlyMap<string, readonly Current[]>;
  readonly #matched = new Set<string>();

  constructor(entries: readonly Entry[], objects: readonly Current[]) {
    this.#objects = new Map(objects.map((object) => [object.id, object]));
    const named = new Set(entries.map(({ id }) => id));
    const others = objects.filter(({ id }) => !named.has(id));
    this.#byName = groupedBy(others, ({ displayName }) => displayName);
  }

  /** The step for an entry; null if nothing is to do; or the fault that makes it impossible. */
  stepFor(entry: Entry, options: StepOptions): PlanStep | EntryFault | null {
    const { path, content } = entry;
    const candidates = this.#candidatesFor(entry);
    for (const { id } of candidates) this.#matched.add(id);
    const [current, ...others] = candidates;
    if (others.length > 0) return ambiguous(entry, candidates);
    if (content === null) return current === undefined ? null : { kind: 'delete', path, current };
    if (current === undefined) return this.#additionFor(entry, content, options);
    if (current.issuer === content.issuer)
      return differingFields(current, content).length === 0 ? null : { kind: 'update', path, current, content };
    if (entry.id !== null || !options.replace) return fixedIssuer(entry, current, options.words);
    const id = this.#newId(content.displayName, options.usedIds);
    return { kind: 'replace', path, current, id, isNamed: true, content };
  }

  #additionFor(
    { path, id }: Entry,
    content: SettingsContent,
    { usedIds, deleted }: StepOptions,
  ): PlanStep | EntryFault {
    if (id === null)
      return { kind: 'create', path, id: this.#newId(content.displayName, usedIds), isNamed: true, content };
    const past = deleted.get(id);
    if (past === undefined) return { kind: 'create', path, id, isNamed: false, content };
    if (past.content.issuer !== content.issuer)
      return { path: [...path, 'issuer'], message: keptIssuer(past.content.issuer) };
    return { kind: 'restore', path, id, deleted: past, content };
  }

  /** The objects not yet matched with an entry, by name. */
  unlisted(): Current[] {
    return [...this.#objects.values()]
      .filter(({ id }) => !this.#matched.has(id))
      .toSorted((one, other) => compare(one.displayName, other.displayName) || compare(one.id, other.id));
  }

  #candidatesFor({ id, displayName }: Entry): readonly Current[] {
    if (id === null) return this.#byName.get(displayName) ?? [];
    const found = this.#objects.get(id);
    return found === undefined ? [] : [found];
  }

  #newId(name: string, usedIds: ReadonlySet<string>): string {
    for (let generation = 1; ; generation += 1) {
      const id = idForName(name, generation);
      if (!this.#objects.has(id) && !usedIds.has(id)) return id;
    }
  }
}

/** By UTF-16 code unit: any stable order is enough. */
export function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function ambiguous({ path, displayName }: Entry, candidates: readonly Current[]): EntryFault {
  const ids = candidates.map(({ id }) => id).join(', ');
  return { path, message: `Several objects have the name ${quoted(displayName)}. Say by id which is meant: ${ids}.` };
}

function fixedIssuer({ path, id }: Entry, { issuer }: Current, { replace }: OptionWords): EntryFault {
  const fixed = `issuer is ${issuer} and fixed once an object exists.`;
  const another = 'deletes the object and creates another, so that users have to enrol again.';
  const how = id === null ? replace : `Without its id, the entry means another object: then ${replace}`;
  return { path: [...path, 'issuer'], message: `${fixed} ${how} ${another}` };
}

/** The fault if a deleted object would be restored with another issuer. */
export function keptIssuer(issuer: Issuer): string {
  return `issuer was ${issuer} when this object was deleted, and a restore does not change it. ${ANOTHER_ID}`;
}
