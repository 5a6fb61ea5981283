/** The requests that are measured, in each protocol, and how their responses are checked. */
import { FILTER, NEW_ISSUER, objectContent, objectId, tenantId } from '../servers/dataset.js';
import { POSTGRAPHILE_DOCUMENTS } from './postgraphile-documents.js';

export const OPERATION_NAMES = ['create', 'read', 'list', 'page'] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

/** The service's GraphQL, that of PostGraphile, or plain JSON over HTTP. */
export type Protocol = 'graphql' | 'postgraphile' | 'plain';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
}

type Content = Readonly<Record<string, unknown>>;

/** A request, and what a correct response contains. */
export interface MeasuredRequest {
  request(protocol: Protocol): HttpRequest;
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

/** The documents of the measured requests in the service's GraphQL. */
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

/** An operation on a subject, in a form from which the request of each protocol is made. */
interface Operation extends Pick<MeasuredRequest, 'marker' | 'expected'> {
  readonly variables: Content;
  /** If they differ from the service's. PostGraphile gets the tenant as well. */
  readonly postgraphileVariables?: Content;
  readonly plain: HttpRequest;
}

const OPERATIONS: Readonly<Record<OperationName, (subject: Subject) => Operation>> = {
  create: ({ object }) => {
    const input = { ...objectContent(object), displayName: `Wanted settings ${object}`, issuer: NEW_ISSUER };
    return {
      variables: { input },
      postgraphileVariables: input,
      plain: { method: 'POST', path: '/settings', body: JSON.stringify(input) },
      marker: `"displayName":"${input.displayName}"`,
      expected: { ...input, version: 1 },
    };
  },
  read: ({ tenant, object }) => {
    const id = objectId(tenant, object);
    return {
      variables: { id },
      plain: get(`/settings/${id}`),
      marker: `"id":"${id}"`,
      expected: { id, ...objectContent(object), version: 1 },
    };
  },
  list: () => ({
    variables: { first: PAGE_SIZE },
    plain: get(`/settings?first=${PAGE_SIZE}`),
    marker: FULL_PAGE,
    expected: { length: PAGE_SIZE },
  }),
  page: () => {
    const { issuer, thresholdFrom } = FILTER;
    const filter = { issuer: { eq: issuer }, renewalThresholdPercentage: { gte: thresholdFrom } };
    return {
      variables: { first: PAGE_SIZE, filter, orderBy: [{ field: 'DISPLAY_NAME', direction: 'ASC' }] },
      postgraphileVariables: { first: PAGE_SIZE, issuer, thresholdFrom },
      plain: get(`/settings?first=${PAGE_SIZE}&issuer=${issuer}&thresholdFrom=${thresholdFrom}&orderBy=DISPLAY_NAME`),
      marker: FULL_PAGE,
      expected: { length: PAGE_SIZE, issuer },
    };
  },
};
const FULL_PAGE = '"hasNextPage":true';

export function measuredRequest(name: OperationName, subject: Subject): MeasuredRequest {
  const { variables, postgraphileVariables = variables, plain, marker, expected } = OPERATIONS[name](subject);
  const requests: Readonly<Record<Protocol, () => HttpRequest>> = {
    graphql: () => post(DOCUMENTS[name], variables),
    postgraphile: () =>
      post(POSTGRAPHILE_DOCUMENTS[name], { tenantId: tenantId(subject.tenant), ...postgraphileVariables }),
    plain: () => plain,
  };
  return { request: (protocol) => requests[protocol](), marker, expected };
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
  if (answer.derivedCredentialSettings === undefined) return answer;
  if (answer.userErrors?.length > 0) throw new Error(`The input was refused: ${text}`);
  return answer.derivedCredentialSettings;
}

function post(query: string, variables: Content): HttpRequest {
  return { method: 'POST', path: '/graphql', body: JSON.stringify({ query, variables }) };
}

function get(path: string): HttpRequest {
  return { method: 'GET', path, body: null };
}
