/** A position in a tenant's log as opaque text, and back. A cursor is good for its own tenant only. */
import { createHash } from 'node:crypto';

const FORM = /^1\.([0-9]{1,15})\.([\w-]{11})$/;

/** The cursor of a position. */
export function encodeChangeCursor(tenantId: string, position: number): string {
  return Buffer.from(`1.${position}.${seal(tenantId, position)}`).toString('base64url');
}

/** The position a cursor stands for. Null where the text is no cursor, or one of another tenant. */
export function decodeChangeCursor(tenantId: string, cursor: string): number | null {
  const [, digits, sealed] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const position = Number(digits);
  return sealed !== undefined && sealed === seal(tenantId, position) ? position : null;
}

/** Tells one tenant's cursors from another's. It guards against mix-ups, not secrets: a position opens only one's own log. */
function seal(tenantId: string, position: number): string {
  return createHash('sha256').update(`${tenantId}/${position}`).digest('base64url').slice(0, 11);
}
