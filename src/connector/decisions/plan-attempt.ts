/** Concludes an attempt of unknown outcome from a whole list of Graph. Pure. */
import { differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import type { AttemptOutcome, ConnectionFacts, GraphAttempt, GraphLink } from '../../domain/graph-ledger.js';

/** An object of the list, as far as it matters here. */
export interface Listed {
  readonly graphId: string;
  readonly content: SettingsContent | null;
}

export interface Look {
  readonly objects: readonly Listed[];
  readonly links: readonly GraphLink[];
  readonly connection: ConnectionFacts;
  /** Ids that are explained in another way: deleted here, or left alone by decision. */
  readonly explained: ReadonlySet<string>;
  /** Whether the list was begun after the settling time. Only then may it say that something is missing. */
  readonly final: boolean;
}

export type Conclusion =
  | { readonly outcome: 'open' }
  | { readonly outcome: Exclude<AttemptOutcome, 'conflict' | 'forked'>; readonly object: Listed | null }
  | { readonly outcome: 'conflict' | 'forked'; readonly graphIds: readonly string[] };

const OPEN: Conclusion = { outcome: 'open' };

export function concludeAttempt(attempt: GraphAttempt, look: Look): Conclusion {
  // The link of the attempt's own object does not explain a newcomer: what was gone may be created again under its id.
  const others = look.links.filter(
    ({ settingsId }) => attempt.operation !== 'create' || settingsId !== attempt.settingsId,
  );
  const linked = new Set(others.map(({ graphId }) => graphId));
  const before = new Set(attempt.idsBefore);
  const newcomers = look.objects.filter(
    ({ graphId }) => !before.has(graphId) && !linked.has(graphId) && !look.explained.has(graphId),
  );
  if (attempt.operation === 'create') return concludeCreate(attempt, newcomers, look);
  const object = look.objects.find(({ graphId }) => graphId === attempt.graphId) ?? null;
  return attempt.operation === 'delete'
    ? concludeDelete(object, look)
    : concludeUpdate(attempt, object, newcomers, look);
}

function concludeCreate(attempt: GraphAttempt, newcomers: readonly Listed[], { final, connection }: Look): Conclusion {
  const named = newcomers.find(({ graphId }) => graphId.toLowerCase() === attempt.settingsId);
  if (named !== undefined && newcomers.length === 1 && connection.keepsIds !== false) {
    return { outcome: 'confirmed', object: named };
  }
  const [only] = newcomers;
  if (only === undefined) return final ? { outcome: 'absent', object: null } : OPEN;
  const isOurs = newcomers.length === 1 && differingFields(only.content, attempt.content).length === 0;
  if (isOurs) return { outcome: 'confirmed', object: only };
  return { outcome: 'conflict', graphIds: newcomers.map(({ graphId }) => graphId) };
}

function concludeDelete(object: Listed | null, { final }: Look): Conclusion {
  if (!final) return OPEN;
  return object === null ? { outcome: 'confirmed', object: null } : { outcome: 'absent', object };
}

function concludeUpdate(
  attempt: GraphAttempt,
  object: Listed | null,
  newcomers: readonly Listed[],
  { final, connection, links }: Look,
): Conclusion {
  // Looked for before anything else: an update must not be repeated if it made a new object. Once Graph has shown that it
  // updates in place, a newcomer was made by somebody else.
  if (newcomers.length > 0 && connection.updatesInPlace !== true)
    return { outcome: 'forked', graphIds: newcomers.map(({ graphId }) => graphId) };
  if (!final && connection.updatesInPlace === null) return OPEN;
  if (object === null) return final ? { outcome: 'gone', object: null } : OPEN;
  const base = links.find(({ settingsId }) => settingsId === attempt.settingsId)?.confirmed ?? null;
  const sent = differingFields(base, attempt.content);
  const shown = sent.every((field) => object.content?.[field] === attempt.content?.[field]);
  if (shown) return { outcome: 'confirmed', object };
  return final ? { outcome: 'absent', object } : OPEN;
}
