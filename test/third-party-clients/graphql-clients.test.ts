/** Proves what Apollo Client, urql and graphql-request show their programs of each error code, unmodified, as the guide says. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { stringifyDocument } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { type DocumentNode, parse, print } from 'graphql';
import { from, mergeMap } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { GRAPHQL_ERROR_CODES } from '../../src/graphql/execution/errors.js';
import { textAnswer } from '../support/auth/key-server.js';
import { connectedService } from '../support/connector/connected-service.js';
import { scratchFolder } from '../support/files/scratch.js';
import {
  type Asked,
  apolloClient,
  askApollo,
  askUrql,
  CLIENTS,
  type Exchanged,
  recorder,
  type Shown,
  urqlClient,
} from '../support/graphql/graphql-clients.js';
import { type Booted, boot, bootOnSqlite } from '../support/service/boot.js';
import { bootProduction } from '../support/service/boot-production.js';
import { damage, withDatabase } from '../support/store/damage.js';
import { codeBlocks, differences, tableRows } from '../support/system/markdown.js';

const GUIDE = readFileSync(fileURLToPath(new URL('../../docs/guide/clients.md', import.meta.url)), 'utf8');
const VIEWER = parse('query Viewer { viewer { tenantId } }');
const LIST = parse('query List($first: Int) { derivedCredentials(first: $first) { totalCount } }');
const BOTH = parse('{ viewer { tenantId } node(id: "cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb") { id } }');
/** What each client calls an error that it takes for one of GraphQL, and how the guide writes that. */
const NAMES: Readonly<Record<string, string>> = {
  'Apollo Client': 'CombinedGraphQLErrors',
  urql: 'graphQLErrors',
  'graphql-request': 'ClientError',
};
const SHOWN = ['`CombinedGraphQLErrors`', '`error.graphQLErrors`', '`ClientError`'];

interface Situation {
  readonly code: string;
  readonly status: number;
  readonly document?: DocumentNode;
  readonly variables?: Record<string, unknown>;
  /** The token to send; a good one where left out. */
  readonly token?: string | null | ((service: Booted) => Promise<string>);
  readonly boot?: () => Promise<Booted>;
}

function manifestOf(...texts: readonly string[]): string {
  const file = join(scratchFolder(), 'manifest.json');
  const entries = texts.map((text) => [createHash('sha256').update(text).digest('hex'), text]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(entries)));
  return file;
}

const trusting = (mode: string, ...texts: readonly string[]) =>
  boot({ TRUSTED_DOCUMENTS_MODE: mode, TRUSTED_DOCUMENTS: manifestOf(...texts) });

async function broken(harm: (databaseFile: string) => unknown): Promise<Booted> {
  const service = await bootOnSqlite();
  harm(service.databaseFile);
  return service;
}

async function withoutKeys(): Promise<Booted> {
  const service = await bootProduction();
  service.keyServer.answer(textAnswer(500, ''));
  return service;
}

