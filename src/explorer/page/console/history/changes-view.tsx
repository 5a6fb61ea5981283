/** The view of the tenant's changes: a search in the log, or all settings as they were at a moment. */
import { useRef } from 'react';
import type { Address } from '../address.js';
import { Faults, Moment } from '../cells.js';
import { go, Link } from '../use-address.js';
import type { ViewProps } from '../view-props.js';
import { UndoButtons } from '../write/undo-buttons.js';
import { useAttempt } from '../write/use-attempt.js';
import { ChangeList } from './change-list.js';
import { ALL_CHANGES, type ChangeSearch, isEverything } from './change-search.js';
import { PastView } from './past-view.js';
import { SearchBar } from './search-bar.js';
import { type Found, useSearch } from './use-search.js';
import { useVersions } from './use-versions.js';

export function ChangesView(props: ViewProps) {
  return props.address.asOf === null ? <LogView {...props} /> : <PastView {...props} asOf={props.address.asOf} />;
}

function LogView({ address, log, canWrite }: ViewProps) {
  const search = searchIn(address);
  const found = useSearch(search, address.of === null ? address.name : null, log);
  const versions = useVersions(canWrite ? found.changes : null, log.revision);
  const { attempt, faults, dialog } = useAttempt();
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that had the focus is about to go.
  const done = () => requestAnimationFrame(() => heading.current?.focus());
  const isFiltered = !isEverything(search) || address.name !== null;
  return (
    <section aria-labelledby="history" className="history">
      <div className="heading">
        <h2 id="history" ref={heading} tabIndex={-1}>
          {address.of === null ? 'Changes' : `History of ${nameIn(found) ?? address.of}`}{' '}
          <span className="detail">New changes appear automatically.</span>
        </h2>
        <button type="button" onClick={() => go({ asOf: new Date().toISOString() })}>
          Go back in time
        </button>
      </div>
      <SearchBar address={address} actors={actorsIn(found)} />
      <Status found={found} isFiltered={isFiltered} />
      <Faults faults={faults} />
      {found.changes !== null && (
        <ChangeList
          changes={found.changes}
          actions={(change) =>
            // Earlier changes are undone in the object, beside what has followed them.
            versions.get(change.settingsId) === change.version && (
              <UndoButtons
                change={change}
                latest={change}
                onPropose={(proposal) => attempt({ ...proposal, onDone: done })}
              />
            )
          }
        />
      )}
      {found.changes?.length === 0 && !found.isLoading && <Nothing isFiltered={isFiltered} found={found} />}
      {found.hasOlder && (
        <button type="button" disabled={found.isLoading} onClick={found.showOlder}>
          {found.isLoading ? 'Searching…' : 'Show older changes'}
        </button>
      )}
      {dialog}
    </section>
  );
}

function searchIn({ of, kind, actor, origin, field, from, to }: Address): ChangeSearch {
  return { of, kind, actor, origin, field, from, to };
}

function Status({ found, isFiltered }: { readonly found: Found; readonly isFiltered: boolean }) {
  const { changes, total, isCut, searchedTo, hasOlder } = found;
  return (
    <p className="status">
      <span role="status">
        {changes === null ? 'Loading the changes…' : counted(total ?? changes.length, total !== null || !hasOlder)}
      </span>
      {total === null && searchedTo !== null && hasOlder && (
        <span className="detail">
          {' '}
          Searched back to <Moment at={searchedTo} />.
        </span>
      )}
      {isCut && <span className="detail"> More than 100 objects have such a name; 100 of them are searched.</span>}
      {isFiltered && (
        <>
          {' '}
          <Link to={ALL_CHANGES}>Show all changes</Link>
        </>
      )}
    </p>
  );
}

function counted(count: number, isComplete: boolean): string {
  const changes = count === 1 ? 'One change' : `${count.toLocaleString()} changes`;
  return `${changes}${isComplete ? '' : ' found so far'}.`;
}

function Nothing({ isFiltered, found }: { readonly isFiltered: boolean; readonly found: Found }) {
  if (found.hasOlder) return null;
  return (
    <p className="empty">
      {isFiltered ? (
        'No change matches. Choose a longer time, or fewer conditions.'
      ) : (
        <>
          Nothing has been changed yet. <Link to={{ view: 'settings' }}>Create the first settings</Link>, and it appears
          here.
        </>
      )}
    </p>
  );
}

function nameIn({ changes }: Found): string | undefined {
  const [latest] = changes ?? [];
  return (latest?.after ?? latest?.before)?.displayName;
}

/** The people who made the changes that are shown, by name. */
function actorsIn({ changes }: Found): readonly string[] {
  return [...new Set((changes ?? []).map(({ actor }) => actor.subject))].toSorted();
}
