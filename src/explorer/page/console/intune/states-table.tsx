/** How each object stands in Intune, page by page: all objects by name, or those in one state. */
import {
  type GraphState,
  type GraphStatusFieldsFragment,
  type SettingsFieldsFragment,
  SettingsPageDocument,
} from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { HelpLink, Moment } from '../cells.js';
import { ISSUERS, NOTIFICATIONS } from '../labels.js';
import { Pager, type Place, pageOf, usePlaces } from '../pager.js';
import { ScrollingTable } from '../table.js';
import { Link } from '../use-address.js';
import { useLatest } from '../use-latest.js';
import { type Listed, loadObjects } from './load-objects.js';
import { ObjectState } from './state.js';
import { type Intune, idsIn } from './use-intune.js';

const PAGE_SIZE = 10;
const COLUMNS = ['Name', 'Intune', 'Issuer', 'Notification', 'Help page', 'Threshold', 'Version', 'Last change'];

interface StatesTableProps extends Pick<Intune, 'statuses'> {
  /** Null for all objects. */
  readonly state: GraphState | null;
  readonly revision: number;
}

export function StatesTable({ state, revision, statuses }: StatesTableProps) {
  const places = usePlaces();
  const page = useObjects(places.place, state && idsIn(statuses, state), revision);
  if (page === null) return <p className="detail">Loading the settings…</p>;
  if (page.totalCount === 0)
    return state === null ? <Empty /> : <p className="empty">No object is in this state now.</p>;
  return (
    <>
      <ScrollingTable label="Table of settings" columns={COLUMNS}>
        {page.nodes.map((object) => (
          <Row key={object.id} {...object} status={statuses.get(object.id) ?? null} />
        ))}
      </ScrollingTable>
      <Pager places={places} page={page} />
    </>
  );
}

function Row({ id, settings, last, status }: Listed & { readonly status: GraphStatusFieldsFragment | null }) {
  return (
    <tr>
      <th scope="row">
        <Link to={{ view: 'settings', id, task: 'show' }}>{last?.displayName ?? id}</Link>
        {settings === null && ', deleted here'}
      </th>
      {/* Second, so that it is seen where the table has to scroll. */}
      <td className="standing">
        <ObjectState status={status} />
      </td>
      {settings === null ? <td colSpan={COLUMNS.length - 2} /> : <Content {...settings} />}
    </tr>
  );
}

function Content(settings: SettingsFieldsFragment) {
  return (
    <>
      <td className="issuer">{ISSUERS[settings.issuer]}</td>
      <td className="notification">{NOTIFICATIONS[settings.notificationType]}</td>
      <td>
        <HelpLink address={settings.helpUrl ?? null} />
      </td>
      <td className="number">{settings.renewalThresholdPercentage} %</td>
      <td className="number">{settings.version}</td>
      <td>
        <Moment at={settings.updatedAt} />
      </td>
    </>
  );
}

function Empty() {
  return (
    <p className="empty">
      There are no settings yet. <Link to={{ view: 'settings' }}>Create the first</Link>, and it appears here.
    </p>
  );
}

/** @param ids only these objects; null for all */
function useObjects(place: Place, ids: readonly string[] | null, revision: number) {
  const known = ids && pageOf(ids, place, PAGE_SIZE);
  return useLatest(async () => {
    if (known === null) return await loadPage(place.after);
    const nodes = await loadObjects(known.nodes);
    return nodes && { ...known, nodes };
  }, [place.after, known?.nodes.join(), known?.totalCount, revision]);
}

async function loadPage(after: string | null) {
  const orderBy = { field: 'DISPLAY_NAME', direction: 'ASC' } as const;
  const page = (await ask(SettingsPageDocument, { first: PAGE_SIZE, after, orderBy }))?.derivedCredentials;
  const nodes = page?.nodes.map((settings): Listed => ({ id: settings.id, settings, last: settings }));
  return page && nodes ? { ...page, nodes } : null;
}
