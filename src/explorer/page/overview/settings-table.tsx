/** The tenant's settings as a table, page by page, ordered by name. */
import { useState } from 'react';
import type { GraphStatusFieldsFragment, SettingsFieldsFragment } from '../../../client/documents.js';
import { HelpLink, Moment } from './cells.js';
import { STATES } from './intune/intune-labels.js';
import { ISSUERS, NOTIFICATIONS } from './labels.js';
import { FIRST_PLACE, PAGE_SIZE, type Place, useSettings } from './use-overview.js';

const COLUMNS = ['Name', 'Issuer', 'Notification', 'Help page', 'Threshold', 'Version', 'Last change'];

type Statuses = ReadonlyMap<string, GraphStatusFieldsFragment>;

interface SettingsTableProps {
  readonly revision: number;
  /** How each object stands in Intune; null if the tenant is not connected. */
  readonly statuses: Statuses | null;
}

export function SettingsTable({ revision, statuses }: SettingsTableProps) {
  // The start of each page so far, for the "Previous" button.
  const [places, setPlaces] = useState<readonly Place[]>([FIRST_PLACE]);
  const place = places.at(-1) ?? FIRST_PLACE;
  const page = useSettings(place, revision);
  if (page === null) return <p className="detail">Loading the settings…</p>;
  if (page.totalCount === 0) return <Empty />;
  const after = page.pageInfo.endCursor ?? null;
  const forward = () => setPlaces([...places, { after, skipped: place.skipped + PAGE_SIZE }]);
  return (
    <>
      {/* Scrolls horizontally on narrow screens, also by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to focus what scrolls. */}
      <section className="scroll" aria-label="Table of settings" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {[...COLUMNS, ...(statuses ? ['Intune'] : [])].map((column) => (
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
      <div className="pager">
        <span className="detail">
          {place.skipped + 1}–{place.skipped + page.nodes.length} of {page.totalCount}
        </span>
        <button type="button" disabled={places.length === 1} onClick={() => setPlaces(places.slice(0, -1))}>
          Previous
        </button>
        <button type="button" disabled={!page.pageInfo.hasNextPage} onClick={forward}>
          Next
        </button>
      </div>
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
      <td className="issuer">{ISSUERS[settings.issuer]}</td>
      <td>{NOTIFICATIONS[settings.notificationType]}</td>
      <td>
        <HelpLink address={settings.helpUrl ?? null} />
      </td>
      <td className="number">{settings.renewalThresholdPercentage} %</td>
      <td className="number">{settings.version}</td>
      <td>
        <Moment at={settings.updatedAt} />
      </td>
      {statuses && (
        <td>
          <State status={statuses.get(settings.id) ?? null} />
        </td>
      )}
    </tr>
  );
}

function State({ status }: { readonly status: GraphStatusFieldsFragment | null }) {
  if (status === null) return <span className="detail">…</span>;
  const { symbol, word } = STATES[status.state];
  return (
    <span className={`state ${status.state.toLowerCase()}`} title={status.problem?.message}>
      <span aria-hidden="true">{symbol}</span> {word}
    </span>
  );
}

function Empty() {
  return (
    <p className="empty">
      There are no settings yet. <a href=".">Create the first in the explorer</a>, and it appears here.
    </p>
  );
}
