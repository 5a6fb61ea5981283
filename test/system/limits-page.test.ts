/** Proves that the guide's table of limits has every limit of the code, each with its value there, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { maxHeaderSize } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CONFIG_OPTIONS } from '../../src/config.js';
import { LIMITS } from '../../src/graphql/execution/limits.js';
import { tableRows } from '../support/system/markdown.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODULES = ['auth', 'domain', 'graphql', 'http', 'rest', 'store/sqlite/threads'];
const UNITS: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 * 1024, s: 1000, characters: 1 };
const CONSTANT = /^(?:export )?const (\w*(?:MAX|MIN|LIMIT|PAGE_SIZE|TIMEOUT)\w*) = ([\d_ *]+);$/gm;
const PROPERTY = /^ +(\w+Timeout): ([\d_ *]+),$/gm;

/** Each row of the table, and what holds its value in the code. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  'every request: body': ['http/server.ts BODY_LIMIT_BYTES'],
  'every request: the `Authorization` header': ['auth/verifier.ts MAX_TOKEN_LENGTH'],
  'every request: nesting of JSON in the body': ['domain/strict-json.ts MAX_DEPTH'],
  'every request: time until all headers have arrived': ['http/server.ts headersTimeout'],
  'every request: time until the body has arrived': ['http/server.ts requestTimeout'],
  'every request: time in which a client reads nothing of its response': ['http/server.ts UNREAD_TIMEOUT_MS'],
  'every connection: time for the TLS handshake': ['http/server.ts HANDSHAKE_TIMEOUT_MS'],
  'the service: open connections': ['http/server.ts MAX_CONNECTIONS'],
  'a GraphQL operation: objects on a page': ['graphql/schema/connection.ts MAX_PAGE_SIZE'],
  'a GraphQL operation: objects on a page without `first` or `last`': ['domain/query.ts DEFAULT_PAGE_SIZE'],
  'a GraphQL operation: changes in one mutation': ['domain/settings-service.ts MAX_BATCH'],
  'a GraphQL operation: ids in `nodes`': ['graphql/schema/resolvers/query.ts MAX_NODES'],
  'a GraphQL answer: characters of a message': ['graphql/execution/errors.ts MAX_MESSAGE_LENGTH'],
  'a filter, in both APIs: conditions': ['domain/query.ts MAX_FILTER_CONDITIONS'],
  'a filter, in both APIs: values in one list': ['domain/query.ts MAX_IN_VALUES'],
  'a filter, in both APIs: characters of a text': ['domain/query.ts MAX_FILTER_TEXT'],
  'a read, in both APIs: time for a scan of many objects or changes': [
    'store/sqlite/threads/read-threads.ts TIME_LIMIT_MS',
  ],
  'a tenant: scans of many objects or changes that wait for others': [
    'store/sqlite/threads/read-threads.ts MAX_WAITING_OF_TENANT',
  ],
  'the service: scans of many objects or changes that wait for others': [
    'store/sqlite/threads/read-threads.ts MAX_WAITING',
  ],
  'a wait for Intune, in both APIs: time': ['domain/graph-connection.ts MAX_WAIT_MS'],
  'the service: waits for Intune at the same time': ['domain/graph-connection.ts MAX_WAITS'],
  'a caller: open streaming connections': ['http/streaming/streams.ts MAX_CONNECTIONS'],
  'a caller: open subscriptions': ['http/streaming/streams.ts MAX_SUBSCRIPTIONS'],
  'a WebSocket: size of a message': ['http/streaming/web-sockets.ts MAX_MESSAGE_BYTES'],
  'a WebSocket: characters of a message before the token': [
    'graphql/transport/web-socket-messages.ts MAX_UNVERIFIED_MESSAGE',
  ],
  'a WebSocket: time until the token arrives': ['graphql/transport/web-socket-route.ts GREETING_TIMEOUT_MS'],
  'a WebSocket: characters of an id': ['graphql/transport/web-socket-messages.ts MAX_ID_LENGTH'],
  'a WebSocket: bytes buffered for a client that sends and does not read': [
    'http/streaming/web-sockets.ts MAX_UNSENT_BYTES',
  ],
  'REST: objects on a page': ['rest/page-size.ts MAX_PAGE_SIZE', 'rest/query-options.ts MAX_TOP'],
  'REST: objects on a page without `$top` or `maxpagesize`': ['rest/page-size.ts PAGE_SIZE'],
  'REST: objects skipped with `$skip`': ['rest/query-options.ts MAX_SKIP'],
  'REST: characters of `$filter`': ['rest/filter/filter-lexer.ts MAX_FILTER_LENGTH'],
  'REST: nesting of `$filter`': ['rest/filter/filter-parser.ts MAX_DEPTH'],
  'REST: characters of `$search`': ['rest/filter/search-parser.ts MAX_LENGTH'],
  'REST: requests in a `$batch`': ['rest/endpoints/batch.ts MAX_STEPS'],
  'REST: bytes of the responses in a `$batch`': ['rest/endpoints/batch-responses.ts MAX_BYTES'],
  'REST: time for a `$batch`': ['rest/endpoints/batch-responses.ts MAX_MS'],
  'settings: characters of `displayName`': ['domain/derived-credential-settings.ts DISPLAY_NAME_MAX'],
  'settings: characters of `helpUrl`': ['domain/derived-credential-settings.ts HELP_URL_MAX'],
  'settings: characters of the host in `helpUrl`': ['domain/derived-credential-settings.ts HOST_MAX'],
  'settings: characters of one label of the host': ['domain/derived-credential-settings.ts HOST_LABEL_MAX'],
  'settings: `renewalThresholdPercentage`, minimum': ['domain/derived-credential-settings.ts RENEWAL_THRESHOLD_MIN'],
  'settings: `renewalThresholdPercentage`, maximum': ['domain/derived-credential-settings.ts RENEWAL_THRESHOLD_MAX'],
};

/** The rows of `LIMITS`, under the name that each has in the table. */
const OPERATION_ROWS: Readonly<Record<keyof typeof LIMITS, string>> = {
  characters: 'a GraphQL operation: characters',
  tokens: 'a GraphQL operation: tokens',
  depth: 'a GraphQL operation: depth of fields',
  aliases: 'a GraphQL operation: aliases',
  directives: 'a GraphQL operation: directives in the text',
  rootFields: 'a GraphQL operation: root fields',
  variableValues: 'a GraphQL operation: values in the variables, including lists and objects',
  variableDepth: 'a GraphQL operation: nesting of the variables',
  cost: 'a GraphQL operation: cost in points',
  errors: 'a GraphQL answer: errors in the operation or its variables',
};

