/** Proves that followers of a tail miss and repeat nothing, whenever they are woken, leave, or a read fails. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordedChange } from '../../src/domain/change.js';
import type { Stretch } from '../../src/domain/query.js';
import { Tail } from '../../src/feed/tail.js';
import { Turns } from '../../src/feed/turns.js';
import { creation, uuid } from '../support/domain/changes.js';

const MOST_SEARCHED = 50;

/** A log in memory whose reads the test completes one by one. */
class SlowLog {
  readonly changes: RecordedChange[] = [];
  readonly #every: number;
  readonly #asked: { position: number; limit: number; settle: (fault: Error | null) => void }[] = [];

  readonly read = (position: number, limit: number): Promise<Stretch> => {
    // Returns the state at the time of the call, like a read that began before a commit.
    const found = this.#search(position, limit);
    return new Promise((resolve, reject) => {
      this.#asked.push({ position, limit, settle: (fault) => (fault ? reject(fault) : resolve(found)) });
    });
  };

  /** A filter that keeps every `every`th change and scans a few changes per read. */
  constructor(every = 1) {
    this.#every = every;
  }

  #search(position: number, limit: number): Stretch {
    const upTo = Math.max(position, Math.min(this.changes.length, position + MOST_SEARCHED));
    const found = this.changes.slice(position, upTo).filter((change) => change.position % this.#every === 0);
    const changes = found.slice(0, limit);
    return { changes, upTo: changes.length < limit ? upTo : (changes.at(-1)?.position ?? upTo) };
  }

  get waiting(): number {
    return this.#asked.length;
  }

  append(): void {
    const position = this.changes.length + 1;
    this.changes.push({ ...creation(uuid(position)), position, recordedAt: 0, createdAt: 0 });
  }

  answer(fault: Error | null = null): void {
    for (const { settle } of this.#asked.splice(0)) settle(fault);
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('A commit during a read is seen, although the read did not find it', async () => {
  const log = new SlowLog();
  const tail = new Tail(log.read, new Turns());
  const next = tail.follow(0, () => {}).next();
  await turn();
  log.append();
  tail.wake();
  log.answer();
  await turn();
  log.answer();
  expect((await next).value).toMatchObject({ position: 1 });
});

test('Whatever the order of commits, wakes, reads and answers, each follower sees every change of its filter once', async () => {
  const step = fc.constantFrom('append', 'wake', 'answer', 'turn', 'join');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), async (steps, every) => {
      const log = new SlowLog(every);
      const tail = new Tail(log.read, new Turns());
      const seen: number[][] = [];
      const leave: (() => void)[] = [];
      const join = () => {
        const follower = tail.follow(0, () => {});
        const positions: number[] = [];
        seen.push(positions);
        leave.push(() => void follower.return?.());
        return (async () => {
          for await (const { position } of follower) positions.push(position);
        })();
      };
      const running = [join()];
      for (const each of [...steps, 'append', 'wake']) {
        if (each === 'append') log.append();
        if (each === 'wake') tail.wake();
        if (each === 'answer') log.answer();
        if (each === 'turn') await turn();
        if (each === 'join') running.push(join());
      }
      // A read without matches yields to the event loop before the next read.
      const asked = () => turn().then(turn);
      for (await asked(); log.waiting > 0; await asked()) log.answer();
      const all = log.changes.map(({ position }) => position).filter((position) => position % every === 0);
      expect(seen).toEqual(seen.map(() => all));
      for (const each of leave) each();
      await Promise.all(running);
      expect(tail.followers).toBe(0);
    }),
  );
});

test('A follower that leaves while it waits or reads is done at once, and leaves once', async () => {
  for (const answered of [true, false]) {
    const log = new SlowLog();
    const tail = new Tail(log.read, new Turns());
    let left = 0;
    const follower = tail.follow(0, () => {
      left += 1;
    });
    const next = follower.next();
    await turn();
    if (answered) log.answer();
    await turn();
    await Promise.all([follower.return?.(), follower.return?.()]);
    log.append();
    tail.wake();
    log.answer();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(await follower.next()).toEqual({ done: true, value: undefined });
    expect([left, tail.followers, log.waiting]).toEqual([1, 0, 0]);
  }
});

test('A read that fails ends those who asked for it, and the next who asks is answered', async () => {
  const log = new SlowLog();
  const tail = new Tail(log.read, new Turns());
  let left = 0;
  const followers = [1, 2].map(() => tail.follow(0, () => (left += 1)));
  const outcomes = Promise.allSettled(followers.map((follower) => follower.next()));
  await turn();
  log.answer(new Error('The disk is gone.'));
  expect(await outcomes).toMatchObject([{ reason: { message: 'The disk is gone.' } }, { status: 'rejected' }]);
  expect([left, tail.followers]).toEqual([2, 0]);
  expect(await followers[0]?.next()).toEqual({ done: true, value: undefined });
  log.append();
  const next = tail.follow(0, () => {}).next();
  await turn();
  log.answer();
  expect((await next).value).toMatchObject({ position: 1 });
});

test('A follower far behind reads page by page, and no more pages are kept than a few', async () => {
  const log = new SlowLog();
  for (let count = 0; count < 1_000; count += 1) log.append();
  let reads = 0;
  const tail = new Tail(async (position, limit) => {
    reads += 1;
    const changes = log.changes.slice(position, position + limit);
    return { changes, upTo: changes.at(-1)?.position ?? position };
  }, new Turns());
  const drain = async () => {
    const follower = tail.follow(0, () => {});
    for (let position = 1; position <= 1_000; position += 1)
      expect((await follower.next()).value?.position).toBe(position);
    await follower.return?.();
  };
  await drain();
  const once = reads;
  expect(once).toBeLessThanOrEqual(1_000 / 10);
  await drain();
  // The first pages have been evicted.
  expect(reads).toBe(2 * once);
});
