/**
 * Sends requests over a number of connections, on each the next one as soon as the previous one is answered (a closed loop), and
 * measures them. The first wrong response ends the run, so that an error never counts as a fast response.
 */
import { createHistogram, type Histogram } from 'node:perf_hooks';
import { startCpuMeter } from './cpu-meter.js';
import { type Connection, oneOf, withConnections } from './exchange.js';
import type { Callers, LatencyPercentiles, LoadPlan, LoadResult } from './load-plan.js';
import { sharesOf } from './scenarios.js';

/** Runs a plan to its end. Throws at the first wrong response. */
export function runLoad(plan: LoadPlan, callers: Callers): Promise<LoadResult> {
  return withConnections(plan.target, plan.connections, callers, (connections) => measureLoad(plan, connections));
}

async function measureLoad(
  { target, scenario, until }: LoadPlan,
  connections: readonly Connection[],
): Promise<LoadResult> {
  const shares = sharesOf(scenario);
  const histograms = { reads: createHistogram(), writes: createHistogram(), all: createHistogram() };
  let sent = 0;
  const [cpuTimes, start] = [startCpuMeter(target), performance.now()];
  const unfinished =
    'seconds' in until ? () => performance.now() - start < until.seconds * 1000 : () => sent < until.requests;
  const sendRequests = async (connection: Connection): Promise<void> => {
    while (unfinished()) {
      const operation = oneOf(shares);
      sent += 1;
      const { sentAt, answeredAt } = await connection.exchange(operation);
      const nanoseconds = Math.max(answeredAt - sentAt, 1);
      histograms[operation === 'create' ? 'writes' : 'reads'].record(nanoseconds);
      histograms.all.record(nanoseconds);
    }
  };
  await Promise.all(connections.map(sendRequests));
  const seconds = (performance.now() - start) / 1000;
  return {
    requests: histograms.all.count,
    seconds,
    ...cpuTimes(),
    latency: latencyOf(histograms.all),
    reads: histograms.reads.count > 0 ? latencyOf(histograms.reads) : null,
    writes: histograms.writes.count > 0 ? latencyOf(histograms.writes) : null,
  };
}

function latencyOf(histogram: Histogram): LatencyPercentiles {
  return { p50Ms: histogram.percentile(50) / 1e6, p99Ms: histogram.percentile(99) / 1e6 };
}
