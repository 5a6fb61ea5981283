/** An application's list in a Relay store, paged and read the way that Relay's own hooks for React do it. */
import {
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getPaginationMetadata,
  getPaginationVariables,
  getSingularSelector,
  Network,
  type ReaderFragment,
  RecordSource,
  Store,
} from 'relay-runtime';
import { dataOf } from '../graphql/settings-client.js';
import type { Booted } from '../service/boot.js';
import type { RelayProject } from './relay-project.js';

interface Connection<Item> {
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[];
  readonly pageInfo: Readonly<Record<'endCursor' | 'startCursor', string | null>> &
    Readonly<Record<'hasNextPage' | 'hasPreviousPage', boolean>>;
}

export interface Listed {
  readonly id: string;
  readonly displayName: string;
}

/** A store that asks the service; throws what the service refuses. */
export function relayEnvironment(service: Booted): Environment {
  return new Environment({
    network: Network.create(async ({ text }, variables) => {
      return { data: dataOf(await service.graphql<Record<string, unknown>>(text ?? '', variables)) };
    }),
    store: new Store(new RecordSource()),
  });
}

/** Fetches the first page of `ListQuery`, and keeps it in the store. */
export async function openList(environment: Environment, { request, fragment }: RelayProject) {
  const operation = createOperationDescriptor(request('ListQuery'), {});
  environment.retain(operation);
  await fetchQuery(environment, request('ListQuery'), {}).toPromise();

  const read = <Data>(of: ReaderFragment, reference: unknown): Data => {
    const selector = getSingularSelector(of, reference);
    return environment.lookup(selector).data as Data;
  };
  const list = () =>
    read<{ derivedCredentials: Connection<Listed> }>(
      fragment('List_query'),
      environment.lookup(operation.fragment).data,
    ).derivedCredentials;
  const history = (settings: Listed) =>
    read<{ changes: Connection<{ kind: string; version: number }> }>(fragment('History_settings'), settings).changes;

  const fetchMore = async (
    of: ReaderFragment,
    cursor: string | null,
    direction: 'forward' | 'backward',
    id?: string,
  ) => {
    const { paginationRequest, paginationMetadata } = getPaginationMetadata(of, 'the test');
    const variables = getPaginationVariables(
      direction,
      2,
      cursor,
      id === undefined ? {} : { id },
      {},
      paginationMetadata,
    );
    await fetchQuery(environment, paginationRequest, variables).toPromise();
  };
  return {
    names: () => list().edges.map(({ node }) => node.displayName),
    hasMore: () => list().pageInfo.hasNextPage,
    nodes: () => list().edges.map(({ node }) => node),
    fetchNext: () => fetchMore(fragment('List_query'), list().pageInfo.endCursor, 'forward'),
    history: (settings: Listed) => history(settings).edges.map(({ node }) => `${node.kind} ${node.version}`),
    fetchEarlier: (settings: Listed) =>
      fetchMore(fragment('History_settings'), history(settings).pageInfo.startCursor, 'backward', settings.id),
  };
}
