/** Many long reads of a file at once, clients that leave in the middle of them, and a stop meanwhile. The answers are right or refused. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DEVELOPMENT_TENANT, openLocalIssuer } from '../../src/auth/local-issuer.js';
import { READ_PERMISSION } from '../../src/domain/caller.js';
import { uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { startService } from '../support/service/started-service.js';
import { fillLongHistory, MIDDLE, SETTINGS } from '../support/store/long-history.js';
import { databaseFileIn, SQLITE } from '../support/store/open-store.js';

const AT_ONCE = 200;
const LEAVING = 100;
const LONG = [
  `{ derivedCredentials(first: 2, asOf: { time: "${MIDDLE}" }) { nodes { id displayName } totalCount } }`,
  '{ derivedCredentials(first: 2, filter: { displayName: { containsIgnoreCase: "NAME 77" } }) { nodes { id } totalCount } }',
  '{ changes(last: 2, filter: { kind: { eq: UPDATED } }) { nodes { id } totalCount } }',
];
const SHORT = '{ derivedCredentials(first: 1) { totalCount } }';

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
}

test('long reads at once are right or refused, clients may leave, others go on, and a stop waits for nobody', async () => {
  const folder = scratchFolder();
  await fillLongHistory(databaseFileIn(folder));
  const service = await startService({ LOG_LEVEL: 'warn' }, folder, SQLITE);
  const issuer = await openLocalIssuer(`${databaseFileIn(folder)}.key.json`);
  const tokenOf = (tenantId: string) =>
    issuer.issue({ tenantId, permissions: [READ_PERMISSION], lifetimeSeconds: 3600, now: Date.now() });
  const [many, few] = [await tokenOf(DEVELOPMENT_TENANT), await tokenOf(uuid(5))];
  const post = async (token: string, query: string, signal: AbortSignal | null = null): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ query });
    const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body, signal });
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, retryAfter, body: (await response.json()) as Answer['body'] };
  };

  const alone = await Promise.all(LONG.map((query) => post(many, query)));
  for (const { status, body } of alone) expect({ status, errors: body.errors }).toEqual({ status: 200 });
  let isReading = true;
  const others = (async () => {
    let answered = 0;
    for (; isReading; answered += 1) {
      expect(await post(few, SHORT)).toMatchObject({
        status: 200,
        body: { data: { derivedCredentials: { totalCount: 0 } } },
      });
    }
    return answered;
  })();
  const answers = await Promise.all(
    Array.from(
      { length: AT_ONCE },
      async (_, index) => [index % LONG.length, await post(many, LONG[index % LONG.length] ?? '')] as const,
    ),
  );
  isReading = false;
  expect(await others).toBeGreaterThan(10);
  const refused = answers.filter(([, { body }]) => body.errors !== undefined);
  for (const [index, { body }] of answers) if (body.errors === undefined) expect(body).toEqual(alone[index]?.body);
  for (const [, answer] of refused) {
    expect(answer.retryAfter).toMatch(/^\d+$/);
    expect(answer.body.errors?.map(({ extensions }) => extensions.code)).toEqual(['RATE_LIMITED']);
  }
  // 64 wait for a tenant at the most, and two are being read.
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(64);

  const leaving = Array.from({ length: LEAVING }, (_, index) =>
    post(many, LONG[index % LONG.length] ?? '', AbortSignal.timeout(1 + (index % 40))).catch(() => null),
  );
  await Promise.all(leaving);
  const whole = await post(many, SHORT);
  expect(whole.body).toMatchObject({ data: { derivedCredentials: { totalCount: SETTINGS } } });
  expect((await post(many, LONG[0] ?? '')).body).toEqual(alone[0]?.body);

  const last = Array.from({ length: 50 }, (_, index) => post(many, LONG[index % LONG.length] ?? '').catch(() => null));
  await pause(20);
  service.child.kill('SIGTERM');
  for (const [index, answer] of (await Promise.all(last)).entries()) {
    if (answer !== null && answer.body.errors === undefined)
      expect(answer.body).toEqual(alone[index % LONG.length]?.body);
  }
  const { code, stderr } = await service.ended;
  expect(code).toBe(0);
  const logged = stderr
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { level: number; msg: string });
  expect(logged.filter(({ level }) => level >= 50)).toEqual([]);
});
