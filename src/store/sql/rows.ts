/** Maps rows to objects of the domain and back, and checks every value that is read. Contains no SQL. */
import { ACTOR_KINDS, type Actor, ORIGINS } from '../../domain/caller.js';
import { CHANGE_KINDS, type Head, type RecordedChange } from '../../domain/change.js';
import {
  CONTENT_FIELDS,
  contentOf,
  type DerivedCredentialSettings,
  ISSUERS,
  NOTIFICATION_TYPES,
  type SettingsContent,
} from '../../domain/derived-credential-settings.js';
import { DamagedRow } from './damaged-row.js';

/** The version of the JSON format in which this program writes the snapshots of the log. */
const SNAPSHOT_FORMAT = 1;

/** The value of a column. */
export type Value = string | number | null;

/** How to read a kind of row: its table, its columns, and the item that a row encodes. */
export interface ReadRowKind<Item> {
  readonly table: string;
  /** In the order of the values that are written; the first is `tenant_id`. */
  readonly columns: readonly string[];
  /** What to select for `read`, as SQL: columns, and what is derived from other rows. */
  readonly selection: readonly string[];
  /** Decodes a row of the tenant. Throws a `DamagedRow` if it holds a value that no release writes. */
  read(tenantId: string, row: readonly unknown[]): Item;
}

export interface RowKind<Item> extends ReadRowKind<Item> {
  /** The values of an item's row, without the tenant. */
  write(item: Item): readonly Value[];
}

/** For each field, the name of its column and a check of its values. */
type Columns<Fields> = {
  readonly [Field in keyof Fields]: readonly [name: string, fits: (value: unknown) => value is Fields[Field]];
};

const isText = (value: unknown) => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';
const isPosition = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
// The ranges of GraphQL's Int and of dates: a value that passes here cannot fail when it is serialised.
const isInteger = (value: unknown): value is number => value === (Number(value) | 0);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isVersion = (value: unknown): value is number => isInteger(value) && value > 0;
const isPercentage = (value: unknown): value is number => isInteger(value) && value >= 1 && value <= 99;
/** Whether a value is a time in milliseconds since the epoch that `Date` can represent. */
export const isTime = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(Number(value)) <= MAX_TIME;
const isTimeOrNull = (value: unknown) => value === null || isTime(value);
const MAX_TIME = 8_640_000_000_000_000;
const oneOf =
  <Value>(values: readonly Value[]) =>
  (value: unknown): value is Value =>
    values.includes(value as Value);

const CONTENT_COLUMNS: Columns<SettingsContent> = {
  displayName: ['display_name', isText],
  helpUrl: ['help_url', isTextOrNull],
  issuer: ['issuer', oneOf(ISSUERS)],
  notificationType: ['notification_type', oneOf(NOTIFICATION_TYPES)],
  renewalThresholdPercentage: ['renewal_threshold_percentage', isPercentage],
};

/** The columns of a settings row that an update changes. */
export const CONTENT = rowKind<SettingsContent>('settings', CONTENT_COLUMNS);

export const SETTINGS = rowKind<DerivedCredentialSettings>('settings', {
  id: ['id', isText],
  ...CONTENT_COLUMNS,
  version: ['version', isVersion],
  createdAt: ['created_at', isTime],
  updatedAt: ['updated_at', isTime],
});

export const HEAD = rowKind<Head>('tenant', {
  position: ['position', isPosition],
  at: ['at', isTime],
  size: ['settings', isCount],
});

/** A change as a flat row of the log. */
interface FlatChange extends Omit<RecordedChange, 'tenantId' | 'recordedAt' | 'actor' | 'before' | 'after'> {
  /** Null if it equals `at`. */
  readonly recordedAt: number | null;
  readonly subject: Actor['subject'];
  readonly clientId: Actor['clientId'];
  readonly actorKind: Actor['kind'];
  readonly snapshotFormat: number;
  readonly after: string | null;
}

const FLAT_CHANGE = rowKind<FlatChange>('change', {
  position: ['position', isPosition],
  settingsId: ['settings_id', isText],
  version: ['version', isVersion],
  kind: ['kind', oneOf(CHANGE_KINDS)],
  at: ['at', isTime],
  recordedAt: ['recorded_at', isTimeOrNull],
  createdAt: ['created_at', isTime],
  subject: ['actor_subject', isText],
  clientId: ['actor_client_id', isTextOrNull],
  actorKind: ['actor_kind', oneOf(ACTOR_KINDS)],
  origin: ['origin', oneOf(ORIGINS)],
  requestId: ['request_id', isText],
  snapshotFormat: ['snapshot_format', oneOf([SNAPSHOT_FORMAT])],
  after: ['after', isTextOrNull],
});

