/** Counts and logs refused tokens and permissions. Sees no token: only the reason and the names that it carried. */
import type { FastifyBaseLogger } from 'fastify';

/** What is known of somebody who was turned away. Names come from outside and are nobody's word. */
export interface TurnedAway {
  readonly reason: string;
  readonly issuer?: string | null;
  readonly clientId: string | null;
  readonly tenantId?: string;
}

const MAX_NAME_LENGTH = 200;

/** One line for each, with how many there have been for the same reason since the start. */
export function refusalLog(log: FastifyBaseLogger): (refusal: TurnedAway) => void {
  const counts = new Map<string, number>();
  return ({ reason, issuer = null, clientId, tenantId = null }) => {
    const count = (counts.get(reason) ?? 0) + 1;
    counts.set(reason, count);
    log.warn({ reason, count, issuer: shortened(issuer), clientId: shortened(clientId), tenantId }, 'refused');
  };
}

function shortened(name: string | null): string | null {
  return name === null ? null : name.slice(0, MAX_NAME_LENGTH).toWellFormed();
}
