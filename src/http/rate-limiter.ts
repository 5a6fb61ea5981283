/** Limits the cost of a caller's requests per minute. Counts in this process only. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../domain/caller.js';
import { Refusal } from '../domain/errors.js';

/** Takes the cost from the caller's budget. Rejects with `RATE_LIMITED` if too little is left. Null if there is no limit. */
export type Charge = (caller: Caller, cost: number) => Promise<void> | null;

const WINDOW_SECONDS = 60;

/** `pointsPerMinute` is the budget of each caller of each tenant; 0 means no limit. */
export function rateLimiter(pointsPerMinute: number): Charge {
  if (pointsPerMinute === 0) return () => null;
  const limiter = new RateLimiterMemory({ points: pointsPerMinute, duration: WINDOW_SECONDS });
  return async ({ tenantId, subject, clientId }, cost) => {
    const key = JSON.stringify([tenantId, subject, clientId]);
    const points = Math.max(1, Math.ceil(cost));
    try {
      await limiter.consume(key, points);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      // Give the points back: a refused expensive request must not use up what is left for cheap ones.
      await limiter.reward(key, points);
      const retryAfterSeconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
      const message = `Your requests cost more than ${pointsPerMinute} points in a minute. Wait ${retryAfterSeconds} s.`;
      throw new Refusal('RATE_LIMITED', message, { retryAfterSeconds });
    }
  };
}
