/** The tokens that a peer accepts, found by their SHA-256. Their signatures are never checked: the benchmark issued them. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CallersFile } from '../load/load-plan.js';

interface KnownCaller {
  readonly tenantId: string;
  readonly expiresAt: number;
}

const BEARER = /^Bearer +(\S+)$/i;

/** Returns a function that finds the tenant of an `Authorization` header; null if the header does not permit the request. */
export function tokensIn(callersFile: string): (authorization: string | undefined) => string | null {
  const { usual, spread }: CallersFile = JSON.parse(readFileSync(callersFile, 'utf8'));
  const callers = [...usual.callers, ...spread.callers];
  const byHash = new Map(callers.map(({ token }) => [digest(token), callerOf(token)]));
  return (authorization = '') => {
    const caller = byHash.get(digest(BEARER.exec(authorization)?.[1] ?? ''));
    return caller !== undefined && Date.now() < caller.expiresAt ? caller.tenantId : null;
  };
}

function callerOf(token: string): KnownCaller {
  const [, payload = ''] = token.split('.');
  const { tid, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return { tenantId: tid, expiresAt: exp * 1000 };
}

function digest(token: string): string {
  return hash('sha256', token, 'base64');
}
