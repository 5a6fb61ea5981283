/** The view of the tenant's settings: the list, and beside it the object that is open. */
import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../shared/use-session.js';
import type { Address } from '../address.js';
import { drafts, newKey } from '../form/drafts.js';
import { ALL_CHANGES } from '../history/change-search.js';
import { NewObject } from '../object/new-object.js';
import { ObjectPanel } from '../object/object-panel.js';
import { go, Link } from '../use-address.js';
import type { ViewProps } from '../view-props.js';
import { filterOf, UNFILTERED } from './query.js';
import { SettingsList } from './settings-list.js';
import { Toolbar } from './toolbar.js';
import { useRows } from './use-rows.js';

export function SettingsView(props: ViewProps) {
  const { address, log, intune, canWrite } = props;
  const rows = useRows(address, log.revision);
  const { total } = rows;
  const isCreating = address.task === 'create' && canWrite;
  const isEmpty = total === 0 && filterOf(address) === null;
  const isFirst = isEmpty && canWrite;
  const hasFirstForm = useKeptWhileWritten(isFirst);
  const isNew = isCreating || (hasFirstForm && address.id === null);
  const isPanel = isCreating || !isFirst;
  const isOpen = address.id !== null || (isNew && isPanel);
  const main = useFocusAfterClose(isOpen);
  return (
    <div className={isOpen ? 'split open' : 'split'}>
      <section ref={main} className="main" aria-labelledby="settings" tabIndex={-1}>
        <h2 id="settings" className="hidden">
          Settings
        </h2>
        {!isEmpty && <Toolbar address={address} total={total} canWrite={canWrite} />}
        {total === null && <p className="detail">Loading the settings…</p>}
        {isEmpty && <Empty canWrite={canWrite} offersForm={address.id !== null} />}
        {total === 0 && !isEmpty && <NothingFound search={address.search} />}
        {total !== null && total > 0 && (
          <SettingsList address={address} rows={rows} total={total} statuses={intune?.statuses ?? null} />
        )}
      </section>
      {isNew && <NewObject isPanel={isPanel} />}
      {address.id !== null && !isCreating && <ObjectPanel key={address.id} {...props} id={address.id} />}
    </div>
  );
}

/**
 * Whether the form for the first object is shown. It stays when the list is no longer empty, because somebody else has created
 * an object or the answer to the own create was lost, until what was typed is saved or discarded.
 */
function useKeptWhileWritten(isFirst: boolean): boolean {
  const { viewer } = useSession();
  const hasDraft = drafts.use().has(newKey(viewer?.tenantId ?? ''));
  const [wasFirst, setWasFirst] = useState(isFirst);
  const stays = isFirst || (wasFirst && hasDraft);
  if (stays !== wasFirst) setWasFirst(stays);
  return stays;
}

/** When the object beside the list is closed, the focus goes to the row that Tab reaches: the one that was opened. */
function useFocusAfterClose(isOpen: boolean) {
  const main = useRef<HTMLElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body)
      (main.current?.querySelector<HTMLElement>('tbody a[tabindex="0"]') ?? main.current)?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return main;
}

function NothingFound({ search }: Pick<Address, 'search'>) {
  return (
    <div className="empty">
      <p>
        No settings match.
        {search !== null && (
          <>
            {' '}
            <Link to={{ ...ALL_CHANGES, kind: 'DELETED', name: search }}>Search those that were deleted</Link>
          </>
        )}
      </p>
      <button type="button" onClick={() => go(UNFILTERED)}>
        Show all
      </button>
    </div>
  );
}

interface EmptyProps {
  readonly canWrite: boolean;
  /** Whether an object that is gone takes the place of the form. */
  readonly offersForm: boolean;
}

function Empty({ canWrite, offersForm }: EmptyProps) {
  return (
    <div className="empty">
      <h3>There are no settings yet.</h3>
      <p>
        Derived-credential settings say which company issues the certificates that Intune puts on phones and PCs instead
        of a smart card, and how users are told to get and renew them.
      </p>
      {!canWrite && <p>Somebody with the permission to write can create the first.</p>}
      {canWrite && offersForm && (
        <button type="button" className="primary" onClick={() => go({ id: null, task: 'show' })}>
          Create the first
        </button>
      )}
    </div>
  );
}
