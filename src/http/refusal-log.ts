/** Counts and logs refused tokens and missing permissions. Gets the reason and some claims, never the token. */
import type { FastifyBaseLogger } from 'fastify';
import type { Telemetry } from '../domain/telemetry.js';

/** What is logged about a refusal. `issuer` and `clientId` are unverified claims if the token was refused. */
interface LoggedRefusal {
  readonly reason: string;
  readonly issuer?: string | null;
  readonly clientId: string | null;
  readonly tenantId?: string;
}

const MAX_NAME_LENGTH = 200;

/** Logs one line per refusal, with the number of refusals for the same reason since the start. */
export function refusalLog(log: FastifyBaseLogger, telemetry: Telemetry | null): (refusal: LoggedRefusal) => void {
  const counts = new Map<string, number>();
  return ({ reason, issuer = null, clientId, tenantId = null }) => {
    const count = (counts.get(reason) ?? 0) + 1;
    counts.set(reason, count);
    telemetry?.add('derived_credentials_refusals_total', 1, { reason });
    log.warn({ reason, count, issuer: shortened(issuer), clientId: shortened(clientId), tenantId }, 'refused');
  };
}

function shortened(name: string | null): string | null {
  return name === null ? null : name.slice(0, MAX_NAME_LENGTH).toWellFormed();
}
