/** Saves a text as a file of the user, with a name that tells the tenant and the day. */
import type { ExportFormat } from '../../../../desired/export-text.js';
import { currentSession } from '../../shared/session.js';

const TYPES = { yaml: 'application/yaml', json: 'application/json', m365dsc: 'application/json' } as const;
const ENDINGS = { yaml: 'yaml', json: 'json', m365dsc: 'm365dsc.json' } as const;
// The browser must have begun the download before its address ends.
const ADDRESS_LIVES_MS = 60_000;

/** Returns the name of the file. */
export function saveFile(text: string, format: ExportFormat): string {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: TYPES[format] }));
  link.download = fileName(currentSession().viewer?.tenantId ?? '', new Date(), format);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), ADDRESS_LIVES_MS);
  return link.download;
}

/** Such as `settings-11111111-2026-11-27.yaml`. */
export function fileName(tenantId: string, now: Date, format: ExportFormat): string {
  return `settings-${tenantId.slice(0, 8)}-${now.toISOString().slice(0, 10)}.${ENDINGS[format]}`;
}
