/** An issuer of bearer tokens like Microsoft Entra ID: RS256, with a key set that the service fetches over HTTP. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { WRITE_PERMISSION } from '../../src/domain/caller.js';

export interface TokenIssuer {
  /** Environment variables that make the service trust this issuer, for every tenant. */
  readonly environment: Readonly<Record<string, string>>;
  /** A token with write permission in a tenant, valid for a day. */
  issue(tenantId: string, subject: string): Promise<string>;
  close(): void;
}

const ALGORITHM = 'RS256';
const KEY_ID = 'benchmark';
const AUDIENCE = 'api://derived-credential-settings';
const ISSUER = 'https://login.example.com/{tenantid}/v2.0';

/** Makes a key and serves it on a free loopback port. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, use: 'sig' }] });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(keySet);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      AUTH_ISSUER: ISSUER,
      AUTH_JWKS_URI: `http://127.0.0.1:${port}/keys`,
      AUTH_AUDIENCE: AUDIENCE,
      AUTH_ALLOWED_TENANTS: '*',
    },
    issue: (tenantId, subject) =>
      new SignJWT({ tid: tenantId, oid: subject, azp: 'benchmark', scp: WRITE_PERMISSION, ver: '2.0' })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: KEY_ID })
        .setIssuer(ISSUER.replace('{tenantid}', tenantId))
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setNotBefore('0s')
        .setExpirationTime('1d')
        .sign(privateKey),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
