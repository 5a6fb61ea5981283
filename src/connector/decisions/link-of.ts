/** The link of an object here to one that Graph shows with this content, as of now the base of their comparison. Pure. */
import type { SettingsContent } from '../../domain/derived-credential-settings.js';
import type { LedgerWrite, LinkedBy } from '../../domain/graph-ledger.js';
import type { Wanted } from '../worker/tenant-view.js';

export interface LinkFacts {
  /** When Graph showed it, in milliseconds since the epoch. */
  readonly at: number;
  readonly linkedAt: number;
  readonly linkedBy: LinkedBy;
}

export function linkOf(
  { settingsId, version: confirmedVersion }: Pick<Wanted, 'settingsId' | 'version'>,
  { graphId, content: confirmed }: { readonly graphId: string; readonly content: SettingsContent },
  { at: confirmedAt, linkedAt, linkedBy }: LinkFacts,
): LedgerWrite {
  const link = { settingsId, graphId, confirmed, confirmedVersion, confirmedAt, linkedAt, linkedBy };
  return { write: 'link', link };
}
