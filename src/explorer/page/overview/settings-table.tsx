/** The tenant's settings as a table, page by page, ordered by name. */
import type { GraphStatusFieldsFragment, SettingsFieldsFragment } from '../../../client/documents.js';
import { HelpLink, Moment } from './cells.js';
import { ObjectState } from './intune/state.js';
import { ISSUERS, NOTIFICATIONS } from './labels.js';
import { Pager, usePlaces } from './pager.js';
import { useSettings } from './use-overview.js';

const COLUMNS = ['Issuer', 'Notification', 'Help page', 'Threshold', 'Version', 'Last change'];

type Statuses = ReadonlyMap<string, GraphStatusFieldsFragment>;

interface SettingsTableProps {
  readonly revision: number;
  /** How each object stands in Intune; null if the tenant is not connected. */
  readonly statuses: Statuses | null;
}

export function SettingsTable({ revision, statuses }: SettingsTableProps) {
  const places = usePlaces();
  const page = useSettings(places.place, revision);
  if (page === null) return <p className="detail">Loading the settings…</p>;
  if (page.totalCount === 0) return <Empty />;
  return (
    <>
      {/* Scrolls horizontally on narrow screens, also by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to focus what scrolls. */}
      <section className="scroll" aria-label="Table of settings" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {['Name', ...(statuses ? ['Intune'] : []), ...COLUMNS].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.nodes.map((settings) => (
              <Row key={settings.id} settings={settings} statuses={statuses} />
            ))}
          </tbody>
        </table>
      </section>
      <Pager places={places} page={page} />
    </>
  );
}

function Row({
  settings,
  statuses,
}: {
  readonly settings: SettingsFieldsFragment;
  readonly statuses: Statuses | null;
}) {
  return (
    <tr>
      <th scope="row">{settings.displayName}</th>
      {/* Second, so that it is seen where the table has to scroll. */}
      {statuses && (
        <td className="standing">
          <ObjectState status={statuses.get(settings.id) ?? null} />
        </td>
      )}
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
    </tr>
  );
}

function Empty() {
  return (
    <p className="empty">
      There are no settings yet. <a href=".">Create the first in the explorer</a>, and it appears here.
    </p>
  );
}
