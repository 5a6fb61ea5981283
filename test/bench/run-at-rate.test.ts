/** Requests are sent when they are due, and latencies count from then, even if the server or all connections are busy. */
import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { LatencyCounter, percentileMs, sumOfCounts } from '../../bench/load/latency-counts.js';
import type { RateResult } from '../../bench/load/load-plan.js';
import { runAtRate } from '../../bench/load/run-at-rate.js';
import { cellFromRates } from '../../bench/measurements/rate-cell.js';
import { objectContent, objectId } from '../../bench/servers/dataset.js';
import { answeringServer } from '../support/http/answering-server.js';

const CALLERS = { callers: [{ tenant: 0, token: 'token' }], objects: 1 };
const OBJECT = { id: objectId(0, 0), ...objectContent(0), version: 1 };
const ANSWER = JSON.stringify({ data: { answer: OBJECT } });
const REQUESTS_PER_SECOND = 200;
const CONNECTIONS = 4;

async function readFrom(listener: RequestListener, requestsPerSecond = REQUESTS_PER_SECOND) {
  const server = await answeringServer(listener);
  const target = {
    url: server.url,
    pid: process.pid,
    databasePid: null,
    protocol: 'graphql',
    callersFile: '',
  } as const;
  const plan = { target, scenario: 'read', connections: CONNECTIONS, requestsPerSecond, seconds: 1 } as const;
  return { result: await runAtRate(plan, CALLERS), received: server.requests() };
}

/** Answers at once, except that all answers wait while the server pauses once, some time after the first request. */
function pausingOnce(afterMs: number, forMs: number): RequestListener {
  let pauseAt = 0;
  return (request, response) => {
    pauseAt ||= performance.now() + afterMs;
    const left = performance.now() < pauseAt ? 0 : pauseAt + forMs - performance.now();
    request.resume().once('end', () => setTimeout(() => response.end(ANSWER), Math.max(left, 0)));
  };
}

describe('requests at a constant rate', () => {
  test('are as many as the rate and the time say, and take as long as both say', async () => {
    const { result, received } = await readFrom((request, response) => {
      request.resume().once('end', () => response.end(ANSWER));
    });
    expect(result.requests).toBe(REQUESTS_PER_SECOND);
    expect(received).toBe(REQUESTS_PER_SECOND + CONNECTIONS);
    expect(result.seconds).toBeGreaterThan(0.99);
    expect(sumOfCounts([result.reads]).reduce((sum, [, count]) => sum + count, 0)).toBe(REQUESTS_PER_SECOND);
    expect(result.writes).toEqual([]);
    expect(percentileMs(result.late, 50)).toBeLessThan(percentileMs(result.reads, 50));
  });

  test('that were due while the server paused count with the time that they waited for a connection', async () => {
    // 100 requests become due in the pause of 500 ms, of which only as many as there are connections can be sent.
    const { result } = await readFrom(pausingOnce(400, 500));
    const waited = result.reads.filter(([step]) => Math.exp(step * Math.log(1.01)) / 1000 > 100);
    // Those of the first 400 ms of the pause. A closed loop would count four.
    expect(waited.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThanOrEqual(70);
    expect(percentileMs(result.reads, 99)).toBeGreaterThan(400);
  });

  test('end with the first wrong response', async () => {
    const answer = (_request: unknown, response: Parameters<RequestListener>[1]) => response.writeHead(500).end();
    await expect(readFrom(answer)).rejects.toThrow('wrong response: 500');
  });
});

describe('counts of latencies', () => {
  function countsOf(milliseconds: readonly number[]) {
    const counter = new LatencyCounter();
    for (const each of milliseconds) counter.record(each * 1e6);
    return counter.counts();
  }

  test('give percentiles that are at most one percent too high', () => {
    const counts = countsOf(Array.from({ length: 1000 }, (_, index) => 1 + index));
    for (const [percentile, exact] of [
      [50, 500],
      [99, 990],
      [99.9, 999],
      [100, 1000],
    ] as const) {
      expect(percentileMs(counts, percentile) / exact).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(percentileMs(counts, percentile) / exact).toBeLessThan(1.0101);
    }
  });

  test('can be added', () => {
    const sum = sumOfCounts([countsOf([1, 1, 1]), countsOf([1, 50])]);
    expect(sum.map(([, count]) => count)).toEqual([4, 1]);
    expect(percentileMs(sum, 80)).toBeLessThan(1.0101);
    expect(percentileMs(sum, 81)).toBeGreaterThan(49.9);
  });

  test('of nothing have no percentiles', () => {
    expect(() => percentileMs([], 50)).toThrow('No latency was counted.');
  });

  test('of several runs give percentiles of all requests, and the lowest and highest run', () => {
    const run = (reads: readonly number[], late: readonly number[]): RateResult => ({
      ...{
        requests: reads.length,
        seconds: 2,
        serverCpuSeconds: 0.5,
        databaseCpuSeconds: 0,
        generatorCpuSeconds: 0.5,
        writes: [],
      },
      ...{ reads: countsOf(reads), late: countsOf(late) },
    });
    const slow = Array<number>(10).fill(100);
    const load = { server: 'service', scenario: 'read', peak: 10, requestsPerSecond: 5 } as const;
    const cell = cellFromRates({ ...load, results: [run(slow, slow), run(Array(990).fill(1), [1])] });
    const { p99, p999 } = cell.latency;
    expect(cell).toMatchObject({ ...load, requests: 1000, writes: null, generatorLoad: { median: 0.25 } });
    expect(cell.reads).toEqual(cell.latency);
    expect([p99.all, p99.min, p99.max].map(Math.round)).toEqual([1, 1, 101]);
    expect([p999.all, p999.min, p999.max].map(Math.round)).toEqual([101, 1, 101]);
  });
});
