/**
 * Type policies for Apollo Client's cache, for objects without a global id: `new InMemoryCache({ typePolicies })`. Without them,
 * two queries for different fields of such an object overwrite each other and may refetch for ever. Imports nothing.
 */

/** A cached edge or node; `Reference` in Apollo Client's types. */
interface Kept {
  readonly __ref: string;
}

/** The part of Apollo Client's `FieldMergeFunctionOptions` that is used here. */
interface MergeOptions {
  readField(options: { readonly fieldName: string; readonly from: Kept }): unknown;
  mergeObjects(existing: Kept, incoming: Kept): Kept;
}

/** A cached page of a list, with the fields that were requested. */
type KeptPage = Kept & {
  readonly edges?: readonly Kept[];
  readonly pageInfo?: Kept;
};

/** For an object at the same place of the same parent: the fields of both queries describe one object, so merge them. */
const whole = { merge: true } as const;
// One function, so that a field policy that joins pages, such as `relayStylePagination`, replaces all of it: the fields of
// one page must not be merged into another.
const connection = { merge: mergePages } as const;
// For lists of differences. Select `field` in each query: without it, a difference cannot be told from another.
const byField = { merge: mergeByField } as const;

export const typePolicies = {
  Viewer: whole,
  Actor: whole,
  DerivedCredentialSettingsSnapshot: whole,
  DerivedCredentialSettingsConnection: connection,
  ChangeConnection: connection,
  GraphDriftConnection: connection,
  GraphConnection: whole,
  GraphDelivery: whole,
  GraphProblem: whole,
  GraphStatus: { fields: { differences: byField } },
  GraphDrift: { fields: { differences: byField } },
} as const;

/** Merges each difference with the cached one of the same field. */
function mergeByField(
  existing: readonly Kept[] | undefined,
  incoming: readonly Kept[],
  { readField, mergeObjects }: MergeOptions,
): readonly Kept[] {
  const fieldOf = (from: Kept) => readField({ fieldName: 'field', from });
  return incoming.map((fresh) => {
    const field = fieldOf(fresh);
    const same = field === undefined ? undefined : existing?.find((kept) => fieldOf(kept) === field);
    return same === undefined ? fresh : mergeObjects(same, fresh);
  });
}

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

/** Merges each edge with the cached edge of the same node or cursor, wherever that was in the list. */
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
