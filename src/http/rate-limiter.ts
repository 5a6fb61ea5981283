/** How much work a caller may ask for in a minute, counted by cost. Keeps its counts in this process alone. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../domain/caller.js';
import { Refusal } from '../domain/errors.js';

/** Takes a request's cost from its caller's budget, or throws `RATE_LIMITED` where too little is left. */
export type Charge = (caller: Caller, cost: number) => Promise<void>;

const WINDOW_SECONDS = 60;

/** The budget of each tenant and caller in points a minute; 0 for none, which limits nothing. */
export function rateLimiter(pointsPerMinute: number): Charge {
  if (pointsPerMinute === 0) return async () => {};
  const limiter = new RateLimiterMemory({ points: pointsPerMinute, duration: WINDOW_SECONDS });
  return async ({ tenantId, subject, clientId }, cost) => {
    const key = JSON.stringify([tenantId, subject, clientId]);
    const points = Math.max(1, Math.ceil(cost));
    try {
      await limiter.consume(key, points);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      // What was refused was not had: a request that asks for too much must not use up what is left for small ones.
      await limiter.reward(key, points);
      const retryAfterSeconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
      const message = `You have asked for more than ${pointsPerMinute} points of work in a minute. Wait ${retryAfterSeconds} s.`;
      throw new Refusal('RATE_LIMITED', message, { retryAfterSeconds });
    }
  };
}
