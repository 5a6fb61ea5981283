/** Rounds are interleaved, the figures of a cell are medians of its rounds, and those of several runs are medians of the runs. */
import { describe, expect, test } from 'vitest';
import type { LoadPlan, LoadResult } from '../../bench/load/load-plan.js';
import { cellFromRounds, measure } from '../../bench/measurements/measure.js';
import { combineRuns, ratiosOver } from '../../bench/measurements/runs.js';
import { figureOf } from '../../bench/measurements/statistics.js';
import { cell, figure } from '../support/bench/sample-results.js';

const LOAD = { server: 'service', scenario: 'mix', connections: 16 } as const;

function result(requests: number): LoadResult {
  const latency = { p50Ms: requests / 100, p99Ms: requests / 10 };
  const cpu = { serverCpuSeconds: 0.5, databaseCpuSeconds: 0.25, generatorCpuSeconds: 1 };
  return { requests, seconds: 2, ...cpu, latency, reads: latency, writes: null };
}

function measuredServer(name: string) {
  const target = { url: name, pid: 0, databasePid: null, protocol: 'graphql', callersFile: '' } as const;
  return { name, target, restore: () => {} };
}

describe('a measurement', () => {
  const schedule = {
    measuredServers: ['a', 'b', 'c'].map(measuredServer),
    scenarios: ['read', 'create'],
    connections: [1, 16],
    rounds: 3,
    secondsEach: 1,
    firstRound: 0,
    warmUpRequests: 500,
  } as const;

  test('warms each server up, then runs each load on each server in turn, starting with another server in each round', async () => {
    const plans: LoadPlan[] = [];
    const run = async (plan: LoadPlan) => {
      plans.push(plan);
      return result(plans.length);
    };
    const cells = await measure({ run }, schedule, () => {});

    const order = plans.map(({ target, scenario, connections }) => `${target.url} ${scenario} ${connections}`);
    expect(order.slice(0, 3)).toEqual(['a mix 16', 'b mix 16', 'c mix 16']);
    expect(order.slice(3, 9)).toEqual(['a read 1', 'b read 1', 'c read 1', 'a read 16', 'b read 16', 'c read 16']);
    const firstOfRound = [3, 15, 27].map((index) => order[index]);
    expect(firstOfRound).toEqual(['a read 1', 'b read 1', 'c read 1']);
    expect(order).toHaveLength(3 + 3 * 2 * 2 * 3);
    expect(cells).toHaveLength(3 * 2 * 2);
    // The first of its load in the first round, and the second in the third.
    expect(cells[0]).toMatchObject({ server: 'a', scenario: 'read', requestsPerSecond: { min: 2, max: 14.5 } });
  });

  test('removes created objects before anything else is measured', async () => {
    const done: string[] = [];
    const measuredServers = ['a', 'b'].map((name) => ({
      ...measuredServer(name),
      restore: () => done.push(`${name} is restored`),
    }));
    const run = async ({ target, scenario }: LoadPlan) => {
      done.push(`${target.url} ${scenario}`);
      const loaded = result(1000);
      return { ...loaded, writes: scenario === 'read' ? null : loaded.latency };
    };
    const once = { ...schedule, measuredServers, connections: [1], rounds: 1 };
    await measure({ run }, once, () => {});

    expect(done).toEqual([
      ...['a mix', 'a is restored', 'b mix', 'b is restored'],
      ...['a read', 'b read'],
      ...['a create', 'a is restored', 'b create', 'b is restored'],
    ]);
  });
});

describe('a cell', () => {
  test('has the median of its rounds and the extremes', () => {
    const { requestsPerSecond, cpuPerRequest, databaseCpuPerRequest, latency, reads, writes } = cellFromRounds(
      LOAD,
      [1000, 5000, 2000].map(result),
    );
    expect(requestsPerSecond).toEqual({ median: 1000, min: 500, max: 2500 });
    // Of the server and of the database server together, and of the latter.
    expect(cpuPerRequest).toEqual({ median: 375, min: 150, max: 750 });
    expect(databaseCpuPerRequest).toEqual({ median: 125, min: 50, max: 250 });
    expect(latency.p99).toEqual({ median: 200, min: 100, max: 500 });
    expect(reads).toEqual(latency);
    expect(writes).toBeNull();
  });

  test('of an even number of rounds has the mean of the two in the middle', () => {
    expect(figureOf([4, 1, 10, 2])).toEqual({ median: 3, min: 1, max: 10 });
  });

  test('cannot be made of no rounds', () => {
    expect(() => figureOf([])).toThrow('nothing to take a median of');
  });
});

describe('several runs', () => {
  const load = { scenario: 'read', connections: 16 } as const;
  // The second run was slower for both servers; only in the third did one of them do better.
  const runs = [
    { service: 1000, peer: 2000 },
    { service: 500, peer: 1000 },
    { service: 900, peer: 1200 },
  ].map(({ service, peer }) => [
    cell({ server: 'service', ...load }, service, 100),
    cell({ server: 'peer', ...load }, peer, 50),
  ]);

  test('give medians and ranges of the runs', () => {
    const [service, peer] = combineRuns(runs);
    expect(service).toMatchObject({
      server: 'service',
      ...load,
      requestsPerSecond: { median: 900, min: 500, max: 1000 },
    });
    expect(peer?.requestsPerSecond).toEqual({ median: 1200, min: 1000, max: 2000 });
    expect(service?.reads?.p99).toEqual(figure(2));
    expect(service?.writes).toBeNull();
  });

  test('give multiples that are taken in each run', () => {
    expect(ratiosOver(runs, 'service', 'peer')).toEqual([
      {
        ...{ server: 'service', other: 'peer', ...load },
        requestsPerSecond: { median: 0.5, min: 0.5, max: 0.75 },
        cpuPerRequest: figure(2),
      },
    ]);
  });

  test('give no multiples of a server that was not measured', () => {
    expect(ratiosOver(runs, 'service', 'another')).toEqual([]);
  });
});
