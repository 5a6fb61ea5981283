/** A tenant's client of the REST face: sends what it is told, and answers with everything there is to read. */

import { uuid } from '../domain/changes.js';
import type { Booted } from '../service/boot.js';

export const COLLECTION = '/beta/deviceManagement/derivedCredentials';
export const ENTITY_TYPE = '#microsoft.graph.deviceManagementDerivedCredentialSettings';

/** The body that the Graph documentation creates with in its example. */
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
  /** The parsed JSON; undefined where the answer is none. */
  readonly body: Body;
}

export interface Sent {
  /** Over the token, and over `Content-Type: application/json` where there is a body; an empty one is left out. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Texts and bytes are sent as they are, everything else as JSON. */
  readonly body?: unknown;
}

export interface RestClient {
  /** `address` is a path of the service, or a link that it gave. */
  send<Body = unknown>(method: string, address: string, sent?: Sent): Promise<RestAnswer<Body>>;
  /** Creates an object like the example's; throws what the answer says unless it is 201. */
  create(content?: Readonly<Record<string, unknown>>): Promise<Entity>;
  /** One page of the collection; throws what the answer says unless it is 200. */
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

/** A client of a tenant of its own, so that many cases share a service and not their objects. */
export function tenantClient(service: Booted, number: number): RestClient {
  return restClient(service, service.token({ tenantId: uuid(number) }));
}

/** An address with query options, encoded as a careful client does. */
export function withOptions(address: string, options: Options): string {
  const pairs = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? address : `${address}?${pairs.join('&')}`;
}

/** Every page of a list, from an address on, as its links lead. */
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

/** The body of an answer; throws what it says instead where its status is another. */
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
