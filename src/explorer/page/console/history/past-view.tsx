/** All settings as they were at a moment, and what has happened to each since. */
import {
  ChangesPageDocument,
  NodesByIdsDocument,
  type SettingsFieldsFragment,
  SettingsPageDocument,
} from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { HelpLink, Moment } from '../cells.js';
import { differences } from '../differences.js';
import { CHANGES, ISSUERS, NOTIFICATIONS } from '../labels.js';
import { Pager, type Place, usePlaces } from '../pager.js';
import { ScrollingTable } from '../table.js';
import { Link } from '../use-address.js';
import { useLatest } from '../use-latest.js';
import type { ViewProps } from '../view-props.js';
import { ALL_CHANGES } from './change-search.js';
import { TimeSlider } from './time-slider.js';

const PAGE_SIZE = 20;

export function PastView({ asOf, log }: ViewProps & { readonly asOf: string }) {
  const isFuture = Date.parse(asOf) > Date.now();
  return (
    <section aria-labelledby="past" className="history">
      <div className="past">
        <div className="heading">
          <h2 id="past">
            All settings as of <Moment at={asOf} />
          </h2>
          <Link to={{ ...ALL_CHANGES, view: 'settings' }} className="button primary">
            Back to now
          </Link>
        </div>
        <p role="status">
          {isFuture ? 'This moment is yet to come: these are the settings of now.' : 'This is the past.'} Nothing can be
          changed here.
        </p>
        <TimeSlider asOf={asOf} revision={log.revision} />
        <LastChange asOf={asOf} />
      </div>
      <Then key={asOf} asOf={asOf} revision={log.revision} />
    </section>
  );
}

/** The change that made the list what it was. */
function LastChange({ asOf }: { readonly asOf: string }) {
  const found = useLatest(
    async () => (await ask(ChangesPageDocument, { last: 1, filter: { at: { lte: asOf } } }))?.changes ?? null,
    [asOf],
  );
  const [change] = found?.nodes ?? [];
  if (found === null) return null;
  if (change === undefined) return <p className="detail">Nothing had been changed by then.</p>;
  const { kind, after, before, actor, at, settingsId } = change;
  return (
    <p className="detail">
      {found.totalCount === 1 ? 'One change' : `${found.totalCount.toLocaleString()} changes`} until then. The last:{' '}
      {CHANGES[kind].toLowerCase()}{' '}
      <Link to={{ ...ALL_CHANGES, of: settingsId }}>{(after ?? before)?.displayName}</Link> on <Moment at={at} /> by{' '}
      {actor.subject}.
    </p>
  );
}

const COLUMNS = ['Name', 'Since then', 'Issuer', 'Notification', 'Help page', 'Threshold', 'Version'];

function Then({ asOf, revision }: { readonly asOf: string; readonly revision: number }) {
  const places = usePlaces();
  const page = useThen(places.place, asOf);
  const now = useNow(page?.nodes ?? null, revision);
  if (page === null) return <p className="detail">Loading the settings of then…</p>;
  if (page.totalCount === 0) return <p className="empty">There were no settings at this moment.</p>;
  return (
    <>
      <ScrollingTable label="Table of the settings of then" columns={COLUMNS}>
        {page.nodes.map((settings) => (
          <Row key={settings.id} then={settings} now={now === null ? undefined : (now.get(settings.id) ?? null)} />
        ))}
      </ScrollingTable>
      <Pager places={places} page={page} />
    </>
  );
}

interface RowProps {
  readonly then: SettingsFieldsFragment;
  /** Undefined until it is loaded; null if the object was deleted. */
  readonly now: SettingsFieldsFragment | null | undefined;
}

function Row({ then, now }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <Link to={{ ...ALL_CHANGES, of: then.id }}>{then.displayName}</Link>
      </th>
      <td className="since">{now !== undefined && <Since then={then} now={now} />}</td>
      <td className="issuer">{ISSUERS[then.issuer]}</td>
      <td className="notification">{NOTIFICATIONS[then.notificationType]}</td>
      <td>
        <HelpLink address={then.helpUrl ?? null} />
      </td>
      <td className="number">{then.renewalThresholdPercentage} %</td>
      <td className="number">{then.version}</td>
    </tr>
  );
}

function Since({ then, now }: { readonly then: SettingsFieldsFragment; readonly now: SettingsFieldsFragment | null }) {
  if (now === null) return <span className="pill bad">Deleted</span>;
  if (now.version === then.version) return <span className="detail">Unchanged</span>;
  const changed = differences(then, now);
  if (changed.length === 0) return <span className="detail">Changed and changed back</span>;
  return (
    <dl>
      {changed.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            <del>{before ?? 'none'}</del>
            <span aria-hidden="true"> → </span>
            <ins>{after ?? 'none'}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useThen({ after }: Place, asOf: string) {
  return useLatest(
    async () =>
      (
        await ask(SettingsPageDocument, {
          first: PAGE_SIZE,
          after,
          orderBy: { field: 'DISPLAY_NAME', direction: 'ASC' },
          asOf: { time: asOf },
        })
      )?.derivedCredentials ?? null,
    [after, asOf],
  );
}

type Objects = ReadonlyMap<string, SettingsFieldsFragment>;

/** The same objects as they are now, by id; those that were deleted are missing. Null until loaded. */
function useNow(then: readonly SettingsFieldsFragment[] | null, revision: number): Objects | null {
  return useLatest(async () => {
    if (then === null || then.length === 0) return null;
    const answer = await ask(NodesByIdsDocument, { ids: then.map(({ id }) => id) });
    const found = answer?.nodes.flatMap((node) => (node?.__typename === 'DerivedCredentialSettings' ? [node] : []));
    return found ? new Map(found.map((node) => [node.id, node])) : null;
  }, [then, revision]);
}
