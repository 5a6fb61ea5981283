/** Formats settings as text that reads back as the same settings. The order depends only on the objects. */
import { stringify } from 'yaml';
import type { DerivedCredentialSettings } from '../domain/derived-credential-settings.js';
import { ENUMS, PROPERTIES } from '../graph/vocabulary.js';
import { compare } from './plan/plan-steps.js';
import { LIST } from './settings-file/find-entries.js';

export const EXPORT_FORMATS = ['json', 'yaml', 'm365dsc'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

type Exported = Pick<DerivedCredentialSettings, (typeof PROPERTIES)[number]>;

/** Ends with a line break. Objects are ordered by name, then by id. */
export function exportText(objects: readonly Exported[], format: ExportFormat): string {
  const sorted = objects.toSorted(
    (one, other) => compare(one.displayName, other.displayName) || compare(one.id, other.id),
  );
  if (format === 'm365dsc') return json(sorted.map(m365dscResource));
  const entries = sorted.map((object) => Object.fromEntries(PROPERTIES.map((name) => [name, object[name]])));
  // Quotes texts such as yes, which YAML 1.1 parsers read as other types.
  if (format === 'yaml') return stringify({ [LIST]: entries }, { lineWidth: 0, compat: 'yaml-1.1' });
  return json({ [LIST]: entries });
}

/** The properties of the resource `IntuneDerivedCredential`, in the order of its schema. */
function m365dscResource({ id, displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage }: Exported) {
  return {
    DisplayName: displayName,
    Id: id,
    HelpUrl: helpUrl,
    RenewalThresholdPercentage: renewalThresholdPercentage,
    Issuer: ENUMS.issuer.toGraph[issuer],
    NotificationType: ENUMS.notificationType.toGraph[notificationType],
    Ensure: 'Present',
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
