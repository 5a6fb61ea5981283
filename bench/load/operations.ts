/** What is asked of every server, in GraphQL or in plain JSON over HTTP, and what a right answer is. */
import { FILTER, NEW_ISSUER, objectContent, objectId } from '../servers/dataset.js';

export const OPERATION_NAMES = ['create', 'read', 'list', 'page'] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

/** How a server is spoken to. */
export type Language = 'graphql' | 'plain';

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
}

type Content = Readonly<Record<string, unknown>>;

/** A request, and how to tell whether it was answered. */
export interface Question {
  readonly asked: Readonly<Record<Language, Asked>>;
  /** A text that only a right answer holds: looked for in each. */
  readonly sign: string;
  /** What an answer looks like: compared with a sample of them. */
  readonly expected: Content;
}

/** Of whom an operation is asked for, and of which of the objects in the data set. */
export interface Subject {
  readonly tenant: number;
  readonly object: number;
}

const PAGE_SIZE = 20;
const FIELDS = 'id displayName helpUrl issuer notificationType renewalThresholdPercentage version createdAt updatedAt';
const PAGE_FIELDS = `nodes { ${FIELDS} } pageInfo { hasNextPage endCursor }`;

const DOCUMENTS: Readonly<Record<OperationName, string>> = {
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

const QUESTIONS: Readonly<Record<OperationName, (subject: Subject) => Question>> = {
  create: ({ object }) => {
    const input = { ...objectContent(object), displayName: `Wanted settings ${object}`, issuer: NEW_ISSUER };
    return {
      asked: asked('create', { input }, { method: 'POST', path: '/settings', body: JSON.stringify(input) }),
      sign: `"displayName":"${input.displayName}"`,
      expected: { ...input, version: 1 },
    };
  },
  read: ({ tenant, object }) => {
    const id = objectId(tenant, object);
    return {
      asked: asked('read', { id }, get(`/settings/${id}`)),
      sign: `"id":"${id}"`,
      expected: { id, ...objectContent(object), version: 1 },
    };
  },
  list: () => ({
    asked: asked('list', { first: PAGE_SIZE }, get(`/settings?first=${PAGE_SIZE}`)),
    sign: FULL_PAGE,
    expected: { length: PAGE_SIZE },
  }),
  page: () => {
    const { issuer, thresholdFrom } = FILTER;
    const filter = { issuer: { eq: issuer }, renewalThresholdPercentage: { gte: thresholdFrom } };
    const variables = { first: PAGE_SIZE, filter, orderBy: [{ field: 'DISPLAY_NAME', direction: 'ASC' }] };
    const path = `/settings?first=${PAGE_SIZE}&issuer=${issuer}&thresholdFrom=${thresholdFrom}&orderBy=DISPLAY_NAME`;
    return { asked: asked('page', variables, get(path)), sign: FULL_PAGE, expected: { length: PAGE_SIZE, issuer } };
  },
};
const FULL_PAGE = '"hasNextPage":true';

/** The request for an operation. */
export function questionOf(operation: OperationName, subject: Subject): Question {
  return QUESTIONS[operation](subject);
}

/** What is wrong with an answer; null where nothing is. `thoroughly` looks at all of it instead of at a sign. */
export function faultOf(
  { sign, expected }: Question,
  language: Language,
  answer: { readonly status: number; readonly text: string },
  thoroughly: boolean,
): string | null {
  const told = `${answer.status} ${answer.text.slice(0, 500)}`;
  if (answer.status !== 200 || !answer.text.includes(sign)) return told;
  if (!thoroughly) return null;
  const content = contentOf(language, answer.text);
  const { nodes } = content;
  const seen: Content = Array.isArray(nodes) ? { ...nodes[0], length: nodes.length } : content;
  return Object.entries(expected).every(([name, value]) => seen[name] === value) ? null : told;
}

/** The object or the page that an answer brings. Throws for an answer that brings errors. */
export function contentOf(language: Language, text: string): Content {
  const body = JSON.parse(text);
  if (language === 'plain') return body;
  if (body.errors !== undefined) throw new Error(`The answer has errors: ${text}`);
  const { answer } = body.data;
  if (answer.userErrors === undefined) return answer;
  if (answer.userErrors.length > 0) throw new Error(`The input was refused: ${text}`);
  return answer.derivedCredentialSettings;
}

function asked(operation: OperationName, variables: object, plain: Asked): Question['asked'] {
  const body = JSON.stringify({ query: DOCUMENTS[operation], variables });
  return { graphql: { method: 'POST', path: '/graphql', body }, plain };
}

function get(path: string): Asked {
  return { method: 'GET', path, body: null };
}
