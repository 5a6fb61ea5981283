/** Between the fields of a form and the API's inputs. Pure. */
import type {
  CreateDerivedCredentialSettingsInput,
  SettingsFieldsFragment,
  SnapshotFieldsFragment,
  UpdateDerivedCredentialSettingsInput,
} from '../../../../client/documents.js';
import type { Draft, Values } from './drafts.js';

/** Why a field cannot be taken, for the reader of the form. */
export interface FieldFault {
  readonly field: keyof Values | null;
  readonly message: string;
}

const EMPTY: Values = {
  displayName: '',
  helpUrl: '',
  issuer: null,
  notificationType: 'COMPANY_PORTAL_AND_EMAIL',
  renewalThresholdPercentage: '20',
};
// The API takes whole numbers of 32 bits; whether one is between 1 and 99 is for the service to say.
const LARGEST = 2 ** 31 - 1;

export function valuesOf(content: SnapshotFieldsFragment | null): Values {
  if (content === null) return EMPTY;
  const { displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage } = content;
  const threshold = String(renewalThresholdPercentage);
  return { displayName, helpUrl: helpUrl ?? '', issuer, notificationType, renewalThresholdPercentage: threshold };
}

export function isChanged(values: Values, base: SettingsFieldsFragment | null): boolean {
  const before = valuesOf(base);
  return (Object.keys(before) as (keyof Values)[]).some((field) => values[field] !== before[field]);
}

/** What the API's types cannot express. The service says everything else. */
export function faultsOf({ issuer, notificationType, renewalThresholdPercentage }: Values): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  if (issuer === null) faults.push({ field: 'issuer', message: 'Choose an issuer.' });
  if (notificationType === null) faults.push({ field: 'notificationType', message: 'Choose how users are notified.' });
  if (numberOf(renewalThresholdPercentage) === null) {
    faults.push({ field: 'renewalThresholdPercentage', message: 'Enter a whole number from 1 to 99.' });
  }
  return faults;
}

/** Fields with a fault of `faultsOf` get a value that is valid, so that the service can check the others. */
export function createInput({ id, values }: Draft): CreateDerivedCredentialSettingsInput {
  const { displayName, helpUrl, issuer, notificationType } = values;
  return {
    id,
    displayName,
    helpUrl: helpUrl.trim() === '' ? null : helpUrl,
    issuer: issuer ?? 'INTERCEDE',
    notificationType: notificationType ?? 'NONE',
    renewalThresholdPercentage: numberOf(values.renewalThresholdPercentage) ?? 20,
  };
}

/** Only the fields that differ from the base, so that the changes of others in the other fields stay. */
export function updateInput({ id, base, values }: Draft): UpdateDerivedCredentialSettingsInput {
  const { displayName, helpUrl, notificationType, renewalThresholdPercentage } = createInput({ id, base, values });
  const before = valuesOf(base);
  return {
    id,
    ...(base && { expectedVersion: base.version }),
    ...(values.displayName !== before.displayName && { displayName }),
    ...(values.helpUrl !== before.helpUrl && { helpUrl: helpUrl ?? null }),
    ...(values.notificationType !== before.notificationType && { notificationType }),
    ...(values.renewalThresholdPercentage !== before.renewalThresholdPercentage && {
      renewalThresholdPercentage: renewalThresholdPercentage ?? 20,
    }),
  };
}

/** Null if the text is no whole number that the API can take. */
function numberOf(text: string): number | null {
  const number = Number(text);
  return /^\s*-?\d+\s*$/.test(text) && Math.abs(number) <= LARGEST ? number : null;
}
