/** How an object stands in Intune: the state as symbol and word, what it waits for, and the problem. */
import type { GraphState, GraphStatusFieldsFragment } from '../../../../client/documents.js';
import { Moment } from '../cells.js';
import { labelOf, STATES, type StateLabel } from './intune-labels.js';

interface StateBadgeProps {
  readonly state: GraphState;
  readonly label?: StateLabel;
  /** How many objects are in the state. */
  readonly count?: number;
}

const TONES: Readonly<Record<GraphState, string>> = {
  NOT_CONNECTED: 'plain',
  IN_SYNC: 'good',
  PENDING: '',
  UNKNOWN: '',
  REFUSED: 'bad',
  DRIFTED: 'bad',
  CONFLICT: 'bad',
};

export function StateBadge({ state, label: { symbol, word } = STATES[state], count }: StateBadgeProps) {
  return (
    <span className={`pill ${TONES[state]}`}>
      <span aria-hidden="true">{symbol}</span> {count} {word}
    </span>
  );
}

export function ObjectState({ status }: { readonly status: GraphStatusFieldsFragment | null }) {
  if (status === null) return <span className="detail">…</span>;
  const { state, problem, pendingSince } = status;
  return (
    <>
      <StateBadge state={state} label={labelOf(status)} />
      {pendingSince != null && (
        <p className="detail">
          Waiting since <Moment at={pendingSince} />
        </p>
      )}
      <Versions status={status} />
      {problem && <p className="detail">{problem.message}</p>}
    </>
  );
}

/** Nothing if the two are the same. */
function Versions({
  status: { state, wantedVersion, confirmedVersion },
}: {
  readonly status: GraphStatusFieldsFragment;
}) {
  if (state === 'NOT_CONNECTED' || wantedVersion == null || wantedVersion === confirmedVersion) return null;
  return (
    <p className="detail">
      Version {wantedVersion} wanted, {confirmedVersion ?? 'none'} confirmed
    </p>
  );
}
