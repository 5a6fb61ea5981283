/** How each object stands in Intune, page by page: all objects by name, or those in one state. */
import {
  type GraphState,
  type GraphStatusFieldsFragment,
  NodesByIdsDocument,
  type SettingsFieldsFragment,
  SettingsPageDocument,
} from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { HelpLink, Moment } from '../cells.js';
import { ALL_CHANGES } from '../history/change-search.js';
import { ISSUERS, NOTIFICATIONS } from '../labels.js';
import { Pager, type Place, usePlaces } from '../pager.js';
import { ScrollingTable } from '../table.js';
import { Link } from '../use-address.js';
import { useLatest } from '../use-latest.js';
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
        {page.nodes.map(({ id, settings }) => (
          <Row key={id} id={id} settings={settings} status={statuses.get(id) ?? null} />
        ))}
      </ScrollingTable>
      <Pager places={places} page={page} />
    </>
  );
}

interface Listed {
  readonly id: string;
  /** Null if the object was deleted here. */
  readonly settings: SettingsFieldsFragment | null;
}

function Row({ id, settings, status }: Listed & { readonly status: GraphStatusFieldsFragment | null }) {
  return (
    <tr>
      <th scope="row">
        {settings ? (
          <Link to={{ view: 'settings', id, task: 'show' }}>{settings.displayName}</Link>
        ) : (
          <>
            Deleted here, <Link to={{ ...ALL_CHANGES, of: id }}>see its history</Link>
          </>
        )}
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
      There are no settings yet. <a href=".">Create the first in the explorer</a>, and it appears here.
    </p>
  );
}

/** @param ids only these objects; null for all */
function useObjects({ after, skipped }: Place, ids: readonly string[] | null, revision: number) {
  const shown = ids?.slice(skipped, skipped + PAGE_SIZE) ?? null;
  const page = useLatest(
    async () => (shown === null ? await loadPage(after) : await loadObjects(shown)),
    [after, shown?.join(), revision],
  );
  if (page === null || ids === null) return page;
  const pageInfo = { hasNextPage: skipped + PAGE_SIZE < ids.length, endCursor: null };
  return { ...page, totalCount: ids.length, pageInfo };
}

async function loadPage(after: string | null) {
  const orderBy = { field: 'DISPLAY_NAME', direction: 'ASC' } as const;
  const page = (await ask(SettingsPageDocument, { first: PAGE_SIZE, after, orderBy }))?.derivedCredentials;
  return page ? { ...page, nodes: page.nodes.map((settings): Listed => ({ id: settings.id, settings })) } : null;
}

async function loadObjects(ids: readonly string[]) {
  const answer = await ask(NodesByIdsDocument, { ids });
  const nodes = answer?.nodes.map((node, index): Listed => {
    const settings = node?.__typename === 'DerivedCredentialSettings' ? node : null;
    return { id: ids[index] ?? '', settings };
  });
  const pageInfo = { hasNextPage: false, endCursor: null };
  return nodes ? { nodes, totalCount: nodes.length, pageInfo } : null;
}
