/** Proves that a stream stays open as long as its token is valid, which is checked every minute until it is closed. */
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Caller } from '../../../src/domain/caller.js';
import { Refusal } from '../../../src/domain/errors.js';
import { Streams } from '../../../src/http/streaming/streams.js';
import { CALL } from '../../support/domain/open-service.js';

const MINUTE_MS = 60_000;

/** Streams with a clock that the test advances and a verifier that the test controls. */
function scene() {
  vi.useFakeTimers({ now: 0, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let answer: () => Promise<Caller> = async () => CALL.caller;
  let asked = 0;
  const streams = new Streams(async () => {
    asked += 1;
    return answer();
  }, Date.now);
  const told: string[] = [];
  const connect = (expiresAt: number) =>
    streams.connect({
      caller: { ...CALL.caller, expiresAt },
      authorization: 'Bearer a.b.c',
      onExpired: ({ message }) => void told.push(message),
    });
  const refuse = (refusal: Error) => {
    answer = async () => {
      throw refusal;
    };
  };
  return { connect, refuse, told, asked: () => asked, streams };
}

test('A token is looked at every minute, and ends its stream once when its time has come', async () => {
  const { connect, told, asked } = scene();
  connect(10 * MINUTE_MS);
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS - 1);
  expect([asked(), told.length]).toEqual([9, 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual([expect.stringContaining('expired')]);
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect([asked(), told.length]).toEqual([9, 1]);
});

test('A token that has expired already ends its stream at once', async () => {
  const { connect, told } = scene();
  connect(-1);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toHaveLength(1);
});

test('A token that is refused later ends its stream, and one that cannot be judged does not', async () => {
  const { connect, refuse, told } = scene();
  connect(Number.MAX_SAFE_INTEGER);
  for (const cannotTell of [new Refusal('UNAVAILABLE', 'The keys cannot be had.'), new Error('A fault of ours.')]) {
    refuse(cannotTell);
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  }
  expect(told).toEqual([]);
  refuse(new Refusal('UNAUTHENTICATED', 'The key is gone.'));
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(told).toEqual(['The key is gone.']);
});

test('onExpired is not called for a closed stream, not even if it closes while its token is checked', async () => {
  const { connect, refuse, told, asked } = scene();
  const [early, late] = [connect(Number.MAX_SAFE_INTEGER), connect(Number.MAX_SAFE_INTEGER)];
  refuse(new Refusal('UNAUTHENTICATED', 'The key is gone.'));
  early();
  vi.advanceTimersByTime(MINUTE_MS);
  late();
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  expect([asked(), told]).toEqual([1, []]);
});

test('What is given back twice is given back once', () => {
  const { streams, connect } = scene();
  const subscriptions = Array.from({ length: 100 }, () => streams.subscribe(CALL.caller));
  const connections = Array.from({ length: 100 }, () => connect(MINUTE_MS));
  for (const [giveBack, take] of [
    [subscriptions[0], () => streams.subscribe(CALL.caller)],
    [connections[0], () => connect(MINUTE_MS)],
  ] as const) {
    expect(take).toThrow(/^You have 100 /);
    giveBack?.();
    giveBack?.();
    take();
    expect(take).toThrow(/^You have 100 /);
  }
  expect(() => streams.subscribe({ ...CALL.caller, subject: 'another' })).not.toThrow();
  expect(() => streams.subscribe({ ...CALL.caller, clientId: 'another' })).not.toThrow();
});
