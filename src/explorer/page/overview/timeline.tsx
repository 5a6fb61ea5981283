/** The tenant's changes, newest first, each with its differences. */
import type { ChangeFieldsFragment } from '../../../client/documents.js';
import { Moment } from './cells.js';
import { type Difference, differences } from './differences.js';
import { CHANGES, ORIGINS } from './labels.js';
import type { Timeline as TimelineProps } from './use-overview.js';

export function Timeline({ changes, hasOlder, showOlder }: TimelineProps) {
  if (changes === null) return <p className="detail">Loading the history…</p>;
  if (changes.length === 0) return <p className="empty">Nothing has been changed yet.</p>;
  return (
    <>
      <ol className="timeline">
        {changes.map((change) => (
          <Entry key={change.id} change={change} />
        ))}
      </ol>
      {hasOlder && (
        <button type="button" onClick={showOlder}>
          Show older changes
        </button>
      )}
    </>
  );
}

function Entry({ change }: { readonly change: ChangeFieldsFragment }) {
  const { kind, before, after, actor, origin, version, at } = change;
  return (
    <li className={kind.toLowerCase()}>
      <p className="what">
        <span className="kind">{CHANGES[kind]}</span> <strong>{(after ?? before)?.displayName}</strong>
        <span className="detail"> version {version}</span>
      </p>
      <p className="detail">
        {/* Changes by commands have no user: the actor's name only repeats the origin. */}
        <Moment at={at} /> {origin !== 'CLI' && `by ${actor.subject} `}
        {ORIGINS[origin]}
      </p>
      <dl>
        {differences(before, after).map((difference) => (
          <Differing key={difference.field} {...difference} />
        ))}
      </dl>
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
