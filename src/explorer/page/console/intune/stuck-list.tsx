/**
 * The objects whose change cannot reach Intune by itself and that are in no difference: refused changes, and objects that were
 * deleted here while Intune's were changed.
 */
import {
  type GraphResolution,
  type GraphStatusFieldsFragment,
  ResolveGraphDriftDocument,
  RetryGraphChangeDocument,
} from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { Faults } from '../cells.js';
import { LastChangeDocument } from '../documents.generated.js';
import { useLatest } from '../use-latest.js';
import { DecisionButtons } from './decision-buttons.js';
import { type Decision, decisionsAboutDeleted } from './decisions.js';
import { StateBadge } from './state.js';
import { useAction } from './use-action.js';
import type { Intune } from './use-intune.js';

interface StuckListProps extends Pick<Intune, 'connection' | 'statuses'> {
  readonly canWrite: boolean;
  readonly onDone: () => void;
}

export function StuckList({ statuses, ...rest }: StuckListProps) {
  const stuck = [...statuses.values()].filter(({ state }) => state === 'REFUSED' || state === 'CONFLICT');
  if (stuck.length === 0) return null;
  return (
    <ul className="drifts" aria-label="Changes that do not reach Intune">
      {stuck.map((status) => (
        <Stuck key={status.id} status={status} {...rest} />
      ))}
    </ul>
  );
}

type StuckProps = Omit<StuckListProps, 'statuses'> & { readonly status: GraphStatusFieldsFragment };

function Stuck({ status, connection, canWrite, onDone }: StuckProps) {
  const { settingsId, state, problem, wantedVersion } = status;
  const { faults, run } = useAction();
  const change = useLatest(
    async () => (await ask(LastChangeDocument, { settingsId }))?.changes.nodes[0] ?? null,
    [settingsId, wantedVersion],
  );
  if (change === null) return null;
  const isDeleted = change.kind === 'DELETED';
  // The differences show an object that exists here, with the decisions about it.
  if (state === 'CONFLICT' && !isDeleted) return null;
  const retry = async () => {
    if (await run(RetryGraphChangeDocument, { input: { id: settingsId } })) onDone();
  };
  const decide = async (take: GraphResolution) => {
    if (await run(ResolveGraphDriftDocument, { input: { id: settingsId, take } })) onDone();
  };
  const decisions: readonly Decision[] = state === 'CONFLICT' ? decisionsAboutDeleted(connection.mode) : [];
  return (
    <li className="card">
      <p>
        <StateBadge state={state} /> {isDeleted && 'Deletion of '}
        <strong>{(change.after ?? change.before)?.displayName}</strong>
      </p>
      {problem && <p>{problem.message}</p>}
      {canWrite && state === 'REFUSED' && (
        <button type="button" onClick={() => void retry()}>
          Send again
        </button>
      )}
      {canWrite && <DecisionButtons decisions={decisions} onDecide={decide} />}
      <Faults faults={faults} />
    </li>
  );
}
