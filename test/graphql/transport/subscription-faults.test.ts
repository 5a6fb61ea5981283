/** Tests the errors of a stream when the service fails: a code to act on, no internal details, and one line in the log. */
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../../support/files/scratch.js';
import { TRANSPORTS } from '../../support/graphql/follower.js';
import { rawFollower } from '../../support/graphql/raw-follower.js';
import { EXAMPLE, mutation } from '../../support/graphql/settings-client.js';
import { subscriptionOutcome } from '../../support/graphql/subscription-outcome.js';
import { keepAliveClient, type StartedService, startService } from '../../support/service/started-service.js';
import { damage, withDatabase } from '../../support/store/damage.js';
import { databaseFileIn, SQLITE } from '../../support/store/open-store.js';

const REPLAY = { query: 'subscription { changes(after: "") { node { kind } } }' };
const CREATED = { data: { changes: { node: { kind: 'CREATED' } } } };

type Line = Readonly<Record<string, unknown>>;

interface Fault {
  readonly code: string;
  readonly message: string;
  /** Causes the fault. Returns the function that repairs it. */
  readonly happen: (databaseFile: string) => () => void;
}

const FAULTS: readonly (readonly [what: string, fault: Fault])[] = [
  [
    'that was not foreseen',
    {
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Internal error.',
      happen: (file) => {
        withDatabase(file, (database) => database.exec('ALTER TABLE change RENAME TO elsewhere'));
        return () => withDatabase(file, (database) => database.exec('ALTER TABLE elsewhere RENAME TO change'));
      },
    },
  ],
  [
    'of the storage',
    { code: 'UNAVAILABLE', message: 'The storage is damaged.', happen: (file) => damage(file, 'change') },
  ],
];

describe.each(TRANSPORTS)('Over %s', (transport) => {
  test.each(FAULTS)(
    'a fault %s ends a stream with its code, and the next goes on where it ended',
    async (_what, fault) => {
      const folder = scratchFolder();
      const service = await startService({ LOG_LEVEL: 'error' }, folder, SQLITE);
      const create = creator(service);
      await create();
      const authorization = `Bearer ${service.token}`;
      const follow = () => rawFollower({ url: service.url, transport, authorization, operation: REPLAY });
      const stream = follow();
      expect(await stream.next()).toEqual(CREATED);
      const mend = fault.happen(databaseFileIn(folder));
      const { answers, ending } = await stream.rest();
      const extensions = { code: fault.code, requestId: expect.any(String) };
      expect(answers).toEqual([{ errors: [{ message: fault.message, extensions }] }]);
      expect(ending).toBe('complete');
      const again = await subscriptionOutcome({ ...service, token: async () => service.token }, transport, REPLAY);
      expect(again).toMatchObject({ codes: [fault.code], messages: [fault.message] });
      mend();
      expect(await follow().next()).toEqual(CREATED);

      const told = [...answers.flatMap(({ errors }) => errors ?? []).map((error) => error.extensions?.['requestId'])];
      const logged = (await errorLines(service)).map(({ requestId }) => requestId);
      expect(logged).toEqual([...told, ...again.requestIds]);
    },
  );
});

function creator(service: StartedService): () => Promise<unknown> {
  const post = keepAliveClient(service);
  return () => post(mutation('Create'), { input: EXAMPLE });
}

/** Stops the service, and returns its log lines of level error. */
async function errorLines({ child, ended }: StartedService): Promise<Line[]> {
  child.kill('SIGTERM');
  const lines = (await ended).stderr.split('\n').filter(Boolean);
  return lines.map((line): Line => JSON.parse(line)).filter(({ level }) => level === 50);
}
