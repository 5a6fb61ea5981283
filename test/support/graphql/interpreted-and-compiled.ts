/** Executes an operation interpreted by graphql-js and compiled, for all kinds of callers, databases and failures. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { type Caller, READ_PERMISSION } from '../../../src/domain/caller.js';
import { changeId, settingsAfter } from '../../../src/domain/change.js';
import { Refusal } from '../../../src/domain/errors.js';
import { NotConnected } from '../../../src/domain/not-connected.js';
import { OLDEST_FIRST, type Order, settingsKey } from '../../../src/domain/query.js';
import { encodeSettingsCursor } from '../../../src/domain/settings-cursor.js';
import { SettingsService } from '../../../src/domain/settings-service.js';
import type { Store } from '../../../src/domain/store.js';
import { encodeChangeCursor } from '../../../src/feed/change-cursor.js';
import { Feed } from '../../../src/feed/feed.js';
import type { GraphqlContext } from '../../../src/graphql/execution/context.js';
import { errorFormatter } from '../../../src/graphql/execution/errors.js';
import { graphLoads } from '../../../src/graphql/execution/graph-loads.js';
import { type GraphqlRequest, LIMIT_RULES, LIMITS } from '../../../src/graphql/execution/limits.js';
import { OperationCache, type ValidOperation } from '../../../src/graphql/execution/operation-cache.js';
import { createSchema } from '../../../src/graphql/schema/schema.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { OTHER_TENANT, TENANT, uuid } from '../domain/changes.js';
import { CALL } from '../domain/open-service.js';
import { readLog } from '../domain/random-history.js';
import { LIVED, live, PEOPLE } from '../domain/varied-log.js';
import { scratchFolder } from '../files/scratch.js';
import { withDatabase } from '../store/damage.js';
import type { RandomOperation, Values } from './random-operations.js';

export const SCHEMA = createSchema();
/** Must not be in any response. */
export const SECRET = 'a secret of the machine';

/** A valid operation. */
export interface Checked extends RandomOperation {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
}

/** Null if the operation is invalid. */
export function checked(operation: RandomOperation): Checked | null {
  const document = parse(operation.query);
  if (validate(SCHEMA, document, [...specifiedRules, ...LIMIT_RULES]).length > 0) return null;
  const node = getOperationAST(document, operation.operationName);
  return node ? { ...operation, document, node } : null;
}

/** An operation that is compiled before its first execution. */
export function admitted(asked: Pick<GraphqlRequest, 'query' | 'operationName'>): ValidOperation {
  const document = parse(asked.query);
  const node = getOperationAST(document, asked.operationName);
  if (!node) throw new Error(`There is no operation in ${asked.query}`);
  return new OperationCache({ schema: SCHEMA, compileAfter: 0 }).add(asked, document, node);
}

type Run = (asked: Checked, contextValue: GraphqlContext) => ExecutionResult | Promise<ExecutionResult>;

export const interpreted: Run = ({ document, operationName, variables: variableValues }, contextValue) => {
  const options = { maxCoercionErrors: LIMITS.errors - 1 };
  return execute({ schema: SCHEMA, document, operationName, variableValues, contextValue, options });
};

export const compiled: Run = (asked, contextValue) => admitted(asked).run(contextValue, asked.variables);

/** The response, the faults in the log, and the calls of the store. */
export interface Outcome {
  readonly text: string;
  readonly faults: readonly string[];
  readonly calls: readonly string[];
  /** The length of the longest path of an error; 0 if there is none. */
  readonly depth: number;
}

export async function answerOf(run: Run, asked: Checked, store: Store, circumstances: Circumstances): Promise<Outcome> {
  const [faults, calls]: [string[], string[]] = [[], []];
  const call = { ...CALL, caller: circumstances.caller };
  const service = serviceOver(store, circumstances.failure, (method) => calls.push(method));
  const connection = new NotConnected(store, service);
  const context: GraphqlContext = {
    call,
    service,
    connection,
    graph: graphLoads(connection, call),
    charge: async () => {},
    includesCost: false,
    reportFault: (fault) => faults.push(String(fault)),
    reportUntrusted: () => {},
  };
  const { data, errors } = await run(asked, context);
  const text = JSON.stringify({ data, errors: errors && errorFormatter(true)(errors, context) });
  return { text, faults, calls, depth: Math.max(0, ...(errors ?? []).map(({ path = [] }) => path.length)) };
}

/** A method of the store that fails: for all arguments, or for half of them. */
interface Failure {
  readonly method: keyof Store;
  readonly always: boolean;
  readonly error: Error;
}

// A method that resolvers below the root call too.
const NESTED = Array<'listChanges'>(4).fill('listChanges');
const failureArbitrary: fc.Arbitrary<Failure> = fc.record({
  method: fc.constantFrom('find', 'list', 'list', 'list', 'head', 'findChange', ...NESTED, 'commit'),
  always: fc.boolean(),
  error: fc.constantFrom(
    new Error(SECRET),
    new TypeError(SECRET),
    new Refusal('UNAVAILABLE', 'The storage is full.', { cause: new Error(SECRET) }),
  ),
});

/** The caller, and the failure. */
export interface Circumstances {
  readonly caller: Caller;
  readonly failure: Failure | null;
}

const CALLERS: readonly Partial<Caller>[] = [
  ...Array(8).fill({}),
  { permissions: [READ_PERMISSION] },
  { permissions: [] },
  { tenantId: OTHER_TENANT },
  // Not a valid time.
  { expiresAt: Number.MAX_SAFE_INTEGER },
];

