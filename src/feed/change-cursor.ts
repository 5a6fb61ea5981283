/** Encodes a position in a tenant's change log as an opaque cursor, and back. A cursor is valid for its own tenant only. */
import { createHash } from 'node:crypto';

const FORM = /^1\.([0-9]{1,15})\.([\w-]{11})$/;

export function encodeChangeCursor(tenantId: string, position: number): string {
  return Buffer.from(`1.${position}.${checksum(tenantId, position)}`).toString('base64url');
}

/** The position of a cursor; null if the text is not a cursor of this tenant. */
export function decodeChangeCursor(tenantId: string, cursor: string): number | null {
  const [, digits, given] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const position = Number(digits);
  return given !== undefined && given === checksum(tenantId, position) ? position : null;
}

/** Detects a cursor of another tenant. Needs no secret: a forged position still reads only the caller's own log. */
function checksum(tenantId: string, position: number): string {
  return createHash('sha256').update(`${tenantId}/${position}`).digest('base64url').slice(0, 11);
}
