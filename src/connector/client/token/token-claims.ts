/** What an access token for Graph says about itself. Verifies no signature: Graph does, and its keys are not public for us. */

/** Both families: Microsoft's pages name one or the other for the same address, and only the tenant decides. */
export const READ_ROLES = ['DeviceManagementServiceConfig.Read.All', 'DeviceManagementConfiguration.Read.All'] as const;
export const WRITE_ROLES = [
  'DeviceManagementServiceConfig.ReadWrite.All',
  'DeviceManagementConfiguration.ReadWrite.All',
] as const;

export interface TokenClaims {
  /** In lower case; null if the token names none. */
  readonly tenantId: string | null;
  readonly roles: readonly string[];
}

/** Null if the token is not a JWT: its form is Graph's business, so nothing follows from that. */
export function readTokenClaims(token: string): TokenClaims | null {
  try {
    const { tid, roles } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return {
      tenantId: typeof tid === 'string' ? tid.toLowerCase() : null,
      roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    };
  } catch {
    return null;
  }
}

/** What these roles allow; null for nothing. */
export function accessOf(roles: readonly string[]): 'read' | 'write' | null {
  const has = (sufficient: readonly string[]) => sufficient.some((role) => roles.includes(role));
  if (has(WRITE_ROLES)) return 'write';
  return has(READ_ROLES) ? 'read' : null;
}
