/** The differences between the settings here and those in Intune, each with both sides and the decisions about it. */
import { useEffect } from 'react';
import { type GraphResolution, ResolveGraphDriftDocument } from '../../../../client/documents.js';
import { Faults, Moment } from '../cells.js';
import { Pager, usePlaces } from '../pager.js';
import { DecisionButtons } from './decision-buttons.js';
import { decisionsAbout } from './decisions.js';
import { DRIFTS } from './intune-labels.js';
import { useAction } from './use-action.js';
import { type Drift, type Intune, useDrift } from './use-intune.js';

interface DriftListProps extends Pick<Intune, 'connection' | 'statuses' | 'revision'> {
  readonly canWrite: boolean;
  readonly onDone: () => void;
}

export function DriftList({ connection, statuses, revision, canWrite, onDone }: DriftListProps) {
  const places = usePlaces();
  const drift = useDrift(places.place, revision);
  const isPastTheEnd = drift !== null && drift.nodes.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one step back for each empty page that was loaded.
  useEffect(() => {
    if (isPastTheEnd) places.back?.();
  }, [drift]);
  if (drift === null || isPastTheEnd) return null;
  const toDecide = drift.nodes.filter((each) => !isOnItsWay(each, { statuses, connection }));
  return (
    <>
      {toDecide.length > 0 && (
        <ul className="drifts" aria-label="Differences">
          {toDecide.map((each) => (
            <Difference key={each.id} drift={each} connection={connection} canWrite={canWrite} onDone={onDone} />
          ))}
        </ul>
      )}
      {drift.totalCount > drift.nodes.length && <Pager places={places} page={drift} />}
    </>
  );
}

/** Whether the difference ends when a change that waits has been sent: the object's status says more. */
function isOnItsWay(
  { kind, settings }: Drift,
  { statuses, connection }: Pick<Intune, 'statuses' | 'connection'>,
): boolean {
  const { state = 'PENDING', problem } = statuses.get(settings?.id ?? '') ?? {};
  const isWaiting = state === 'PENDING' || state === 'UNKNOWN';
  if (kind === 'DIFFERENT') return isWaiting && connection.mode === 'PUSH' && connection.adopted;
  if (kind !== 'ONLY_HERE') return false;
  // What stands against the creation is in the list by itself; what was deleted in Intune too often is not.
  if (state === 'CONFLICT') return problem?.code === 'FOUND_TWICE';
  return state !== 'DRIFTED' && state !== 'NOT_CONNECTED';
}

type DifferenceProps = Omit<DriftListProps, 'statuses' | 'revision'> & { readonly drift: Drift };

function Difference({ drift, connection, canWrite, onDone }: DifferenceProps) {
  const { faults, run } = useAction();
  const { kind, settings, inGraph, since } = drift;
  const decide = async (take: GraphResolution) => {
    if (await run(ResolveGraphDriftDocument, { input: inputFor(drift, take) })) onDone();
  };
  return (
    <li className="card">
      <p>
        <span className="pill bad">{DRIFTS[kind]}</span>{' '}
        <strong>{settings?.displayName ?? inGraph?.displayName ?? drift.graphId}</strong>{' '}
        <span className="detail">
          since <Moment at={since} />
        </span>
      </p>
      <BothSides drift={drift} />
      {drift.faults.map((fault) => (
        <p key={fault} className="detail">
          {fault}
        </p>
      ))}
      {canWrite && <DecisionButtons decisions={decisionsAbout(drift, connection.mode)} onDecide={decide} />}
      <Faults faults={faults} />
    </li>
  );
}

function BothSides({ drift: { differences } }: Pick<DifferenceProps, 'drift'>) {
  if (differences.length === 0) return null;
  return (
    <dl>
      {differences.map(({ field, here, inGraph }) => (
        <div key={field}>
          <dt>{field.toLowerCase().replaceAll('_', ' ')}</dt>
          <dd>
            here <ins>{here ?? 'none'}</ins>, in Intune <del className="there">{inGraph ?? 'none'}</del>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** With the differences as they are shown, so that a decision about others is refused. */
function inputFor({ settings, graphId, differences }: Drift, take: GraphResolution) {
  const subject = settings ? { id: settings.id } : { graphId: graphId ?? null };
  const seen = differences.map(({ field, here, inGraph }) => ({ field, here: here ?? null, inGraph: inGraph ?? null }));
  return { ...subject, take, expectedDifferences: settings ? seen : null };
}
