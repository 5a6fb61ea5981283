/**
 * The one statement that writes a batch: the heads of its tenants, their log entries, their rows of settings, and what was
 * superseded. It locks each tenant's row first. If a tenant is not as the batch expects, the whole statement is undone by a
 * unique key or by a division by zero. Builds text and values, and runs nothing.
 */
import type { Change } from '../../../domain/change.js';
import type { KnownActor } from '../../sql/proof/actors.js';
import { contentHashOfRow } from '../../sql/proof/logged-row.js';
import { CHANGE, CONTENT, type Value } from '../../sql/rows.js';
import type { Statement } from '../connections/statement.js';
import { actorId, type BatchActors } from './actors.js';
import type { Entry, Group, NetEffect } from './batch.js';

/** What the statement returns for each tenant: the head before the batch. */
export interface CommitCall {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

/** One parameter: the values of a column, as an array of its type. */
type Column<Item> = readonly [name: string, type: string, value: (item: Item) => unknown];

interface Placed<Item> {
  readonly group: Group;
  readonly item: Item;
}

/** A change of a batch, with what its row has. */
interface LoggedEntry extends Entry {
  /** The values of its row. The head gives it another position and time. */
  readonly values: readonly Value[];
  readonly contentHash: string;
}

const TENANT = ['tenant_id', 'text', ({ group }: Placed<unknown>) => group.tenantId] as const;

const GROUPS: readonly Column<Placed<null>>[] = [
  TENANT,
  ['count', 'bigint', ({ group }) => group.entries.length],
  ['at', 'bigint', ({ group }) => group.at],
  ['base', 'bigint', ({ group }) => group.base],
  ['not_after', 'bigint', ({ group }) => group.notAfter],
  ['growth', 'bigint', ({ group }) => group.entries.reduce((sum, entry) => sum + growthOf(entry), 0)],
];

/** The columns of a log entry whose values do not depend on the head. */
const LOGGED = CHANGE.columns.filter(
  (name) => !['tenant_id', 'position', 'at', 'recorded_at', 'created_at', 'hash'].includes(name),
);
const INTEGERS = ['version', 'snapshot_format', 'renewal_threshold_percentage'];

const ENTRIES: readonly Column<Placed<LoggedEntry>>[] = [
  TENANT,
  ['number', 'bigint', ({ item }) => item.number],
  ['at', 'bigint', ({ item }) => item.at],
  ['recorded_at', 'bigint', ({ item }) => item.change.at],
  ['created_at', 'bigint', ({ item }) => item.change.createdAt],
  ['commit_id', 'uuid', ({ item }) => item.commitId],
  ['content', 'text', ({ item }) => item.contentHash],
  ...LOGGED.map((name): Column<Placed<LoggedEntry>> => {
    const place = CHANGE.columns.indexOf(name) - 1;
    return [name, typeOf(name), ({ item }) => item.values[place]];
  }),
];

const ACTORS: readonly Column<Placed<number>>[] = [TENANT, ['key', 'bigint', ({ item }) => item]];

const ROWS: readonly Column<Placed<NetEffect>>[] = [
  TENANT,
  ['id', 'text', ({ item }) => item.last.settingsId],
  ...CONTENT.columns
    .slice(1)
    .map(
      (name, place): Column<Placed<NetEffect>> => [
        name,
        typeOf(name),
        ({ item }) => item.last.after && CONTENT.write(item.last.after)[place],
      ],
    ),
  ['version', 'integer', ({ item }) => item.last.version],
  ['created_at', 'bigint', ({ item }) => item.createdAt],
  ['number', 'bigint', ({ item }) => item.lastNumber],
  ['at', 'bigint', ({ group, item }) => group.entries[item.lastNumber - 1]?.at],
];

const EXPECTED: Column<Placed<NetEffect>> = ['expected', 'integer', ({ item }) => item.first.version - 1];
const KEYS: readonly Column<Placed<NetEffect>>[] = [
  TENANT,
  ['id', 'text', ({ item }) => item.last.settingsId],
  EXPECTED,
];

const SUPERSEDING: readonly Column<Placed<Entry>>[] = [
  TENANT,
  ['number', 'bigint', ({ item }) => item.number],
  ['previous', 'bigint', ({ item }) => item.previous],
  ['id', 'text', ({ item }) => item.change.settingsId],
  ['expected', 'integer', ({ item }) => item.change.version - 1],
];

/** Numbers the parameters of one text. */
class Text {
  #parameters = 0;

