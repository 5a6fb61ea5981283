/** The differences between the settings here and those in Intune, each with both sides and the decisions about it. */
import { useState } from 'react';
import {
  type GraphResolution,
  type GraphStatusFieldsFragment,
  ResolveGraphDriftDocument,
  RetryGraphChangeDocument,
} from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { Moment } from '../cells.js';
import { DRIFTS } from './intune-labels.js';
import type { Drift, Intune } from './use-intune.js';

interface DriftListProps {
  readonly drift: NonNullable<Intune['drift']>;
  readonly statuses: Intune['statuses'];
  readonly canWrite: boolean;
  /** Whether decisions can change Intune: only in the mode `push`. */
  readonly sends: boolean;
  readonly onDone: () => void;
}

interface Decision {
  readonly label: string;
  readonly take: GraphResolution;
  /** What a second click confirms. */
  readonly warning?: string;
}

const DELETION = 'Users who have a credential of it must enrol again.';

export function DriftList({ drift, statuses, canWrite, sends, onDone }: DriftListProps) {
  const refused = [...statuses.values()].filter(({ state }) => state === 'REFUSED');
  const toDecide = drift.nodes.filter((each) => !isOnItsWay(each, statuses));
  if (toDecide.length === 0 && refused.length === 0) return null;
  return (
    <ul className="drifts">
      {refused.map((status) => (
        <Refused key={status.id} status={status} canWrite={canWrite} onDone={onDone} />
      ))}
      {toDecide.map((each) => (
        <Difference key={each.id} drift={each} canWrite={canWrite} sends={sends} onDone={onDone} />
      ))}
      {drift.totalCount > drift.nodes.length && (
        <li className="detail">{drift.totalCount - drift.nodes.length} more, after these are decided.</li>
      )}
    </ul>
  );
}

/** Whether the object is still to be created in Intune: its status says more than the difference. */
function isOnItsWay({ kind, settings }: Drift, statuses: Intune['statuses']): boolean {
  const state = statuses.get(settings?.id ?? '')?.state ?? 'PENDING';
  return kind === 'ONLY_HERE' && state !== 'DRIFTED' && state !== 'NOT_CONNECTED';
}

type ItemProps = Pick<DriftListProps, 'canWrite' | 'onDone'>;

function Refused({ status, canWrite, onDone }: ItemProps & { readonly status: GraphStatusFieldsFragment }) {
  const retry = async () => {
    await ask(RetryGraphChangeDocument, { input: { id: status.settingsId } });
    onDone();
  };
  return (
    <li className="card">
      <p>
        <span className="state refused">Refused</span> {status.problem?.message}
      </p>
      {canWrite && (
        <button type="button" onClick={() => void retry()}>
          Send again
        </button>
      )}
    </li>
  );
}

function Difference({
  drift,
  canWrite,
  sends,
  onDone,
}: ItemProps & Pick<DriftListProps, 'sends'> & { readonly drift: Drift }) {
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [confirming, setConfirming] = useState<Decision | null>(null);
  const { kind, settings, inGraph, differences, since } = drift;
  const decide = async (decision: Decision) => {
    if (decision.warning !== undefined && confirming !== decision) {
      setConfirming(decision);
      return;
    }
    setConfirming(null);
    const done = await ask(ResolveGraphDriftDocument, { input: inputFor(drift, decision.take) });
    setFaults(done?.resolveGraphDrift.userErrors.map(({ message }) => message) ?? []);
    onDone();
  };
  return (
    <li className="card">
      <p>
        <span className="state drifted">{DRIFTS[kind]}</span>{' '}
        <strong>{settings?.displayName ?? inGraph?.displayName ?? drift.graphId}</strong>{' '}
        <span className="detail">
          since <Moment at={since} />
        </span>
      </p>
      <dl>
        {differences.map(({ field, here, inGraph: there }) => (
          <div key={field}>
            <dt>{field.toLowerCase().replaceAll('_', ' ')}</dt>
            <dd>
              here <ins>{here ?? 'none'}</ins>, in Intune <del className="there">{there ?? 'none'}</del>
            </dd>
          </div>
        ))}
      </dl>
      {drift.faults.map((fault) => (
        <p key={fault} className="detail">
          {fault}
        </p>
      ))}
      {canWrite && (
        <div className="buttons">
          {DECISIONS[kind]
            .filter(({ take }) => sends || take !== 'OURS')
            .map((decision) => (
              <button key={decision.label} type="button" onClick={() => void decide(decision)}>
                {confirming === decision ? `${decision.label}: click again to confirm` : decision.label}
              </button>
            ))}
        </div>
      )}
      <div role="alert">
        {confirming && <p className="trouble">{confirming.warning}</p>}
        {faults.map((fault) => (
          <p key={fault} className="trouble">
            {fault}
          </p>
        ))}
      </div>
    </li>
  );
}

const OF_THERE: readonly Decision[] = [
  { label: 'Take over', take: 'THEIRS' },
  { label: 'Leave alone', take: 'IGNORE' },
  { label: 'Delete in Intune', take: 'OURS', warning: DELETION },
];
const DECISIONS: Readonly<Record<Drift['kind'], readonly Decision[]>> = {
  ONLY_HERE: [
    { label: 'Create in Intune', take: 'OURS' },
    { label: 'Delete here', take: 'THEIRS', warning: 'It is deleted here, because Intune does not have it.' },
  ],
  ONLY_IN_GRAPH: OF_THERE,
  DIFFERENT: [
    { label: 'Keep ours', take: 'OURS' },
    { label: 'Take Intune’s', take: 'THEIRS' },
  ],
  UNREADABLE: OF_THERE.slice(1),
  DUPLICATE: OF_THERE,
};

/** With the differences as they are shown, so that a decision about others is refused. */
function inputFor({ settings, graphId, differences }: Drift, take: GraphResolution) {
  const subject = settings ? { id: settings.id } : { graphId: graphId ?? null };
  const seen = differences.map(({ field, here, inGraph }) => ({ field, here: here ?? null, inGraph: inGraph ?? null }));
  return { ...subject, take, expectedDifferences: settings ? seen : null };
}
