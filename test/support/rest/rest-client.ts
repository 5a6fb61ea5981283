/** A REST API client for one tenant: sends any request and returns status, headers and body. */

import { uuid } from '../domain/changes.js';
import type { Booted } from '../service/boot.js';

export const COLLECTION = '/beta/deviceManagement/derivedCredentials';
export const ENTITY_TYPE = '#microsoft.graph.deviceManagementDerivedCredentialSettings';

/** The create request of the example in Graph's documentation. */
export const EXAMPLE_BODY = {
  '@odata.type': ENTITY_TYPE,
  helpUrl: 'https://example.com/helpUrl/',
  displayName: 'Display Name value',
  issuer: 'entrustDatacard',
  notificationType: 'email',
} as const;

export interface Entity {
  readonly '@odata.context'?: string;
  readonly '@odata.type': string;
  readonly '@odata.etag': string;
  readonly id: string;
  readonly displayName: string;
  readonly helpUrl: string | null;
  readonly issuer: string;
  readonly notificationType: string;
  readonly renewalThresholdPercentage: number;
}

export interface EntityList {
  readonly '@odata.context': string;
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Entity[];
}

export interface GraphError {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly innerError: {
      readonly date: string;
      readonly 'request-id': string;
      readonly 'client-request-id': string;
    };
  };
}

export interface RestAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON body; undefined if the body is not JSON. */
  readonly body: Body;
}

export interface Sent {
  /** Added to the token and, with a body, `Content-Type: application/json`. An empty value removes a header. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Strings and bytes are sent unchanged, everything else as JSON. */
  readonly body?: unknown;
}

export interface RestClient {
  /** `address` is a path, or a link from a response. */
  send<Body = unknown>(method: string, address: string, sent?: Sent): Promise<RestAnswer<Body>>;
  /** Creates the example object with these changes; throws the response unless its status is 201. */
  create(content?: Readonly<Record<string, unknown>>): Promise<Entity>;
  /** One page of the collection; throws the response unless its status is 200. */
  list(options?: Options): Promise<EntityList>;
}

export type Options = Readonly<Record<string, string | number>>;

export function restClient(service: Booted, given?: string | Promise<string>): RestClient {
  const token = Promise.resolve(given ?? service.token());
  const send = async <Body>(method: string, address: string, { headers = {}, body }: Sent = {}) => {
    const all = {
      authorization: `Bearer ${await token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    };
    const kept = Object.entries(all).filter(([, value]) => value !== '');
    const response = await fetch(new URL(address, service.url), {
      method,
      headers: Object.fromEntries(kept),
      ...(body !== undefined && { body: encoded(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) as Body };
  };
  return {
    send,
    create: async (content = {}) =>
      expectStatus(201, await send<Entity>('POST', COLLECTION, { body: { ...EXAMPLE_BODY, ...content } })),
    list: async (options = {}) => expectStatus(200, await send<EntityList>('GET', withOptions(COLLECTION, options))),
  };
}

/** A client for a new tenant, so that test cases can share a service without sharing objects. */
export function tenantClient(service: Booted, number: number): RestClient {
  return restClient(service, service.token({ tenantId: uuid(number) }));
}

/** A path with percent-encoded query options. */
export function withOptions(address: string, options: Options): string {
  const pairs = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? address : `${address}?${pairs.join('&')}`;
}

/** All pages of a list, starting at an address and following the links. */
export async function followPages<Body extends { readonly '@odata.nextLink'?: string }>(
  client: RestClient,
  address: string,
): Promise<Body[]> {
  const pages: Body[] = [];
  for (let next: string | undefined = address; next !== undefined; next = pages.at(-1)?.['@odata.nextLink']) {
    pages.push(expectStatus(200, await client.send<Body>('GET', next)));
  }
  return pages;
}

/** The body of a response; throws the response if it has another status. */
export function expectStatus<Body>(status: number, answer: RestAnswer<Body>): Body {
  if (answer.status !== status) throw new Error(`Answered ${answer.status} instead of ${status}: ${answer.text}`);
  return answer.body;
}

function encoded(body: unknown): string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
    ? (body as string | Uint8Array<ArrayBuffer>)
    : JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
