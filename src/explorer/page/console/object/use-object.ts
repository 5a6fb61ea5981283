/** A React hook that loads one object and its history, and loads them again after each change. */
import { useState } from 'react';
import { ChangesPageDocument, SettingsByIdDocument } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { useLatest } from '../use-latest.js';

const CHANGES_AT_ONCE = 20;
// The largest page of the API.
const MOST_CHANGES = 100;

/**
 * Null until loaded. `settings` is null if the object was deleted or never existed; `changes` then says which. `hasMore` says
 * that there are older changes than `showOlder` can show.
 */
export function useObject(id: string, revision: number) {
  const [count, setCount] = useState(CHANGES_AT_ONCE);
  const object = useLatest(() => load(id, count), [id, revision, count]);
  return object && { ...object, showOlder: () => setCount(Math.min(count + CHANGES_AT_ONCE, MOST_CHANGES)) };
}

async function load(id: string, count: number) {
  const [object, log] = await Promise.all([
    ask(SettingsByIdDocument, { id }),
    ask(ChangesPageDocument, { last: count, filter: { settingsId: { eq: id } } }),
  ]);
  if (object === null || log === null) return null;
  const changes = log.changes.nodes.toReversed();
  const { hasPreviousPage } = log.changes.pageInfo;
  const hasOlder = hasPreviousPage && count < MOST_CHANGES;
  return { settings: object.derivedCredentialSettings, changes, hasOlder, hasMore: hasPreviousPage && !hasOlder };
}
