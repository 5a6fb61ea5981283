/** Validates a create as a peer's author would: less code than in the service, with the same result for the benchmark's input. */

export interface Input {
  readonly displayName: string;
  readonly helpUrl: string | null;
  readonly issuer: string;
  readonly notificationType: string;
  readonly renewalThresholdPercentage: number;
}

const ISSUERS = new Set(['INTERCEDE', 'ENTRUST_DATACARD', 'PUREBRED', 'X_TEC']);
const NOTIFICATION_TYPES = new Set(['NONE', 'COMPANY_PORTAL', 'EMAIL', 'COMPANY_PORTAL_AND_EMAIL']);
const CONTROL = /\p{Cc}/u;

/** Returns the input in canonical form. Throws if it breaks a rule. */
export function readInput({
  displayName,
  helpUrl,
  issuer,
  notificationType,
  renewalThresholdPercentage = 20,
}: Input): Input {
  const name = displayName.normalize('NFC').trim();
  if (name === '' || name.length > 256 || CONTROL.test(name)) throw new Error('displayName is not acceptable.');
  const url = new URL(helpUrl ?? '');
  if (!/^https?:$/.test(url.protocol) || url.username !== '') throw new Error('helpUrl is not acceptable.');
  if (!ISSUERS.has(issuer)) throw new Error('issuer is unknown.');
  if (!NOTIFICATION_TYPES.has(notificationType)) throw new Error('notificationType is unknown.');
  const threshold = renewalThresholdPercentage;
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > 99) throw new Error('The threshold is not 1 to 99.');
  return { displayName: name, helpUrl: url.href, issuer, notificationType, renewalThresholdPercentage: threshold };
}
