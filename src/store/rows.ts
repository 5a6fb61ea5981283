/** Rows of the tables, and their conversion to and from the domain. Knows the columns, and no SQL. */
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

type Form<Row> = Readonly<Record<keyof Row, (value: unknown) => boolean>>;

const isText = (value: unknown) => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';
const oneOf = (values: readonly unknown[]) => (value: unknown) => values.includes(value);

// SQLite has no checksums: a changed bit inside a value goes unseen unless the value is one that cannot be.
const SETTINGS_FORM: Form<SettingsRow> = {
  tenant_id: isText,
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

/** Throws a `DamagedRow` where the row holds what no release writes. */
export function settingsFromRow(row: SettingsRow): DerivedCredentialSettings {
  checkForm(row, SETTINGS_FORM);
  return {
    id: row.id,
    displayName: row.display_name,
    helpUrl: row.help_url,
    issuer: row.issuer,
    notificationType: row.notification_type,
    renewalThresholdPercentage: row.renewal_threshold_percentage,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
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
export function changeFromRow(row: ChangeRow): RecordedChange {
  checkForm(row, CHANGE_FORM);
  return {
    tenantId: row.tenant_id,
    position: row.position,
    settingsId: row.settings_id,
    version: row.version,
    kind: row.kind,
    at: row.at,
    createdAt: row.created_at,
    actor: { subject: row.actor_subject, clientId: row.actor_client_id, kind: row.actor_kind },
    origin: row.origin,
    requestId: row.request_id,
    before: snapshotFromText(row.before, row.kind === 'CREATED'),
    after: snapshotFromText(row.after, row.kind === 'DELETED'),
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
  checkForm(row, HEAD_FORM);
  return row;
}

function checkForm<Row extends object>(row: Row, form: Form<Row>): void {
  for (const [column, fits] of Object.entries<(value: unknown) => boolean>(form)) {
    if (!fits(row[column as keyof Row])) throw new DamagedRow(`A row holds what cannot be in ${column}.`);
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