/** Numbers that no client can reach: cache sizes, fetching of issuers' keys, and how the service stops. */
const INTERNAL = [
  'auth/remote-issuer.ts MAX_AGE_MS',
  'auth/remote-issuer.ts MAX_DOCUMENT_BYTES',
  'auth/remote-issuer.ts TIMEOUT_MS',
  'auth/verified-tokens.ts MAX_TOKENS',
  'domain/change-spans.ts MAX_SPANS',
  'auth/verifier.ts MAX_EXPIRY_S',
  'domain/scans.ts MAX_SCAN_COST',
  'domain/settings-service.ts MAX_ROUNDS',
  'graphql/execution/compile.ts MAX_ALIAS_LENGTH',
  'graphql/execution/compile.ts MAX_SIZE',
  'graphql/execution/operation-cache.ts MAX_BYTES',
  'graphql/execution/operation-cache.ts MAX_OPERATIONS',
  'graphql/execution/trusted-documents.ts MAX_HASH_LENGTH',
  'graphql/transport/web-socket-messages.ts MAX_REASON_BYTES',
  'http/client-errors.ts MAX_LINE',
  'http/cors.ts MAX_ORIGIN_LENGTH',
  ...['MAX_BUFFERED_LENGTH', 'MAX_BYTES_A_CHARACTER', 'MAX_DELAY_MS', 'MIN_BYTES'].map(
    (name) => `http/log-destination.ts ${name}`,
  ),
  'http/refusal-log.ts MAX_NAME_LENGTH',
  'http/server.ts DRAIN_LIMIT_MS',
  'http/streaming/web-sockets.ts CLOSE_TIMEOUT_MS',
  'store/sqlite/threads/checkpointer.ts MAX_PAGES_PER_CHANGE',
  'store/sqlite/threads/checkpointer.ts MIN_PAGES_PER_CHANGE',
  'store/sqlite/threads/read-thread.ts BUSY_TIMEOUT_MS',
];

/** The numbers in the code that bound something, by their file and name. */
function numbersInCode(): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const module of MODULES) {
    const files = readdirSync(`${ROOT}/src/${module}`, { recursive: true, encoding: 'utf8' });
    for (const name of files.filter((file) => file.endsWith('.ts'))) {
      const text = readFileSync(`${ROOT}/src/${module}/${name}`, 'utf8');
      for (const [, constant, value = ''] of [...text.matchAll(CONSTANT), ...text.matchAll(PROPERTY)]) {
        const factors = value.split('*').map((factor) => Number(factor.replaceAll('_', '')));
        numbers.set(
          `${module}/${name} ${constant}`,
          factors.reduce((product, factor) => product * factor, 1),
        );
      }
    }
  }
  return numbers;
}

/** The values of the table, by row. */
function tableOfGuide(): Record<string, number> {
  const page = readFileSync(`${ROOT}/docs/guide/limits.md`, 'utf8');
  const rows = tableRows(page, '| for | limit | value | if exceeded |').map(([who, what, value = '']) => {
    const [, digits = '', unit = 'characters'] = /^([\d,]+)(?: (\w+))?$/.exec(value) ?? [];
    return [`${who}: ${what}`, Number(digits.replaceAll(',', '')) * (UNITS[unit] ?? Number.NaN)];
  });
  return Object.fromEntries(rows);
}

function settingNamed(name: string): string {
  const { byDefault = '', meaning = '' } = CONFIG_OPTIONS.find((setting) => setting.name === name) ?? {};
  return byDefault || (/else (\d+)\.$/.exec(meaning)?.[1] ?? '');
}

test('The table has every limit of the code with its value, and no other', () => {
  const numbers = numbersInCode();
  const valueIn = ([first = '', ...others]: readonly string[]) => {
    for (const other of others) expect(numbers.get(other), other).toBe(numbers.get(first));
    return numbers.get(first);
  };
  const inCode = Object.entries(ROWS).map(([row, constants]) => [row, valueIn(constants)]);
  const ofOperations = Object.entries(LIMITS).map(([name, value]) => [
    OPERATION_ROWS[name as keyof typeof LIMITS],
    value,
  ]);
  expect(tableOfGuide()).toEqual({
    ...Object.fromEntries([...inCode, ...ofOperations]),
    // Node's own.
    'every request: the URL and the headers, including the token': maxHeaderSize,
    'every connection: time without a request': Number(settingNamed('KEEP_ALIVE_TIMEOUT')) * 1000,
    'a caller: points of work a minute': Number(settingNamed('RATE_LIMIT')),
  });
});

test('Each limit in the code is in the table or listed as not visible to clients', () => {
  const inTable = Object.values(ROWS).flat();
  expect([...inTable, ...INTERNAL].toSorted()).toEqual([...numbersInCode().keys()].toSorted());
});
