/** Limits the cost of a caller's requests per minute. Counts in memory, and learns what other processes count. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../domain/caller.js';
import { Refusal } from '../domain/errors.js';
import type { Telemetry } from '../domain/telemetry.js';

/** Takes the cost from the caller's budget. Rejects with `RATE_LIMITED` if too little is left. Null if there is no limit. */
export type Charge = (caller: Caller, cost: number) => Promise<void> | null;

/** What callers spend in the other processes of this service. No request waits for it. */
export interface SharedPoints {
  /** Tells the other processes. */
  spend(caller: string, points: number): void;
  onSpent(listener: (caller: string, points: number) => void): void;
}

const WINDOW_SECONDS = 60;

/** `pointsPerMinute` is the budget of each caller of each tenant; 0 means no limit. */
export function rateLimiter(pointsPerMinute: number, telemetry: Telemetry | null, shared?: SharedPoints): Charge {
  const report = (points: number, outcome: 'charged' | 'refused') =>
    telemetry?.add('derived_credentials_cost_points_total', points, { outcome });
  if (pointsPerMinute === 0) {
    return (_caller, cost) => {
      report(pointsOf(cost), 'charged');
      return null;
    };
  }
  const limiter = new RateLimiterMemory({ points: pointsPerMinute, duration: WINDOW_SECONDS });
  shared?.onSpent((caller, points) => void limiter.penalty(caller, points));
  return async ({ tenantId, subject, clientId }, cost) => {
    const key = JSON.stringify([tenantId, subject, clientId]);
    const points = pointsOf(cost);
    try {
      await limiter.consume(key, points);
      report(points, 'charged');
      shared?.spend(key, points);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      report(points, 'refused');
      // Give the points back: a refused expensive request must not use up what is left for cheap ones.
      await limiter.reward(key, points);
      const retryAfterSeconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
      const message = `Your requests cost more than ${pointsPerMinute} points in a minute. Wait ${retryAfterSeconds} s.`;
      throw new Refusal('RATE_LIMITED', message, { retryAfterSeconds });
    }
  };
}

function pointsOf(cost: number): number {
  return Math.max(1, Math.ceil(cost));
}
