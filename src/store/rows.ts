/**
 * Rows of the tables, and their conversion to and from the domain. They are read as lists of values, which the driver makes in
 * half the time of objects, and written by name. Knows the columns, and no SQL.
 */
import { ACTOR_KINDS, type ActorKind, ORIGINS, type Origin } from '../domain/caller.js';
import { CHANGE_KINDS, type ChangeKind, type Head, type RecordedChange } from '../domain/change.js';
import {
  contentOf,
  type DerivedCredentialSettings,
  ISSUERS,
  type Issuer,
  NOTIFICATION_TYPES,
  type NotificationType,
  type SettingsContent,
} from '../domain/derived-credential-settings.js';
import { DamagedRow } from './storage-faults.js';

/** The form of the log's snapshots as this program writes it. */
export const SNAPSHOT_FORMAT = 1;

export interface SettingsRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly display_name: string;
  readonly help_url: string | null;
  readonly issuer: Issuer;
  readonly notification_type: NotificationType;
  readonly renewal_threshold_percentage: number;
  readonly version: number;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface ChangeRow {
  readonly tenant_id: string;
  readonly position: number;
  readonly settings_id: string;
  readonly version: number;
  readonly kind: ChangeKind;
  readonly at: number;
  readonly created_at: number;
  readonly actor_subject: string;
  readonly actor_client_id: string | null;
  readonly actor_kind: ActorKind;
  readonly origin: Origin;
  readonly request_id: string;
  readonly snapshot_format: number;
  readonly before: string | null;
  readonly after: string | null;
}

type SettingsValues = readonly [
  id: string,
  displayName: string,
  helpUrl: string | null,
  issuer: Issuer,
  notificationType: NotificationType,
  renewalThresholdPercentage: number,
  version: number,
  createdAt: number,
  updatedAt: number,
];
type ChangeValues = readonly [
  tenantId: string,
  position: number,
  settingsId: string,
  version: number,
  kind: ChangeKind,
  at: number,
  createdAt: number,
  actorSubject: string,
  actorClientId: string | null,
  actorKind: ActorKind,
  origin: Origin,
  requestId: string,
  snapshotFormat: number,
  before: string | null,
  after: string | null,
];

/** A row as it is read: the values of its columns in their order. */
export type Values = readonly unknown[];
/** The columns of a row in the order in which they are read, with what can be in each. */
type Form<Row> = Readonly<Record<keyof Row, (value: unknown) => boolean>>;

const isText = (value: unknown) => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';
const oneOf = (values: readonly unknown[]) => (value: unknown) => values.includes(value);

// SQLite has no checksums: a changed bit inside a value goes unseen unless the value is one that cannot be.
const SETTINGS_FORM: Form<Omit<SettingsRow, 'tenant_id'>> = {
  id: isText,
  display_name: isText,
  help_url: isTextOrNull,
  issuer: oneOf(ISSUERS),
  notification_type: oneOf(NOTIFICATION_TYPES),
  renewal_threshold_percentage: Number.isSafeInteger,
  version: Number.isSafeInteger,
  created_at: Number.isSafeInteger,
  updated_at: Number.isSafeInteger,
};
const CHANGE_FORM: Form<ChangeRow> = {
  tenant_id: isText,
  position: Number.isSafeInteger,
  settings_id: isText,
  version: Number.isSafeInteger,
  kind: oneOf(CHANGE_KINDS),
  at: Number.isSafeInteger,
  created_at: Number.isSafeInteger,
  actor_subject: isText,
  actor_client_id: isTextOrNull,
  actor_kind: oneOf(ACTOR_KINDS),
  origin: oneOf(ORIGINS),
  request_id: isText,
  snapshot_format: oneOf([SNAPSHOT_FORMAT]),
  before: isTextOrNull,
  after: isTextOrNull,
};
const HEAD_FORM: Form<Head> = { position: Number.isSafeInteger, at: Number.isSafeInteger };

