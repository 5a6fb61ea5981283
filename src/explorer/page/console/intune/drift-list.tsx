/** The differences between the settings here and those in Intune, each with both sides and the decisions about it. */
import { Moment } from '../cells.js';
import { FIELD_NAMES, TOUCHED_FIELDS, valueLabel } from '../labels.js';
import { Pager, usePlaces } from '../pager.js';
import { Link } from '../use-address.js';
import { inWords } from '../words.js';
import { DecisionButtons } from './decision-buttons.js';
import { decisionsAbout } from './decisions.js';
import { DRIFTS } from './intune-labels.js';
import { type Drift, type Intune, useDrift } from './use-intune.js';

interface DriftListProps extends Pick<Intune, 'connection' | 'statuses' | 'revision'> {
  readonly canWrite: boolean;
  readonly onDone: () => void;
}

export function DriftList({ connection, statuses, revision, canWrite, onDone }: DriftListProps) {
  const places = usePlaces();
  const drift = useDrift(places.place, revision);
  if (drift === null) return null;
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
      {(places.back || drift.pageInfo.hasNextPage) && <Pager places={places} page={drift} />}
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
  const { kind, settings, inGraph = null, since } = drift;
  const name = settings?.displayName ?? inGraph?.displayName ?? drift.graphId ?? '';
  return (
    <li className="card">
      <p>
        <span className="pill bad">{DRIFTS[kind]}</span>{' '}
        <strong>
          {settings ? <Link to={{ view: 'settings', id: settings.id, task: 'show' }}>{name}</Link> : name}
        </strong>{' '}
        <span className="detail">
          since <Moment at={since} />
        </span>
      </p>
      <BothSides drift={drift} />
      {drift.faults.map((fault) => (
        <p key={fault} className="detail">
          {inWords(fault)}
        </p>
      ))}
      {canWrite && (
        <DecisionButtons
          name={name}
          decisions={decisionsAbout(drift, connection.mode)}
          about={subjectOf(drift)}
          here={settings ?? null}
          there={inGraph}
          mode={connection.mode}
          onDone={onDone}
        />
      )}
    </li>
  );
}

function BothSides({ drift: { differences } }: Pick<DifferenceProps, 'drift'>) {
  if (differences.length === 0) return null;
  return (
    <dl>
      {differences.map(({ field, here, inGraph }) => (
        <div key={field}>
          <dt>{TOUCHED_FIELDS[field]}</dt>
          <dd>
            here <ins>{valueLabel(FIELD_NAMES[field], here)}</ins>, in Intune{' '}
            <del className="there">{valueLabel(FIELD_NAMES[field], inGraph)}</del>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** With the differences as they are shown, so that a decision about others is refused. */
function subjectOf({ settings, graphId, differences }: Drift) {
  const subject = settings ? { id: settings.id } : { graphId: graphId ?? null };
  const seen = differences.map(({ field, here, inGraph }) => ({ field, here: here ?? null, inGraph: inGraph ?? null }));
  return { ...subject, expectedDifferences: settings ? seen : null };
}
