/** The hash of a row of the log, made of its values as they are stored. The same for a row that is written and one that is read. */
import type { Value } from '../rows.js';
import { contentHash, type EntryPlace, entryHash } from './entry-hash.js';

/** The values are those of `CHANGE.write`. `commitment` is that of the row's actor. */
export function hashOfRow(
  previous: string | null,
  tenantId: string,
  values: readonly Value[],
  commitment: string,
): string {
  return entryHash(previous, placeOfRow(values), contentHashOfRow(tenantId, values, commitment));
}

/** The part of the hash that is known before the commit. */
export function contentHashOfRow(tenantId: string, values: readonly Value[], commitment: string): string {
  const [, settingsId, version, kind, at, recordedAt, , , clientId, actorKind, origin, requestId, format, after] =
    values;
  return contentHash({
    tenantId,
    settingsId: settingsId as string,
    version: version as number,
    kind: kind as string,
    recordedAt: (recordedAt ?? at) as number,
    actor: commitment,
    clientId: clientId as Value,
    actorKind: actorKind as string,
    origin: origin as string,
    requestId: requestId as string,
    snapshotFormat: format as number,
    after: after as string | null,
  });
}

function placeOfRow([position, , , , at, , createdAt]: readonly Value[]): EntryPlace {
  return { position, at, createdAt } as EntryPlace;
}
