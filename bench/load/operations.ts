/** The requests that are measured, in GraphQL or in plain JSON over HTTP, and how their responses are checked. */
import { FILTER, NEW_ISSUER, objectContent, objectId } from '../servers/dataset.js';

export const OPERATION_NAMES = ['create', 'read', 'list', 'page'] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

/** GraphQL, or plain JSON over HTTP. */
export type Protocol = 'graphql' | 'plain';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
}

type Content = Readonly<Record<string, unknown>>;

/** A request in each protocol, and what a correct response contains. */
export interface MeasuredRequest {
  readonly requests: Readonly<Record<Protocol, HttpRequest>>;
  /** A substring that only a correct response contains. Every response is searched for it. */
  readonly marker: string;
  /** Properties of the object, or of the first node and the `length` of a page. Compared with a sample of the responses. */
  readonly expected: Content;
}

/** The tenant and the number of the object in the data set that a request is about. */
export interface Subject {
  readonly tenant: number;
  readonly object: number;
}

const PAGE_SIZE = 20;
const FIELDS = 'id displayName helpUrl issuer notificationType renewalThresholdPercentage version createdAt updatedAt';
const PAGE_FIELDS = `nodes { ${FIELDS} } pageInfo { hasNextPage endCursor }`;

/** The GraphQL documents of the measured requests. */
export const DOCUMENTS: Readonly<Record<OperationName, string>> = {
  create: `mutation Create($input: CreateDerivedCredentialSettingsInput!) {
    answer: createDerivedCredentialSettings(input: $input) {
      derivedCredentialSettings { ${FIELDS} }
      userErrors { code field message }
    }
  }`,
  read: `query Read($id: ID!) { answer: derivedCredentialSettings(id: $id) { ${FIELDS} } }`,
  list: `query List($first: Int!) { answer: derivedCredentials(first: $first) { ${PAGE_FIELDS} } }`,
  page: `query Page($first: Int!, $filter: DerivedCredentialSettingsFilter!, $orderBy: [DerivedCredentialSettingsOrder!]!) {
    answer: derivedCredentials(first: $first, filter: $filter, orderBy: $orderBy) { ${PAGE_FIELDS} }
  }`,
};

const REQUESTS: Readonly<Record<OperationName, (subject: Subject) => MeasuredRequest>> = {
  create: ({ object }) => {
    const input = { ...objectContent(object), displayName: `Wanted settings ${object}`, issuer: NEW_ISSUER };
    return {
      requests: requestsOf('create', { input }, { method: 'POST', path: '/settings', body: JSON.stringify(input) }),
      marker: `"displayName":"${input.displayName}"`,
      expected: { ...input, version: 1 },
    };
  },
  read: ({ tenant, object }) => {
    const id = objectId(tenant, object);
    return {
      requests: requestsOf('read', { id }, get(`/settings/${id}`)),
      marker: `"id":"${id}"`,
      expected: { id, ...objectContent(object), version: 1 },
    };
  },
  list: () => ({
    requests: requestsOf('list', { first: PAGE_SIZE }, get(`/settings?first=${PAGE_SIZE}`)),
    marker: FULL_PAGE,
    expected: { length: PAGE_SIZE },
  }),
  page: () => {
    const { issuer, thresholdFrom } = FILTER;
    const filter = { issuer: { eq: issuer }, renewalThresholdPercentage: { gte: thresholdFrom } };
    const variables = { first: PAGE_SIZE, filter, orderBy: [{ field: 'DISPLAY_NAME', direction: 'ASC' }] };
    const path = `/settings?first=${PAGE_SIZE}&issuer=${issuer}&thresholdFrom=${thresholdFrom}&orderBy=DISPLAY_NAME`;
    return {
      requests: requestsOf('page', variables, get(path)),
      marker: FULL_PAGE,
      expected: { length: PAGE_SIZE, issuer },
    };
  },
};
const FULL_PAGE = '"hasNextPage":true';

export function measuredRequest(operation: OperationName, subject: Subject): MeasuredRequest {
  return REQUESTS[operation](subject);
}

/** Status and text of a wrong response; null if it is correct. `thoroughly` compares the content instead of only the marker. */
export function faultOf(
  { marker, expected }: MeasuredRequest,
  protocol: Protocol,
  answer: { readonly status: number; readonly text: string },
  thoroughly: boolean,
): string | null {
  const fault = `${answer.status} ${answer.text.slice(0, 500)}`;
  if (answer.status !== 200 || !answer.text.includes(marker)) return fault;
  if (!thoroughly) return null;
  const content = contentOf(protocol, answer.text);
  const { nodes } = content;
  const seen: Content = Array.isArray(nodes) ? { ...nodes[0], length: nodes.length } : content;
  return Object.entries(expected).every(([name, value]) => seen[name] === value) ? null : fault;
}

/** The object or the page in a response. Throws if the response contains errors. */
export function contentOf(protocol: Protocol, text: string): Content {
  const body = JSON.parse(text);
  if (protocol === 'plain') return body;
  if (body.errors !== undefined) throw new Error(`The response contains errors: ${text}`);
  const { answer } = body.data;
  if (answer.userErrors === undefined) return answer;
  if (answer.userErrors.length > 0) throw new Error(`The input was refused: ${text}`);
  return answer.derivedCredentialSettings;
}

function requestsOf(operation: OperationName, variables: object, plain: HttpRequest): MeasuredRequest['requests'] {
  const body = JSON.stringify({ query: DOCUMENTS[operation], variables });
  return { graphql: { method: 'POST', path: '/graphql', body }, plain };
}

function get(path: string): HttpRequest {
  return { method: 'GET', path, body: null };
}
