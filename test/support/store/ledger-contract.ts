/** The contract of the `GraphLedger` port, as one suite that runs unchanged on every kind of database. */
import { describe, expect, test } from 'vitest';
import {
  type AttemptIntent,
  type GraphLease,
  type LedgerWrite,
  newConnection,
} from '../../../src/domain/graph-ledger.js';
import { CONTENT, OTHER_TENANT, TENANT, uuid } from '../domain/changes.js';
import { linkOf } from '../domain/graph-link.js';
import { scratchFolder } from '../files/scratch.js';
import { openStore, type TestDatabase } from './open-store.js';

const INTENT: AttemptIntent = {
  settingsId: uuid(1),
  version: 1,
  operation: 'create',
  reason: 'change',
  content: CONTENT,
  graphId: null,
  idsBefore: ['one', 'two'],
  clientRequestId: 'request',
  at: 100,
};
const LINK = linkOf(1);
const PROBLEM = {
  code: 'CREDENTIALS',
  message: 'No.',
  graphCode: null,
  status: 401,
  requestId: 'r',
  clientRequestId: null,
  at: 4,
} as const;

/** Runs the whole suite on one kind of database. */
export function ledgerContract({ name, urlIn }: TestDatabase): void {
  describe(`the ledger on ${name}`, () => {
    const open = async (folder = scratchFolder()) => {
      const { graphLedger } = await openStore(await urlIn(folder));
      return graphLedger;
    };
    const held = async (ledger: Awaited<ReturnType<typeof open>>, now = 0) => {
      const lease = await ledger.acquire(TENANT, 'one', now, now + 1000);
      if (lease === null) throw new Error('The lease is taken.');
      return lease;
    };

    test('is empty for a tenant that was never connected', async () => {
      const ledger = await open();
      expect(await ledger.read(TENANT, 0)).toEqual({
        connection: null,
        links: [],
        observed: [],
        decisions: [],
        open: null,
        latest: [],
        tries: new Map(),
        restores: new Map(),
        deletions: [],
      });
    });

    test('keeps what is written, for this tenant only, also in another process', async () => {
      const folder = scratchFolder();
      const ledger = await open(folder);
      const lease = await held(ledger);
      const facts = {
        ...newConnection('https://graph.microsoft.com client'),
        adoptedAt: 5,
        reviewed: false,
        keepsIds: false,
        updatesInPlace: true,
        lastWholeReadAt: 6,
        notBefore: 7,
        deletionsConfirmedAt: 8,
        problem: PROBLEM,
      };
      const decision = { about: uuid(1), kind: 'FOUND_TWICE', graphIds: ['a', 'b'], since: 9 } as const;
      const seen = {
        graphId: 'graph-1',
        content: null,
        faults: [{ field: 'issuer', message: 'No.' }],
        raw: { issuer: 'x' },
      };
      const writes: LedgerWrite[] = [
        { write: 'connection', facts },
        { write: 'link', link: LINK },
        { write: 'decide', decision },
        { write: 'observe', at: 160, objects: [seen] },
        { write: 'begin', intent: INTENT },
      ];
      expect(await ledger.write(lease, 10, writes)).toEqual({ held: true, seq: 1 });

      const other = await open(folder);
      const attempt = { ...INTENT, seq: 1, fence: lease.fence, outcome: null, outcomeAt: null, problem: null };
      expect(await other.read(TENANT, 0)).toMatchObject({
        connection: facts,
        links: [LINK],
        decisions: [decision],
        observed: [{ ...seen, firstSeenAt: 160, missingSince: null }],
        open: attempt,
        latest: [attempt],
        tries: new Map([[uuid(1), 1]]),
      });
      expect(await other.attemptsOf(TENANT, [uuid(1), uuid(2)])).toEqual([attempt]);
      expect((await other.read(OTHER_TENANT, 0)).links).toEqual([]);
    });

    test('allows one open attempt a tenant, and writes all of a call or nothing', async () => {
      const ledger = await open();
      const lease = await held(ledger);
      await ledger.write(lease, 10, [{ write: 'begin', intent: INTENT }]);
      const second: LedgerWrite[] = [
        { write: 'link', link: LINK },
        { write: 'begin', intent: INTENT },
      ];
      await expect(ledger.write(lease, 10, second)).rejects.toThrow();
      expect((await ledger.read(TENANT, 0)).links).toEqual([]);
      await ledger.write(lease, 10, [close(1, 'confirmed')]);
      expect(await ledger.write(lease, 10, second)).toEqual({ held: true, seq: 2 });
      expect((await ledger.read(TENANT, 0)).tries).toEqual(new Map([[uuid(1), 1]]));
    });

    test('never gives an object of Graph to two settings objects', async () => {
      const ledger = await open();
      const lease = await held(ledger);
      await ledger.write(lease, 10, [{ write: 'link', link: LINK }]);
      const stolen = { ...LINK, settingsId: uuid(2) };
      await expect(ledger.write(lease, 10, [{ write: 'link', link: stolen }])).rejects.toThrow();
      expect((await ledger.read(TENANT, 0)).links).toEqual([LINK]);
    });

    test('marks what a list lacks as missing, and forgets it unless it is linked', async () => {
      const ledger = await open();
      const lease = await held(ledger);
      const object = (graphId: string) => ({ graphId, content: CONTENT, faults: [], raw: {} });
      const observe = (at: number, ...ids: string[]): LedgerWrite => ({
        write: 'observe',
        at,
        objects: ids.map(object),
      });
      await ledger.write(lease, 10, [{ write: 'link', link: LINK }, observe(1, 'graph-1', 'other')]);
      await ledger.write(lease, 10, [observe(2)]);
      await ledger.write(lease, 10, [observe(3)]);
      expect((await ledger.read(TENANT, 0)).observed).toMatchObject([
        { graphId: 'graph-1', firstSeenAt: 1, missingSince: 2 },
      ]);
      await ledger.write(lease, 10, [observe(4, 'graph-1')]);
      expect((await ledger.read(TENANT, 0)).observed).toMatchObject([{ firstSeenAt: 1, missingSince: null }]);
    });

    test('counts restores and deletions since a time', async () => {
      const ledger = await open();
      const lease = await held(ledger);
      const steps = [
        [{ ...INTENT, operation: 'update', reason: 'restore', graphId: 'a' }, 100],
        [{ ...INTENT, operation: 'update', reason: 'restore', graphId: 'a' }, 300],
        [{ ...INTENT, operation: 'delete', content: null, graphId: 'a' }, 400],
      ] as const;
      for (const [index, [intent, at]] of steps.entries()) {
        await ledger.write(lease, 10, [{ write: 'begin', intent }]);
        await ledger.write(lease, 10, [{ ...close(index + 1, 'confirmed'), at }]);
      }
      const { restores, deletions } = await ledger.read(TENANT, 200);
      expect([restores, deletions]).toEqual([new Map([[uuid(1), 1]]), [{ graphId: 'a', at: 400, decided: false }]]);
      expect(await ledger.eraseContent(250)).toBe(1);
      expect((await ledger.attemptsOf(TENANT, [uuid(1)])).map(({ content }) => content)).toEqual([null, CONTENT, null]);
    });

    describe('lets write only who holds the lease', () => {
      const refused = async (
        take: (ledger: Awaited<ReturnType<typeof open>>, lease: GraphLease) => Promise<unknown>,
        now = 10,
      ) => {
        const ledger = await open();
        const lease = await held(ledger);
        await take(ledger, lease);
        expect(await ledger.write(lease, now, [{ write: 'link', link: LINK }])).toEqual({ held: false });
        expect((await ledger.read(TENANT, 0)).links).toEqual([]);
      };

      test('not after its end', () => refused(async () => {}, 1000));
      test('not after its release', () => refused((ledger, lease) => ledger.release(lease)));
      test('not after another process took it', () => refused((ledger) => ledger.acquire(TENANT, 'two', 1001, 2000)));
      test('not with the number of an earlier lease of the same process', () =>
        refused((ledger) => ledger.acquire(TENANT, 'one', 10, 2000)));

      test('and gives it to another only after its end', async () => {
        const ledger = await open();
        const lease = await held(ledger);
        expect(await ledger.acquire(TENANT, 'two', 999, 2000)).toBeNull();
        expect(await ledger.renew(lease, 999, 1500)).toBe(true);
        expect(await ledger.acquire(TENANT, 'two', 1499, 2000)).toBeNull();
        expect(await ledger.acquire(TENANT, 'two', 1500, 2000)).toMatchObject({ fence: lease.fence + 1 });
        expect(await ledger.renew(lease, 1500, 3000)).toBe(false);
      });
    });
  });
}

function close(seq: number, outcome: 'confirmed' | 'absent') {
  return { write: 'close', seq, outcome, at: 200, problem: null } as const;
}
