/** Changes as a timeline, newest first: what, who, when, through which API, and the differences field by field. */
import type { ReactNode } from 'react';
import type { ChangeFieldsFragment } from '../../../../client/documents.js';
import { Moment } from '../cells.js';
import { type Difference, differences } from '../differences.js';
import { CHANGES, ORIGINS } from '../labels.js';
import { Link } from '../use-address.js';
import { ALL_CHANGES } from './change-search.js';

interface ChangeListProps {
  readonly changes: readonly ChangeFieldsFragment[];
  /** What can be done about a change. */
  readonly actions: (change: ChangeFieldsFragment) => ReactNode;
}

export function ChangeList({ changes, actions }: ChangeListProps) {
  return (
    <ol className="timeline">
      {changes.map((change) => (
        <Entry key={change.id} change={change} offersObject>
          {actions(change)}
        </Entry>
      ))}
    </ol>
  );
}

interface EntryProps {
  readonly change: ChangeFieldsFragment;
  /** Whether a link opens the object, also one that was deleted. */
  readonly offersObject?: boolean;
  /** What can be done about the change. */
  readonly children?: ReactNode;
}

export function Entry({ change, offersObject = false, children }: EntryProps) {
  const { kind, before, after, actor, origin, version, at, settingsId } = change;
  const isByPerson = origin !== 'CLI';
  return (
    <li className={kind.toLowerCase()}>
      <p className="what">
        <span className="kind">{CHANGES[kind]}</span>{' '}
        <Link to={{ ...ALL_CHANGES, of: settingsId }} className="object">
          {(after ?? before)?.displayName}
        </Link>
        <span className="detail"> version {version}</span>
      </p>
      <p className="detail">
        {/* Changes by commands have no user: the actor's name only repeats the origin. */}
        <Moment at={at} />{' '}
        {isByPerson && (
          <>
            by{' '}
            <Link to={{ ...ALL_CHANGES, actor: actor.subject }} className="actor">
              {actor.subject}
            </Link>{' '}
          </>
        )}
        {ORIGINS[origin]}
        {actor.clientId !== null && isByPerson && <> with {actor.clientId}</>}
      </p>
      <dl>
        {differences(before, after).map((difference) => (
          <Differing key={difference.field} {...difference} />
        ))}
      </dl>
      <p className="more">
        {offersObject && <Link to={{ view: 'settings', id: settingsId, task: 'show' }}>Open the object</Link>}
        <Link to={{ view: 'changes', asOf: at }}>All settings at this moment</Link>
      </p>
      {children}
    </li>
  );
}

function Differing({ field, before, after }: Difference) {
  return (
    <div>
      <dt>{field}</dt>
      <dd>
        {before !== null && <del>{before}</del>}
        {before !== null && after !== null && <span aria-hidden="true"> → </span>}
        {after !== null && <ins>{after}</ins>}
      </dd>
    </div>
  );
}