/** Each code, refused before the operation is looked at, by Apollo Server, and by a field. */
const SITUATIONS: Readonly<Record<string, Situation>> = {
  'no token': { code: 'UNAUTHENTICATED', status: 401, token: null },
  'a token that is none': { code: 'UNAUTHENTICATED', status: 401, token: 'a.b.c' },
  'an operation that is not trusted': { code: 'FORBIDDEN', status: 403, boot: () => trusting('enforce', print(LIST)) },
  'a permission that is missing': {
    code: 'FORBIDDEN',
    status: 200,
    document: LIST,
    token: (service) => service.token({ permissions: ['Other'] }),
  },
  'a change of what Intune decides': {
    code: 'READ_ONLY',
    status: 200,
    document: parse('mutation { deleteDerivedCredentialSettings(input: { id: "1" }) { deletedId } }'),
    boot: async () => (await connectedService({ GRAPH_MODE: 'pull' })).service,
  },
  'a variable of the wrong kind': { code: 'BAD_USER_INPUT', status: 400, document: LIST, variables: { first: 'x' } },
  'a page that is too large': { code: 'BAD_USER_INPUT', status: 200, document: LIST, variables: { first: 101 } },
  'what is no GraphQL': { code: 'GRAPHQL_PARSE_FAILED', status: 400, document: renamed('1') },
  'a field that there is not': { code: 'GRAPHQL_VALIDATION_FAILED', status: 400, document: renamed('nothing') },
  'too long an operation': { code: 'LIMIT_EXCEEDED', status: 400, document: renamed('a'.repeat(15_000)) },
  'too many aliases': { code: 'LIMIT_EXCEEDED', status: 400, document: aliased(16) },
  'too large a body': {
    code: 'LIMIT_EXCEEDED',
    status: 413,
    document: LIST,
    variables: { first: 'a'.repeat(300_000) },
  },
  'too much work in a minute': {
    code: 'RATE_LIMITED',
    status: 429,
    boot: () => bootProduction({ RATE_LIMIT: '1' }),
  },
  'keys that cannot be had': { code: 'UNAVAILABLE', status: 503, boot: withoutKeys },
  'a damaged storage': {
    code: 'UNAVAILABLE',
    status: 503,
    document: LIST,
    boot: () => broken((file) => damage(file, 'settings')),
  },
  'a storage that is damaged in part': {
    code: 'UNAVAILABLE',
    status: 200,
    document: BOTH,
    boot: () => broken((file) => damage(file, 'settings')),
  },
  'a fault of the service': {
    code: 'INTERNAL_SERVER_ERROR',
    status: 200,
    document: LIST,
    boot: () => broken((file) => withDatabase(file, (db) => db.exec('ALTER TABLE settings RENAME TO elsewhere'))),
  },
};

function renamed(field: string): DocumentNode {
  const document = JSON.stringify(parse('query Renamed { renamed }', { noLocation: true }));
  return JSON.parse(document.replace('"value":"renamed"', `"value":"${field}"`));
}

function aliased(count: number): DocumentNode {
  return parse(`{ viewer { ${Array.from({ length: count }, (_, index) => `a${index}: subject`).join(' ')} } }`);
}

describe.each(Object.entries(CLIENTS))('%s', (client, ask) => {
  test.each(Object.entries(SITUATIONS))('shows its program the code of %s', async (_what, situation) => {
    const service = await (situation.boot ?? boot)();
    const { document = VIEWER, variables = {}, token = await service.token() } = situation;
    const given = typeof token === 'function' ? await token(service) : token;
    // Of two requests the first may use up what the second is refused for.
    for (let time = 0; time < 2; time += 1) {
      const { error, code, requestId, exchanged } = await ask({ url: service.url, token: given, document, variables });
      expect({ error, code }).toEqual({ error: NAMES[client], code: situation.code });
      expect(requestId).toEqual(expect.any(String));
      expect(exchanged.map(({ status }) => status)).toEqual([situation.status]);
    }
  });
});

test("The guide's table has a row for each code, with every status and what the clients show", () => {
  const statuses = (code: string) =>
    Object.values(SITUATIONS)
      .filter((situation) => situation.code === code)
      .map(({ status }) => status);
  // StreamResult to the packages for persisted queries alone, which do not show it to their program.
  const notShown = ['`PERSISTED_QUERY_NOT_SUPPORTED`', '200', 'nothing', 'nothing', 'not asked for'];
  const wanted = GRAPHQL_ERROR_CODES.map((code) =>
    code === 'PERSISTED_QUERY_NOT_SUPPORTED'
      ? notShown
      : [`\`${code}\``, [...new Set(statuses(code))].toSorted().join(', '), ...SHOWN],
  );
  const header = '| code | HTTP status | Apollo Client | urql | graphql-request |';
  expect(differences(tableRows(GUIDE, header), wanted)).toEqual([]);
});

