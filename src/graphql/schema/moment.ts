/** Converts `Moment` inputs to moments of the domain. */
import type { Call } from '../../domain/caller.js';
import type { Moment } from '../../domain/query.js';
import { decodeChangeCursor } from '../../feed/change-cursor.js';
import { decodedKey } from './connection.js';
import { instant } from './filter.js';
import type { Moment as MomentInput } from './types.generated.js';

/** Null and undefined mean now. Throws `BAD_REQUEST` for an invalid time, or a cursor that is not of the tenant's log. */
export function momentFromInput({ caller }: Call, input: MomentInput | null | undefined): Moment | null {
  if (input == null) return null;
  if (input.time != null) return { time: instant('asOf.time', input.time) };
  const position = decodedKey('asOf.cursor', input.cursor, (cursor) => decodeChangeCursor(caller.tenantId, cursor));
  return position === null ? null : { position };
}
