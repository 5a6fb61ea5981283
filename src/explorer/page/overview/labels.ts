/** Labels of enum values on the page. */
import type { ChangeKind, ChangeOrigin, DerivedCredentialIssuer, NotificationType } from '../../../client/documents.js';

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
