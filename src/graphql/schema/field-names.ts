/** The members of `DerivedCredentialSettingsField` and the fields of the entity that they name, in both directions. */
import type { SettingsContent } from '../../domain/derived-credential-settings.js';
import type { DerivedCredentialSettingsField } from './types.generated.js';

export const FIELD_NAME_OF = {
  displayName: 'DISPLAY_NAME',
  helpUrl: 'HELP_URL',
  issuer: 'ISSUER',
  notificationType: 'NOTIFICATION_TYPE',
  renewalThresholdPercentage: 'RENEWAL_THRESHOLD_PERCENTAGE',
} as const satisfies Record<keyof SettingsContent, DerivedCredentialSettingsField>;

export const CONTENT_FIELD_OF = {
  DISPLAY_NAME: 'displayName',
  HELP_URL: 'helpUrl',
  ISSUER: 'issuer',
  NOTIFICATION_TYPE: 'notificationType',
  RENEWAL_THRESHOLD_PERCENTAGE: 'renewalThresholdPercentage',
} as const satisfies Record<DerivedCredentialSettingsField, keyof SettingsContent>;