type Check = readonly [column: string, fits: (value: unknown) => boolean];
const SETTINGS_CHECKS: readonly Check[] = Object.entries(SETTINGS_FORM);
const CHANGE_CHECKS: readonly Check[] = Object.entries(CHANGE_FORM);
const HEAD_CHECKS: readonly Check[] = Object.entries(HEAD_FORM);
/** The columns of `Values`, in their order. */
export const SETTINGS_COLUMNS = Object.keys(SETTINGS_FORM) as (keyof typeof SETTINGS_FORM)[];
export const CHANGE_COLUMNS = Object.keys(CHANGE_FORM) as (keyof typeof CHANGE_FORM)[];

/** Throws a `DamagedRow` where the row holds what no release writes. */
export function settingsFromValues(values: Values): DerivedCredentialSettings {
  checkForm(values, SETTINGS_CHECKS);
  const row = values as SettingsValues;
  // By number: taking a list apart by its iterator costs more than all else here.
  return {
    id: row[0],
    displayName: row[1],
    helpUrl: row[2],
    issuer: row[3],
    notificationType: row[4],
    renewalThresholdPercentage: row[5],
    version: row[6],
    createdAt: row[7],
    updatedAt: row[8],
  };
}

export function rowFromSettings(tenantId: string, settings: DerivedCredentialSettings): SettingsRow {
  return {
    tenant_id: tenantId,
    id: settings.id,
    display_name: settings.displayName,
    help_url: settings.helpUrl,
    issuer: settings.issuer,
    notification_type: settings.notificationType,
    renewal_threshold_percentage: settings.renewalThresholdPercentage,
    version: settings.version,
    created_at: settings.createdAt,
    updated_at: settings.updatedAt,
  };
}

/** Throws a `DamagedRow` where the row holds what no release writes. */
export function changeFromValues(values: Values): RecordedChange {
  checkForm(values, CHANGE_CHECKS);
  const [tenantId, position, settingsId, version, kind, at, createdAt, ...others] = values as ChangeValues;
  const [subject, clientId, actorKind, origin, requestId, _format, before, after] = others;
  return {
    tenantId,
    position,
    settingsId,
    version,
    kind,
    at,
    createdAt,
    actor: { subject, clientId, kind: actorKind },
    origin,
    requestId,
    before: snapshotFromText(before, kind === 'CREATED'),
    after: snapshotFromText(after, kind === 'DELETED'),
  };
}

export function rowFromChange(change: RecordedChange): ChangeRow {
  return {
    tenant_id: change.tenantId,
    position: change.position,
    settings_id: change.settingsId,
    version: change.version,
    kind: change.kind,
    at: change.at,
    created_at: change.createdAt,
    actor_subject: change.actor.subject,
    actor_client_id: change.actor.clientId,
    actor_kind: change.actor.kind,
    origin: change.origin,
    request_id: change.requestId,
    snapshot_format: SNAPSHOT_FORMAT,
    before: change.before && JSON.stringify(contentOf(change.before)),
    after: change.after && JSON.stringify(contentOf(change.after)),
  };
}

/** Throws a `DamagedRow` as above. */
export function headFromRow(row: Head): Head {
  checkForm([row.position, row.at], HEAD_CHECKS);
  return row;
}

function checkForm(values: Values, checks: readonly Check[]): void {
  for (let index = 0; index < checks.length; index += 1) {
    const [column, fits] = checks[index] as Check;
    if (!fits(values[index])) throw new DamagedRow(`A row holds what cannot be in ${column}.`);
  }
}

function snapshotFromText(text: string | null, absent: boolean): SettingsContent | null {
  if (text === null && absent) return null;
  const content = text === null || absent ? null : parsed(text);
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
  const { displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage } = value as SettingsContent;
  return (
    isText(displayName) &&
    isTextOrNull(helpUrl) &&
    ISSUERS.includes(issuer) &&
    NOTIFICATION_TYPES.includes(notificationType) &&
    Number.isSafeInteger(renewalThresholdPercentage)
  );
}
