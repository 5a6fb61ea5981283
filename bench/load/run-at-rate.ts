/**
 * Sends requests at fixed times, whether or not earlier ones are answered (an open loop), and counts each latency from the time
 * at which the request was due. A server that stops for a second is therefore charged with all requests that were due in this
 * second. A closed loop would only see those that were in progress.
 */
import { Worker } from 'node:worker_threads';
import { PACER_PROGRAM } from '../paths.js';
import { startCpuMeter } from './cpu-meter.js';
import { type Connection, nowNs, oneOf, withConnections } from './exchange.js';
import { LatencyCounter } from './latency-counts.js';
import type { Callers, RatePlan, RateResult } from './load-plan.js';
import type { Pace } from './pacer-program.js';
import { sharesOf } from './scenarios.js';

// The pacer's thread starts in this time, so that the first requests are not late.
const START_AFTER_NS = 200e6;

/** Runs a plan to its end. Throws at the first wrong response. */
export function runAtRate(plan: RatePlan, callers: Callers): Promise<RateResult> {
  return withConnections(plan.target, plan.connections, callers, (connections) => measureRate(plan, connections));
}

async function measureRate(
  { target, scenario, requestsPerSecond, seconds }: RatePlan,
  connections: readonly Connection[],
): Promise<RateResult> {
  const counters = { reads: new LatencyCounter(), writes: new LatencyCounter(), late: new LatencyCounter() };
  const requests = Math.max(1, Math.round(requestsPerSecond * seconds));
  const pace: Pace = { start: nowNs() + START_AFTER_NS, interval: 1e9 / requestsPerSecond, requests };
  const cpuTimes = startCpuMeter(target);
  await keepPace(pace, scenario, connections, counters);
  return {
    requests,
    seconds: (nowNs() - pace.start) / 1e9,
    ...cpuTimes(),
    reads: counters.reads.counts(),
    writes: counters.writes.counts(),
    late: counters.late.counts(),
  };
}

/** Resolves when all requests are answered. If no connection is free, requests wait in the order in which they are due. */
async function keepPace(
  pace: Pace,
  scenario: RatePlan['scenario'],
  connections: readonly Connection[],
  counters: Readonly<Record<'reads' | 'writes' | 'late', LatencyCounter>>,
): Promise<void> {
  const [shares, idle] = [sharesOf(scenario), [...connections]];
  const dueAt = (request: number) => pace.start + request * pace.interval;
  let [due, sent, answered] = [0, 0, 0];
  const sendDue = async (connection: Connection): Promise<void> => {
    while (sent < due) {
      const [operation, at] = [oneOf(shares), dueAt(sent)];
      sent += 1;
      const { answeredAt } = await connection.exchange(operation);
      counters[operation === 'create' ? 'writes' : 'reads'].record(answeredAt - at);
      answered += 1;
    }
    idle.push(connection);
  };
  const pacer = new Worker(PACER_PROGRAM, { workerData: pace });
  try {
    await new Promise<void>((resolve, reject) => {
      pacer.on('error', reject).on('message', (request: number) => {
        due = request + 1;
        counters.late.record(nowNs() - dueAt(request));
        const resolveAtEnd = () => answered === pace.requests && resolve();
        // In turn, because an idle connection would be closed by the server.
        const connection = idle.shift();
        if (connection !== undefined) sendDue(connection).then(resolveAtEnd, reject);
      });
    });
  } finally {
    await pacer.terminate();
  }
}
