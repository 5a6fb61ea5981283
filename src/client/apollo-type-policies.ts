/**
 * How Apollo Client's cache is to keep what has no global id, for `new InMemoryCache({ typePolicies })`. Without it two
 * queries that ask for different fields of such an object replace each other's, and may ask for ever. Imports nothing.
 */

/** What the cache keeps of an edge or a node, as Apollo Client's types have it: a `Reference`. */
interface Kept {
  readonly __ref: string;
}

/** As much of Apollo Client's `FieldMergeFunctionOptions` as is used here. */
interface MergeOptions {
  readField(options: { readonly fieldName: string; readonly from: Kept }): unknown;
  mergeObjects(existing: Kept, incoming: Kept): Kept;
}

/** What the cache keeps of a page of a list: of its fields, those that were asked for. */
type KeptPage = Kept & {
  readonly edges?: readonly Kept[];
  readonly pageInfo?: Kept;
};

/** What is at one place of one answer. Both queries were about the same object, so the fields belong together. */
const whole = { merge: true } as const;
// In one function, so that a field that joins pages, as `relayStylePagination` does, takes the place of all of it: what is
// known of one page says nothing of the next.
const connection = { merge: mergePages } as const;

export const typePolicies = {
  Viewer: whole,
  Actor: whole,
  DerivedCredentialSettingsSnapshot: whole,
  DerivedCredentialSettingsConnection: connection,
  ChangeConnection: connection,
} as const;

function mergePages(existing: KeptPage | undefined, incoming: KeptPage, options: MergeOptions): KeptPage {
  if (existing === undefined) return incoming;
  const { edges, pageInfo } = incoming;
  return {
    ...existing,
    ...incoming,
    ...(edges && { edges: mergeEdges(existing.edges, edges, options) }),
    ...(pageInfo && existing.pageInfo && { pageInfo: options.mergeObjects(existing.pageInfo, pageInfo) }),
  };
}

/** Adds to each edge what is known of the one that has the same node or cursor, wherever it stood in the list before. */
function mergeEdges(
  existing: readonly Kept[] | undefined,
  incoming: readonly Kept[],
  { readField, mergeObjects }: MergeOptions,
): readonly Kept[] {
  const known = new Map<unknown, Kept>();
  const namesOf = (edge: Kept): unknown[] => {
    const node = readField({ fieldName: 'node', from: edge }) as Kept | undefined;
    const id = node && readField({ fieldName: 'id', from: node });
    return [id, readField({ fieldName: 'cursor', from: edge })].filter((name) => name !== undefined);
  };
  for (const edge of existing ?? []) for (const name of namesOf(edge)) known.set(name, edge);
  return incoming.map((edge) => {
    const [same] = namesOf(edge).flatMap((name) => known.get(name) ?? []);
    return same === undefined ? edge : mergeObjects(same, edge);
  });
}