test('Apollo Client asks for a new token on UNAUTHENTICATED, as the guide shows, and the program notices nothing', async () => {
  const service = await boot();
  const tokens = { current: 'a.b.c' };
  const renewToken = async () => {
    tokens.current = await service.token();
  };
  const renewing = new ErrorLink(({ error, operation, forward }) => {
    if (!CombinedGraphQLErrors.is(error)) return;
    if (!error.errors.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED')) return;
    return from(renewToken()).pipe(mergeMap(() => forward(operation)));
  });
  const { fetch, exchanged } = recorder();
  const withToken: typeof fetch = (address, init) =>
    fetch(address, { ...init, headers: { ...init?.headers, authorization: `Bearer ${tokens.current}` } });
  const client = apolloClient({ url: service.url, token: null }, withToken, renewing);
  const { data } = await client.query({ query: VIEWER });
  expect(data).toMatchObject({ viewer: { tenantId: expect.any(String) } });
  expect(exchanged.map(({ status }) => status)).toEqual([401, 200]);
  const [shown = 'missing'] = codeBlocks(GUIDE, 'ts');
  expect(withoutIndent(readFileSync(fileURLToPath(import.meta.url), 'utf8'))).toContain(withoutIndent(shown));
});

function withoutIndent(text: string): string {
  return text.replace(/^ +/gm, '');
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Each client with persisted queries switched on, and how it asks the same twice. */
const PERSISTING: Readonly<Record<string, (asked: Asked, fetch: typeof globalThis.fetch) => () => Promise<Shown>>> = {
  'Apollo Client by POST': (asked, fetch) => {
    const client = apolloClient(asked, fetch, new PersistedQueryLink({ sha256 }));
    return () => askApollo(client, asked);
  },
  'Apollo Client by GET': (asked, fetch) => {
    const client = apolloClient(asked, fetch, new PersistedQueryLink({ sha256, useGETForHashedQueries: true }));
    return () => askApollo(client, asked);
  },
  'urql by POST': (asked, fetch) => {
    const client = urqlClient(asked, fetch, persistedExchange({ preferGetForPersistedQueries: false }));
    return () => askUrql(client, asked);
  },
  'urql by GET': (asked, fetch) => {
    const client = urqlClient(asked, fetch, persistedExchange({ preferGetForPersistedQueries: 'force' }));
    return () => askUrql(client, asked);
  },
};

describe.each(Object.entries(PERSISTING))('%s with persisted queries', (client, connect) => {
  const method = client.endsWith('GET') ? 'GET' : 'POST';
  const hashAlone: Exchanged = { method, hash: true, text: false, status: 200 };
  const answered = { error: null, data: { viewer: { tenantId: expect.any(String) } } };

  /** What is shown of two questions, and what went over HTTP. */
  async function askTwice(service: Booted, document: DocumentNode) {
    const { fetch, exchanged } = recorder();
    const ask = connect({ url: service.url, token: await service.token(), document }, fetch);
    return { answers: [await ask(), await ask()], exchanged };
  }

  test.each([
    ['without a manifest', () => boot()],
    ['that only logs', () => trusting('log', print(LIST))],
  ])('sends the text to a service %s once its hash is not known, and no hash again', async (_what, start) => {
    const { answers, exchanged } = await askTwice(await start(), VIEWER);
    expect(answers).toMatchObject([answered, answered]);
    expect(exchanged).toMatchObject([hashAlone, { hash: false, text: true }, { hash: false, text: true }]);
  });

  test.each(['log', 'enforce'])('is answered by the hash alone where the mode is %s', async (mode) => {
    const { answers, exchanged } = await askTwice(await trusting(mode, textOf(VIEWER)), VIEWER);
    expect(answers).toMatchObject([answered, answered]);
    expect(exchanged).toEqual([hashAlone, hashAlone]);
  });

  test('is refused where only other operations are trusted', async () => {
    const { answers } = await askTwice(await trusting('enforce', print(LIST)), VIEWER);
    expect(answers).toMatchObject([{ code: 'FORBIDDEN' }, { code: 'FORBIDDEN' }]);
  });

  /** The text that this client sends and makes its hash of. */
  function textOf(document: DocumentNode): string {
    if (client.startsWith('urql')) return stringifyDocument(document);
    return print(new InMemoryCache().transformDocument(document));
  }
});