  /** A table of arrays as a source of rows, in the order of the arrays. */
  rows(columns: readonly Column<never>[]): string {
    const arrays = columns.map(([, type]) => `$${++this.#parameters}::${type}[]`);
    return `unnest(${arrays.join(', ')}) AS i (${columns.map(([name]) => name).join(', ')})`;
  }
}

const CREATE_ONLY: Statement = { name: 'commit_creations', text: textOf(false) };
const ANY: Statement = { name: 'commit', text: textOf(true) };

/** `actors` has every subject of the changes. */
export function commitCall(groups: readonly Group[], actors: BatchActors): CommitCall {
  const entries = groups.flatMap((group) => group.entries.map((entry) => ({ group, item: logged(entry, actors) })));
  const effects = groups.flatMap((group) => [...group.effects.values()].map((item) => ({ group, item })));
  const inserted = effects.filter(({ item }) => !existed(item) && item.last.after !== null);
  const values = [
    ...arraysOf(
      GROUPS,
      groups.map((group) => ({ group, item: null })),
    ),
    ...arraysOf(ENTRIES, entries),
    ...arraysOf(ROWS, inserted),
    ...arraysOf(
      ACTORS,
      groups.flatMap((group) => actorsOf(group, actors)),
    ),
  ];
  const later = entries.filter(({ item }) => item.change.kind !== 'CREATED');
  const recreated = effects.filter(({ item }) => !existed(item) && item.first.version > 1);
  if (later.length + recreated.length === 0) return { statement: CREATE_ONLY, values };
  const [updated, deleted] = [true, false].map((remains) =>
    effects.filter(({ item }) => existed(item) && (item.last.after !== null) === remains),
  );
  return {
    statement: ANY,
    values: [
      ...values,
      ...arraysOf([...ROWS, EXPECTED], updated ?? []),
      ...arraysOf(KEYS, deleted ?? []),
      ...arraysOf(KEYS, recreated),
      ...arraysOf(SUPERSEDING, later),
      [updated, deleted, recreated, later].map((each) => each?.length ?? 0),
    ],
  };
}

function arraysOf<Item>(columns: readonly Column<Item>[], items: readonly Item[]): unknown[][] {
  return columns.map(([, , value]) => items.map(value));
}

/** Whether the object was there before the batch. */
function existed({ first }: NetEffect): boolean {
  return first.kind !== 'CREATED';
}

function growthOf({ change }: Entry): number {
  return change.kind === 'CREATED' ? 1 : change.kind === 'DELETED' ? -1 : 0;
}

function typeOf(name: string): string {
  if (name === 'actor') return 'bigint';
  return INTEGERS.includes(name) ? 'integer' : 'text';
}

function logged(entry: Entry, actors: BatchActors): LoggedEntry {
  const { change, commitId, number, at, previous } = entry;
  const { key, commitment } = actorOf(change, actors);
  const row = { ...change, position: 0, at, recordedAt: change.at, createdAt: change.createdAt ?? at };
  const values = CHANGE.write(row, key);
  const contentHash = contentHashOfRow(change.tenantId, values, commitment);
  return { change, commitId, number, at, previous, values, contentHash };
}

function actorsOf(group: Group, actors: BatchActors): readonly Placed<number>[] {
  const keys = new Set(group.entries.map(({ change }) => actorOf(change, actors).key));
  return [...keys].map((item) => ({ group, item }));
}

function actorOf({ tenantId, actor }: Change, actors: BatchActors): KnownActor {
  const known = actors.get(actorId(tenantId, actor.subject));
  if (known === undefined) throw new Error('A change was made by somebody who was not looked up.');
  return known;
}

function textOf(changesExisting: boolean): string {
  const text = new Text();
  const at = 'greatest(i.at, head.previous_at)';
  const createdAt = `coalesce(i.created_at, ${at})`;
  const content = CONTENT.columns.slice(1);
  const parts = [
    `asked AS (SELECT * FROM ${text.rows(GROUPS)})`,
    // The order in which the rows are locked.
    `head AS (
       INSERT INTO tenant AS t (tenant_id, position, at, previous_at, settings)
       SELECT tenant_id, count, at, 0, growth FROM asked ORDER BY tenant_id COLLATE "C"
       ON CONFLICT (tenant_id) DO UPDATE SET position = t.position + excluded.position, previous_at = t.at,
         at = greatest(t.at, excluded.at), settings = t.settings + excluded.settings
       RETURNING tenant_id, position, previous_at)`,
    `base AS (
       SELECT head.tenant_id, head.position - asked.count AS position, head.previous_at, asked.base, asked.not_after,
         log_end(head.tenant_id, head.position - asked.count) AS log_end
       FROM head JOIN asked ON asked.tenant_id = head.tenant_id)`,
    `logged AS (
       INSERT INTO change (tenant_id, position, at, recorded_at, created_at, commit_id, hash, ${LOGGED.join(', ')})
       SELECT i.tenant_id, head.position + i.number, ${at}, nullif(i.recorded_at, ${at}), ${createdAt}, i.commit_id,
         log_hash(head.log_end, log_entry(${at}, i.content, ${createdAt}, head.position + i.number))
           OVER (PARTITION BY i.tenant_id ORDER BY i.number), ${LOGGED.map((name) => `i.${name}`).join(', ')}
       FROM base AS head JOIN ${text.rows(ENTRIES)} ON i.tenant_id = head.tenant_id)`,
    `inserted AS (
       INSERT INTO settings (tenant_id, id, ${content.join(', ')}, version, created_at, updated_at, position)
       SELECT i.tenant_id, i.id, ${content.map((name) => `i.${name}`).join(', ')}, i.version,
         greatest(i.created_at, head.previous_at), ${at}, head.position + i.number
       FROM base AS head JOIN ${text.rows(ROWS)} ON i.tenant_id = head.tenant_id)`,
    // An actor that the process remembers may have been erased since, or not be on this server.
    `known AS (
       SELECT bool_and(EXISTS (SELECT FROM actor AS a WHERE a.tenant_id = i.tenant_id AND a.key = i.key AND a.salt IS NOT NULL))
       FROM ${text.rows(ACTORS)})`,
    ...(changesExisting ? changingParts(text, content) : []),
  ];
  const heads = `1 / bool_and((base IS NULL OR base = position) AND previous_at <= not_after AND (TABLE known))::int`;
  const counts = text.rows([['each', 'bigint', () => 0]]).replace(/^unnest\((\$\d+::bigint\[\])\).*$/, '$1');
  const rows = `1 / (ARRAY[${['updated', 'deleted', 'recreated', 'superseding']
    .map((name) => `(SELECT count(*) FROM ${name})`)
    .join(', ')}] = ${counts})::int`;
  return `WITH ${parts.join(',\n')}
    SELECT tenant_id, position, previous_at, (SELECT ${heads} FROM base)${changesExisting ? `, ${rows}` : ''} FROM base`;
}

/** For batches that change what exists. Batches of creations, the most common ones, have a smaller statement. */
function changingParts(text: Text, content: readonly string[]): readonly string[] {
  // OFFSET 0: joined first, as both are in memory. What is stored is then looked up by its key, row by row.
  const placed = (columns: readonly Column<never>[]) =>
    `(SELECT i.*, head.position, head.previous_at FROM base AS head JOIN ${text.rows(columns)} ON i.tenant_id = head.tenant_id OFFSET 0) AS i`;
  const isExpected = 's.tenant_id = i.tenant_id AND s.id = i.id AND s.version = i.expected';
  return [
    `updated AS (
       UPDATE settings AS s SET ${content.map((name) => `${name} = i.${name}`).join(', ')}, version = i.version,
         created_at = CASE WHEN i.created_at IS NULL THEN s.created_at ELSE greatest(i.created_at, i.previous_at) END,
         updated_at = greatest(i.at, i.previous_at), position = i.position + i.number
       FROM ${placed([...ROWS, EXPECTED])} WHERE ${isExpected} RETURNING 1)`,
    `deleted AS (DELETE FROM settings AS s USING ${placed(KEYS)} WHERE ${isExpected} RETURNING 1)`,
    // An id can be used again after its deletion, which is the version before.
    `recreated AS (
       SELECT 1 FROM ${text.rows(KEYS)} WHERE 'DELETED' = (SELECT c.kind FROM change AS c
         WHERE c.tenant_id = i.tenant_id AND c.settings_id = i.id AND c.version = i.expected))`,
    // The position of what the batch found is read from before the statement: no part sees what the others write.
    `superseding AS (
       INSERT INTO superseded (tenant_id, until, since)
       SELECT i.tenant_id, head.position + i.number, coalesce(head.position + i.previous, (SELECT s.position FROM settings AS s
         WHERE ${isExpected}))
       FROM base AS head JOIN ${text.rows(SUPERSEDING)} ON i.tenant_id = head.tenant_id RETURNING 1)`,
  ];
}
