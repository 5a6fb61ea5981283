/** How far one change has got, derived from the attempts, the link and the status of its object. Pure. */
import type { RecordedChange } from '../../domain/change.js';
import type { GraphDelivery, GraphStatus } from '../../domain/graph-connection.js';
import type { GraphAttempt, GraphLink } from '../../domain/graph-ledger.js';

/** What is kept of the object that was changed. */
export interface DeliveryFacts {
  readonly attempts: readonly GraphAttempt[];
  readonly link: GraphLink | null;
  /** Null if the object is deleted and its deletion is not pending. */
  readonly status: GraphStatus | null;
}

type ChangeFacts = Pick<RecordedChange, 'version' | 'origin' | 'at'>;

export function deriveDelivery(change: ChangeFacts, facts: DeliveryFacts): GraphDelivery {
  // What Graph showed needs no sending.
  if (change.origin === 'REPLICATION') return { state: 'CONFIRMED', at: change.at };
  const confirmations = confirmationsOf(facts);
  const confirmed = confirmations.find(({ version }) => version === change.version);
  if (confirmed !== undefined) return { state: 'CONFIRMED', at: confirmed.at };
  const own = facts.attempts.find(({ version }) => version === change.version);
  if (own?.outcome === null) return { state: 'UNKNOWN', at: null };
  const later = confirmations.find(({ version }) => version > change.version);
  const isLatest = later === undefined && (facts.status?.wantedVersion ?? change.version) <= change.version;
  if (isLatest) return deliveryOfLatest(facts, own);
  if (own?.outcome === 'refused') return { state: 'REFUSED', at: own.outcomeAt };
  return { state: 'SUPERSEDED', at: later?.at ?? null };
}

/** The versions that Graph confirmed, oldest version first. A link without a request: Graph showed what was wanted. */
function confirmationsOf({ attempts, link }: DeliveryFacts): readonly { version: number; at: number }[] {
  const sent = attempts.flatMap(({ version, outcome, outcomeAt }) =>
    outcome === 'confirmed' && outcomeAt !== null ? [{ version, at: outcomeAt }] : [],
  );
  const shown = link === null || link.confirmedVersion === 0 ? [] : [link];
  return [...sent, ...shown.map(({ confirmedVersion: version, confirmedAt: at }) => ({ version, at }))].toSorted(
    (one, other) => one.version - other.version,
  );
}

function deliveryOfLatest({ link, status }: DeliveryFacts, own: GraphAttempt | undefined): GraphDelivery {
  switch (status?.state) {
    case 'IN_SYNC':
      return { state: 'CONFIRMED', at: link?.confirmedAt ?? null };
    case 'UNKNOWN':
      return { state: 'UNKNOWN', at: null };
    case 'REFUSED':
      return { state: 'REFUSED', at: own?.outcomeAt ?? null };
    case 'PENDING':
    // Waits for a person, and then for Graph.
    case 'DRIFTED':
    case 'CONFLICT':
      return { state: 'PENDING', at: null };
    default:
      return { state: 'NOT_CONNECTED', at: null };
  }
}
