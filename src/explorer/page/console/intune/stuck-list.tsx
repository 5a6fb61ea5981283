/**
 * The objects whose change cannot reach Intune by itself and that are in no difference: refused changes, and objects that were
 * deleted here while Intune's were changed.
 */
import { type GraphStatusFieldsFragment, RetryGraphChangeDocument } from '../../../../client/documents.js';
import { Faults } from '../cells.js';
import { Pager, pageOf, usePlaces } from '../pager.js';
import { Link } from '../use-address.js';
import { useLatest } from '../use-latest.js';
import { DecisionButtons } from './decision-buttons.js';
import { decisionsAboutDeleted } from './decisions.js';
import { type Listed, loadObjects } from './load-objects.js';
import { StateBadge } from './state.js';
import { useAction } from './use-action.js';
import type { Intune } from './use-intune.js';

interface StuckListProps extends Pick<Intune, 'connection' | 'statuses'> {
  readonly canWrite: boolean;
  readonly onDone: () => void;
}

const PAGE_SIZE = 20;

export function StuckList({ statuses, ...rest }: StuckListProps) {
  const places = usePlaces();
  const page = pageOf([...statuses.values()].filter(isStuck), places.place, PAGE_SIZE);
  const seen = page.nodes.map(({ settingsId, wantedVersion }) => `${settingsId} ${wantedVersion}`);
  const objects = useLatest(() => loadObjects(page.nodes.map(({ settingsId }) => settingsId)), [seen.join()]);
  const stuck = page.nodes.flatMap((status) => {
    const object = objects?.find(({ id }) => id === status.settingsId);
    // The differences show a conflict about an object that exists here.
    const isShown = object && (status.state === 'REFUSED' || object.settings === null);
    return isShown ? [{ status, object }] : [];
  });
  return (
    <>
      {stuck.length > 0 && (
        <ul className="drifts" aria-label="Changes that do not reach Intune">
          {stuck.map((each) => (
            <Stuck key={each.status.id} {...each} {...rest} />
          ))}
        </ul>
      )}
      {(places.back || page.pageInfo.hasNextPage) && <Pager places={places} page={page} />}
    </>
  );
}

/** Also a few conflicts about objects that exist here. */
function isStuck({ state, differences }: GraphStatusFieldsFragment): boolean {
  return state === 'REFUSED' || (state === 'CONFLICT' && differences.length === 0);
}

type StuckProps = Omit<StuckListProps, 'statuses'> & {
  readonly status: GraphStatusFieldsFragment;
  readonly object: Listed;
};

function Stuck({ status: { settingsId: id, state, problem }, object, connection, canWrite, onDone }: StuckProps) {
  const { faults, run } = useAction();
  const name = object.last?.displayName ?? id;
  const retry = async () => {
    if (await run(RetryGraphChangeDocument, { input: { id } })) onDone();
  };
  return (
    <li className="card">
      <p>
        <StateBadge state={state} /> {object.settings === null && 'Deletion of '}
        <strong>
          <Link to={{ view: 'settings', id, task: 'show' }}>{name}</Link>
        </strong>
      </p>
      {problem && <p>{problem.message}</p>}
      {canWrite && state === 'REFUSED' && (
        <button type="button" onClick={() => void retry()}>
          Send again
        </button>
      )}
      {canWrite && state === 'CONFLICT' && (
        <DecisionButtons
          name={name}
          decisions={decisionsAboutDeleted(connection.mode)}
          about={{ id }}
          here={null}
          there={null}
          mode={connection.mode}
          onDone={onDone}
        />
      )}
      <Faults faults={faults} />
    </li>
  );
}