export const circumstancesArbitrary: fc.Arbitrary<Circumstances> = fc.record({
  caller: fc.constantFrom(...CALLERS).map((given) => ({ ...CALL.caller, expiresAt: 1e12, ...given })),
  failure: fc.option(failureArbitrary, { freq: 2 }),
});

/** A service with deterministic ids and times. `onCall` gets the name of each store method that it calls. */
export function serviceOver(store: Store, failure: Failure | null, onCall: (method: string) => void = () => {}) {
  let [time, ids] = [10_000, 500];
  return new SettingsService({
    store: watchedStore(store, failure, onCall),
    follow: new Feed(store).follow,
    clock: () => time++,
    newId: () => uuid(ids++),
    singleIssuer: false,
  });
}

function watchedStore(store: Store, failure: Failure | null, onCall: (method: string) => void): Store {
  return new Proxy(store, {
    get: (target, name: keyof Store) => {
      const found = target[name] as (...given: unknown[]) => unknown;
      return async (...given: unknown[]) => {
        onCall(name);
        const fails = failure?.method === name && (failure.always || JSON.stringify(given).length % 2 === 0);
        if (fails) throw failure.error;
        return found.apply(target, given);
      };
    },
  });
}

export function openFile(file: string): SqliteStore {
  return new SqliteStore(file, () => {});
}

/** A database with every kind of change. */
export async function variedFile(): Promise<string> {
  const file = join(scratchFolder(), 'test.sqlite');
  const store = openFile(file);
  await live(store);
  await store.close();
  return file;
}

let copies = 0;

export function copyOf(file: string): string {
  const copy = `${file}.${copies++}`;
  copyFileSync(file, copy);
  return copy;
}

/** The rows of a database, valid or not, without the random keys of those who made changes and the hashes that depend on them. */
export function contentOf(file: string): unknown {
  const entries =
    'SELECT change.*, actor.subject FROM change LEFT JOIN actor ON actor.tenant_id = change.tenant_id AND actor.key = change.actor ORDER BY change.tenant_id, position';
  return withDatabase(file, (database) => [
    ...['settings', 'tenant'].map((table) => database.prepare(`SELECT * FROM ${table}`).all()),
    (database.prepare(entries).all() as Record<string, unknown>[]).map(({ actor, hash, ...entry }) => entry),
  ]);
}

/** A copy with invalid rows. */
export function corruptedCopy(file: string): string {
  const copy = copyOf(file);
  withDatabase(copy, (database) => {
    database.pragma('ignore_check_constraints = ON');
    database.exec(`
    UPDATE settings SET issuer = 'NOBODY' WHERE id = '${LIVED[0]}';
    UPDATE settings SET created_at = 8640000000000001, version = 4294967296 WHERE id = '${LIVED[3]}';
    UPDATE change SET after = '{' WHERE position = 4;
    UPDATE change SET after = json_set(after, '$.renewalThresholdPercentage', 4294967296) WHERE position = 8`);
  });
  return copy;
}

/** Values that occur in such a database, and some that do not. */
export async function valuesIn(file: string): Promise<Values> {
  const store = openFile(file);
  const log = await readLog(serviceOver(store, null), CALL);
  await store.close();
  const orders: readonly Order[] = [OLDEST_FIRST, [{ field: 'displayName', direction: 'DESC' }]];
  const settings = log.flatMap((change) => settingsAfter(change) ?? []);
  const nothing = [uuid(999), LIVED[0]?.toUpperCase(), 'no id', ''];
  const strange = ['', 'bm90aGluZw', encodeChangeCursor(OTHER_TENANT, 1), encodeChangeCursor(TENANT, 99)];
  const changeCursors = [...log.map(({ position }) => encodeChangeCursor(TENANT, position)), ...strange];
  const cursors = [
    ...changeCursors,
    ...orders.flatMap((order) => settings.map((object) => encodeSettingsCursor(settingsKey(object, order), order))),
  ];
  const sizes = [1, 2, 3, 100, 0, -1, 2 ** 31 - 1];
  return {
    id: [...LIVED, ...LIVED, ...log.map(changeId).slice(0, 5), ...[31, 32, 33, 34].map(uuid), ...nothing],
    first: sizes,
    last: sizes,
    after: cursors,
    before: cursors,
    cursor: changeCursors,
    displayName: ['a', 'b', ' c ', 'Field staff', '\u{1f600}', '\u2028', '\u200b', 'x'.repeat(257)],
    helpUrl: ['https://example.com/help', 'http://a', 'HTTPS://EXAMPLE.com/%7e', 'https://b', 'ftp://a', '', null],
    renewalThresholdPercentage: [1, 20, 50, 99, 0, 2 ** 31 - 1],
    expectedVersion: [1, 2, 3, 4],
    toVersion: [1, 2, 3],
    dryRun: [false, false, true],
    ID: [...LIVED, ...nothing],
    String: ['a', 'b', 'B', '', '%', ...PEOPLE, 'https://example.com/'],
    Int: [1, 2, 3, 4, 20, 99, 0, -1, 2 ** 31 - 1],
    Boolean: [true, false],
    DateTime: ['1970-01-01T00:00:01.000Z', '1970-01-01T00:00:02.5+00:00', '2999-12-31T23:59:59.999Z', '2021-02-30', ''],
  };
}
