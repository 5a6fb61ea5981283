/** What is wanted for a tenant, what the ledger keeps and what Graph showed last, brought together for each object. Pure. */
import type { SettingsContent } from '../../domain/derived-credential-settings.js';
import {
  type ConnectionFacts,
  type GraphAttempt,
  type GraphDecision,
  type GraphLink,
  newConnection,
  type ObservedObject,
  type TenantLedger,
} from '../../domain/graph-ledger.js';
import type { ConnectorOptions } from '../options.js';

/** The latest change of an object. */
export interface Wanted {
  readonly settingsId: string;
  readonly version: number;
  /** Null if the latest change deleted it. */
  readonly content: SettingsContent | null;
  /** When the change was made. */
  readonly at: number;
}

/** What the last whole list showed of an object. */
export type Theirs =
  | { readonly is: 'not read' }
  | { readonly is: 'missing' }
  | { readonly is: 'unreadable' }
  | { readonly is: 'shown'; readonly content: SettingsContent };

export interface ObjectView {
  readonly wanted: Wanted;
  readonly link: GraphLink | null;
  readonly theirs: Theirs;
  readonly observed: ObservedObject | null;
  readonly latest: GraphAttempt | null;
  readonly decision: GraphDecision | null;
  readonly tries: number;
  readonly restores: number;
}

export interface TenantView {
  readonly connection: ConnectionFacts;
  readonly open: GraphAttempt | null;
  /** In the order of their latest changes. */
  readonly objects: readonly ObjectView[];
  /** What Graph holds: the objects of the last whole list. */
  readonly present: readonly ObservedObject[];
  /** Objects of Graph that are neither linked nor explained. */
  readonly strangers: readonly ObservedObject[];
  /** Ids that were deleted so lately that Graph may still show them. */
  readonly lingering: ReadonlySet<string>;
  /** Ids that are explained without a link: they linger, or somebody decided to leave them alone. */
  readonly explained: ReadonlySet<string>;
  /** Graph ids whose deletion is wanted here. */
  readonly leaving: ReadonlySet<string>;
  readonly ledger: TenantLedger;
}

/** The ledger as it counts for a target: what was kept for another address or client id belongs to another connection. */
export function ledgerFor(ledger: TenantLedger, target: string): TenantLedger {
  if (ledger.connection === null || ledger.connection.target === target) return ledger;
  const nothing = { links: [], observed: [], decisions: [], latest: [], deletions: [] };
  return { connection: null, open: null, tries: new Map(), restores: new Map(), ...nothing };
}

/** `ledger` as of `ledgerFor`. `wanted` has every object that exists here, and the deletion of every linked one that does not. */
export function tenantView(
  ledger: TenantLedger,
  wanted: readonly Wanted[],
  { target, settleMs }: Pick<ConnectorOptions, 'target' | 'settleMs'>,
): TenantView {
  const connection = ledger.connection ?? newConnection(target);
  const lingering = new Set(
    ledger.deletions.flatMap(({ graphId, at }) =>
      at + settleMs >= (connection.lastWholeReadAt ?? 0) ? [graphId] : [],
    ),
  );
  const present = ledger.observed.filter(({ missingSince }) => missingSince === null);
  const links = new Map(ledger.links.map((link) => [link.settingsId, link]));
  const observed = new Map(present.map((object) => [object.graphId, object]));
  const latest = new Map(ledger.latest.map((attempt) => [attempt.settingsId, attempt]));
  const decisions = new Map(ledger.decisions.map((decision) => [decision.about, decision]));
  const objects = wanted.map((each): ObjectView => {
    const link = links.get(each.settingsId) ?? null;
    const seen = link === null ? null : (observed.get(link.graphId) ?? null);
    return {
      wanted: each,
      link,
      observed: seen,
      theirs: connection.lastWholeReadAt === null ? { is: 'not read' } : theirsOf(seen),
      latest: latest.get(each.settingsId) ?? null,
      decision: decisions.get(each.settingsId) ?? null,
      tries: ledger.tries.get(each.settingsId) ?? 0,
      restores: ledger.restores.get(each.settingsId) ?? 0,
    };
  });
  const ordered = objects.toSorted((one, other) => one.wanted.at - other.wanted.at);
  const explained = new Set([...lingering, ...ignoredIn(ledger)]);
  const linked = new Set(ledger.links.map(({ graphId }) => graphId));
  const strangers = present.filter(({ graphId }) => !linked.has(graphId) && !explained.has(graphId));
  const leaving = new Set(
    ordered.flatMap(({ wanted, link }) => (wanted.content === null && link ? [link.graphId] : [])),
  );
  const graph = { present, strangers, lingering, explained, leaving };
  return { connection, open: ledger.open, objects: ordered, ...graph, ledger };
}

function theirsOf(seen: ObservedObject | null): Theirs {
  if (seen === null) return { is: 'missing' };
  return seen.content === null ? { is: 'unreadable' } : { is: 'shown', content: seen.content };
}

function ignoredIn({ decisions }: TenantLedger): readonly string[] {
  return decisions.filter(({ kind }) => kind === 'IGNORED').flatMap(({ graphIds }) => graphIds);
}
