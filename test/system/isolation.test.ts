/**
 * No response to a tenant contains, counts, orders by or depends on another tenant's data: random tenants work on objects
 * with the same ids through both APIs, and one of them gets exactly the responses of a service that it uses alone.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Booted, boot } from '../support/service/boot.js';
import { nextMillisecond } from '../support/service/next-millisecond.js';
import { nextPage, OTHER_TENANTS, type RandomRequest, requestArbitrary } from '../support/system/random-requests.js';

const MAX_PAGES = 3;
const WATCHED = 0;

interface Step {
  /** `WATCHED`, or the number of another tenant. */
  readonly tenant: number;
  readonly request: RandomRequest;
}

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  tenant: fc.oneof({ arbitrary: fc.constant(WATCHED), weight: 2 }, fc.integer({ min: 1, max: OTHER_TENANTS.length })),
  request: requestArbitrary,
});

test('A tenant among others gets the answers that it would get alone', async () => {
  // Kept for all runs, so that the other tenants have ever more data; the watched tenant is new in each run.
  const shared = await boot();
  let found = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 20, maxLength: 60 }), async (steps) => {
      const watched = randomUUID();
      const alone = await boot();
      try {
        const own = await clientOf(alone, watched);
        const clients = await Promise.all([watched, ...OTHER_TENANTS].map((tenantId) => clientOf(shared, tenantId)));
        for (const { tenant, request } of steps) {
          const answers = await clients[tenant]?.(request);
          if (tenant !== WATCHED) continue;
          expect(answers).toEqual(await own(request));
          found += answers?.filter((answer) => answer.includes('"displayName"')).length ?? 0;
        }
      } finally {
        await alone.stop();
      }
    }),
    { numRuns: 12 },
  );
  expect(found).toBeGreaterThan(20);
});

/** Returns a function that sends a request as a tenant, and its next pages: all that a client sees, apart from times and random ids. */
async function clientOf(service: Booted, tenantId: string) {
  const authorization = `Bearer ${await service.token({ tenantId })}`;
  return async (request: RandomRequest): Promise<string[]> => {
    // Objects created in the same millisecond are ordered by their ids, which are random.
    await nextMillisecond();
    const answers: string[] = [];
    for (let next: RandomRequest | null = request; next !== null && answers.length < MAX_PAGES; ) {
      const { method, address, ifMatch, body }: RandomRequest = next;
      const response = await fetch(`${service.url}${address}`, {
        method,
        headers: {
          authorization,
          ...(ifMatch && { 'if-match': ifMatch }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const headers = ['etag', 'location', 'content-type', 'retry-after'].map((name) => response.headers.get(name));
      answers.push(comparable(`${response.status} ${headers.join(' ')} ${text}`, service));
      next = nextPage(next, text);
    }
    return answers;
  };
}

function comparable(text: string, { url }: Booted): string {
  return text
    .replaceAll(url, '(service)')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, '(time)')
    .replace(/("(?:requestId|request-id|client-request-id)":)"[^"]+"/g, '$1"(id)"')
    .replace(/"WyJ[\w-]+"/g, (quoted) => timeless(quoted.slice(1, -1)));
}

/** A cursor of a list without the time in it. */
function timeless(cursor: string): string {
  const [field, direction, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  return JSON.stringify([field, direction, /At$/.test(field) ? '(time)' : value, id]);
}
