/** Labels of fields and enum values on the page. */
import type {
  ChangeKind,
  ChangeOrigin,
  DerivedCredentialIssuer,
  DerivedCredentialSettingsField,
  NotificationType,
  SnapshotFieldsFragment,
} from '../../../client/documents.js';

export const FIELDS = {
  displayName: 'Name',
  issuer: 'Issuer',
  notificationType: 'Notification',
  helpUrl: 'Help page',
  renewalThresholdPercentage: 'Threshold',
} as const satisfies Record<keyof SnapshotFieldsFragment, string>;

export const ISSUERS = {
  INTERCEDE: 'Intercede',
  ENTRUST_DATACARD: 'Entrust Datacard',
  PUREBRED: 'DISA Purebred',
  X_TEC: 'XTec',
} as const satisfies Record<DerivedCredentialIssuer, string>;

export const NOTIFICATIONS = {
  NONE: 'None',
  COMPANY_PORTAL: 'Company Portal',
  EMAIL: 'Email',
  COMPANY_PORTAL_AND_EMAIL: 'Company Portal and email',
} as const satisfies Record<NotificationType, string>;

/** Renewal thresholds in tens, by their bounds. */
export const THRESHOLDS = {
  '1-9': '1–9 %',
  '10-19': '10–19 %',
  '20-29': '20–29 %',
  '30-39': '30–39 %',
  '40-49': '40–49 %',
  '50-59': '50–59 %',
  '60-69': '60–69 %',
  '70-79': '70–79 %',
  '80-89': '80–89 %',
  '90-99': '90–99 %',
} as const;
export type Threshold = keyof typeof THRESHOLDS;

export const CHANGES = {
  CREATED: 'Created',
  UPDATED: 'Updated',
  DELETED: 'Deleted',
} as const satisfies Record<ChangeKind, string>;

export const ORIGINS = {
  GRAPHQL: 'through GraphQL',
  REST: 'through REST',
  CLI: 'on the command line',
  REPLICATION: 'through replication',
} as const satisfies Record<ChangeOrigin, string>;

/** The origins in a list to choose from. */
export const ORIGIN_NAMES = {
  GRAPHQL: 'GraphQL',
  REST: 'REST',
  CLI: 'The command line',
  REPLICATION: 'Replication',
} as const satisfies Record<ChangeOrigin, string>;

/** The fields by their members in the API's enum. */
export const FIELD_NAMES = {
  DISPLAY_NAME: 'displayName',
  HELP_URL: 'helpUrl',
  ISSUER: 'issuer',
  NOTIFICATION_TYPE: 'notificationType',
  RENEWAL_THRESHOLD_PERCENTAGE: 'renewalThresholdPercentage',
} as const satisfies Record<DerivedCredentialSettingsField, keyof SnapshotFieldsFragment>;

export const TOUCHED_FIELDS = {
  DISPLAY_NAME: FIELDS.displayName,
  HELP_URL: FIELDS.helpUrl,
  ISSUER: FIELDS.issuer,
  NOTIFICATION_TYPE: FIELDS.notificationType,
  RENEWAL_THRESHOLD_PERCENTAGE: FIELDS.renewalThresholdPercentage,
} as const satisfies Record<DerivedCredentialSettingsField, string>;

/** The value of a field, given as text; empty or null if there is none. */
export function valueLabel(field: keyof typeof FIELDS, value: string | null | undefined): string {
  const labels: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>> = {
    issuer: ISSUERS,
    notificationType: NOTIFICATIONS,
  };
  if (!value) return 'none';
  return field === 'renewalThresholdPercentage' ? `${value} %` : (labels[field]?.[value] ?? value);
}
