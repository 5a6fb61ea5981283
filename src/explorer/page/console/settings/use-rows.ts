/** A React hook for the list of settings that the address describes. */
import { useEffect, useMemo, useState } from 'react';
import { type SettingsFieldsFragment, SettingsPageDocument } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import type { Address } from '../address.js';
import { filterOf, orderOf } from './query.js';
import { Rows } from './rows.js';

const PAGE_SIZE = 100;

export function useRows(address: Address, revision: number): Rows<SettingsFieldsFragment> {
  const [, setCount] = useState(0);
  const [filter, orderBy] = [filterOf(address), orderOf(address)];
  const key = JSON.stringify([filter, orderBy]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the filter and the order.
  const rows = useMemo(() => {
    const load = async (after: string | null) => {
      const page = (await ask(SettingsPageDocument, { first: PAGE_SIZE, after, filter, orderBy }))?.derivedCredentials;
      if (!page) return null;
      const { nodes, totalCount, pageInfo } = page;
      return { rows: nodes, total: totalCount, end: pageInfo.endCursor ?? null, hasNext: pageInfo.hasNextPage };
    };
    return new Rows(load, () => setCount((count) => count + 1));
  }, [key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` says when to load again.
  useEffect(() => rows.refresh(), [rows, revision]);
  useEffect(() => () => rows.stop(), [rows]);
  return rows;
}
