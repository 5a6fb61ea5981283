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

/** What is at one place of one answer. Both queries were about the same object, so the fields belong together. */
const whole = { merge: true } as const;
const connection = { merge: true, fields: { edges: { merge: mergeEdges } } } as const;

export const typePolicies = {
  Viewer: whole,
  Actor: whole,
  DerivedCredentialSettingsSnapshot: whole,
  PageInfo: whole,
  DerivedCredentialSettingsConnection: connection,
  ChangeConnection: connection,
} as const;

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
