/** Counts by many filters with few requests: an operation may have ten root fields, so each request counts ten. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { ChangeFilter, DerivedCredentialSettingsFilter } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { CountChangesDocument, CountSettingsDocument } from '../documents.generated.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const;
type Name = (typeof NAMES)[number];

/** The number of changes that match each filter, in the order of the filters; null if a request failed. */
export function countChanges(filters: readonly ChangeFilter[]): Promise<readonly number[] | null> {
  return countInTens(CountChangesDocument, filters, { settingsId: { in: [] } });
}

/** The number of settings that match each filter, in the order of the filters; null if a request failed. */
export function countSettings(filters: readonly DerivedCredentialSettingsFilter[]): Promise<readonly number[] | null> {
  return countInTens(CountSettingsDocument, filters, { id: { in: [] } });
}

type Counts = Readonly<Record<Name, { readonly totalCount: number }>>;
type Filters<Filter> = Partial<Record<Name, Filter | null>>;

/** @param nothing a filter that matches nothing: fields that are left over would count everything without one */
async function countInTens<Filter>(
  document: TypedDocumentNode<Counts, Filters<Filter>>,
  filters: readonly Filter[],
  nothing: Filter,
): Promise<readonly number[] | null> {
  const counts: number[] = [];
  for (let start = 0; start < filters.length; start += NAMES.length) {
    const some = filters.slice(start, start + NAMES.length);
    const answer = await ask(document, namesFor(some, nothing));
    if (answer === null) return null;
    counts.push(...NAMES.slice(0, some.length).map((name) => answer[name].totalCount));
  }
  return counts;
}

function namesFor<Filter>(some: readonly Filter[], nothing: Filter): Filters<Filter> {
  return Object.fromEntries(NAMES.map((name, index) => [name, some[index] ?? nothing])) as Filters<Filter>;
}