// What was before a change is stored once, as what was after the version before it.
const BEFORE = `(
  SELECT earlier.after FROM change AS earlier
  WHERE change.kind <> 'CREATED' AND earlier.tenant_id = change.tenant_id
    AND earlier.settings_id = change.settings_id AND earlier.version = change.version - 1
)`;

// Who made a change is kept apart, so that it can be erased.
const SUBJECT = '(SELECT subject FROM actor WHERE actor.tenant_id = change.tenant_id AND actor.key = change.actor)';
const SUBJECT_PLACE = FLAT_CHANGE.columns.indexOf('actor_subject');

/** The log. `write` leaves the hash to the caller: it is computed from the other values. */
export const CHANGE: ReadRowKind<RecordedChange> & {
  write(change: RecordedChange, actorKey: number): readonly Value[];
} = {
  table: FLAT_CHANGE.table,
  columns: [...FLAT_CHANGE.columns.with(SUBJECT_PLACE, 'actor'), 'hash'],
  selection: [...FLAT_CHANGE.columns.with(SUBJECT_PLACE, SUBJECT), BEFORE],
  read(tenantId, row) {
    const flat = FLAT_CHANGE.read(tenantId, row);
    return {
      tenantId,
      position: flat.position,
      settingsId: flat.settingsId,
      version: flat.version,
      kind: flat.kind,
      at: flat.at,
      recordedAt: flat.recordedAt ?? flat.at,
      createdAt: flat.createdAt,
      actor: { subject: flat.subject, clientId: flat.clientId, kind: flat.actorKind },
      origin: flat.origin,
      requestId: flat.requestId,
      before: snapshotFromText(row.at(-1), flat.kind === 'CREATED'),
      after: snapshotFromText(flat.after, flat.kind === 'DELETED'),
    };
  },
  write(change, actorKey) {
    const values = FLAT_CHANGE.write({
      position: change.position,
      settingsId: change.settingsId,
      version: change.version,
      kind: change.kind,
      at: change.at,
      recordedAt: change.recordedAt === change.at ? null : change.recordedAt,
      createdAt: change.createdAt,
      subject: change.actor.subject,
      clientId: change.actor.clientId,
      actorKind: change.actor.kind,
      origin: change.origin,
      requestId: change.requestId,
      snapshotFormat: SNAPSHOT_FORMAT,
      after: change.after && JSON.stringify(contentOf(change.after)),
    });
    return values.with(SUBJECT_PLACE - 1, actorKey);
  },
};

/** Decodes a row; null if there is none. */
export function readOrNull<Item>(
  kind: ReadRowKind<Item>,
  tenantId: string,
  row: readonly unknown[] | undefined,
): Item | null {
  return row ? kind.read(tenantId, row) : null;
}

/** A kind of row with one column for each field of the item. */
function rowKind<Item>(table: string, columns: Columns<Item>): RowKind<Item> {
  const fields = Object.keys(columns) as (keyof Item)[];
  const places = fields.map((field, index) => {
    const [name, fits] = columns[field];
    return { index: 1 + index, field, name, fits };
  });
  const names = ['tenant_id', ...places.map(({ name }) => name)];
  return {
    table,
    columns: names,
    selection: names,
    read(tenantId, row) {
      // SQLite files have no checksums, so only an impossible value reveals a flipped bit.
      if (row[0] !== tenantId) throw new DamagedRow('A row belongs to another tenant than the query.');
      const item: Partial<Item> = {};
      for (const { index, field, name, fits } of places) {
        const value = row[index];
        if (!fits(value)) throw new DamagedRow(`A row holds an impossible value in ${name}.`);
        item[field] = value;
      }
      return item as Item;
    },
    write: (item) => fields.map((field) => item[field] as Value),
  };
}

function snapshotFromText(text: unknown, absent: boolean): SettingsContent | null {
  if (text === null && absent) return null;
  const content = typeof text !== 'string' || absent ? null : parsed(text);
  if (!isContent(content)) throw new DamagedRow('A snapshot of the log is damaged.');
  return content;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isContent(value: unknown): value is SettingsContent {
  if (typeof value !== 'object' || value === null) return false;
  return CONTENT_FIELDS.every((field) => CONTENT_COLUMNS[field][1]((value as SettingsContent)[field]));
}
