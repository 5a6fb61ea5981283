/** GraphQL's moments of a tenant's history as the domain's. */
import type { Call } from '../../domain/caller.js';
import type { Moment } from '../../domain/query.js';
import { decodeChangeCursor } from '../../feed/change-cursor.js';
import { decodedKey } from './connection.js';
import { instant } from './filter.js';
import type { Moment as MomentInput } from './types.generated.js';

/** Null and left out mean now. Throws `BAD_REQUEST` for what is no cursor of the tenant's log, or no time. */
export function momentFromInput({ caller }: Call, input: MomentInput | null | undefined): Moment | null {
  if (input == null) return null;
  if (input.time != null) return { time: instant('asOf.time', input.time) };
  const position = decodedKey('asOf.cursor', input.cursor, (cursor) => decodeChangeCursor(caller.tenantId, cursor));
  return position === null ? null : { position };
}
