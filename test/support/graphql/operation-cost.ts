/** Sends operations and reads their cost. */
import type { Booted, GraphqlAnswer } from '../service/boot.js';

export interface Costed<Data> extends Omit<GraphqlAnswer<Data>, 'headers'> {
  /** `extensions.cost` of the answer. */
  readonly cost: { readonly requested: number; readonly maximum: number } | undefined;
  /** `extensions.code` of each error. */
  readonly codes: readonly unknown[];
}

/** Sends an operation with the header that requests its cost. */
export async function askWithCost<Data = Readonly<Record<string, unknown>>>(
  service: Booted,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  token?: string,
): Promise<Costed<Data>> {
  const authorization = `Bearer ${token ?? (await service.token())}`;
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, 'x-graphql-cost': '1' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors, extensions } = (await response.json()) as GraphqlAnswer<Data> & {
    readonly extensions?: { readonly cost: Costed<Data>['cost'] };
  };
  const codes = (errors ?? []).map((error) => error.extensions?.['code']);
  return { status: response.status, data, errors, codes, cost: extensions?.cost };
}
