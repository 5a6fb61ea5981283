/**
 * Sends requests over a number of connections and measures them. Every response is searched for a marker, and one in sixteen
 * is compared with its expected content: the first wrong one ends the run, so that an error never counts as a fast response.
 */
import { createHistogram, type Histogram } from 'node:perf_hooks';
import { Client } from 'undici';
import { cpuSeconds } from '../servers/process-usage.js';
import type { Callers, LatencyPercentiles, LoadPlan, LoadResult } from './load-plan.js';
import { faultOf, measuredRequest, type OperationName } from './operations.js';
import { sharesOf } from './scenarios.js';

const CHECKED_THOROUGHLY = 16;

/** Runs a plan to its end. Throws at the first wrong response. */
export async function runLoad(plan: LoadPlan, { callers, objects }: Callers): Promise<LoadResult> {
  const { target, scenario, connections, until } = plan;
  const shares = sharesOf(scenario);
  const histograms = { reads: createHistogram(), writes: createHistogram(), all: createHistogram() };
  const clients = Array.from({ length: connections }, () => new Client(target.url, { pipelining: 1 }));
  let sent = 0;

  const ask = async (client: Client, operation: OperationName): Promise<number> => {
    sent += 1;
    const { tenant, token } = oneOf(callers);
    const measured = measuredRequest(operation, { tenant, object: Math.trunc(Math.random() * objects) });
    const { method, path, body } = measured.requests[target.protocol];
    const headers = { authorization: `Bearer ${token}`, ...(body !== null && { 'content-type': 'application/json' }) };
    const thoroughly = sent % CHECKED_THOROUGHLY === 0;
    const start = process.hrtime.bigint();
    const { statusCode, body: answer } = await client.request({ method, path, headers, body });
    const text = await answer.text();
    const nanoseconds = Number(process.hrtime.bigint() - start);
    const fault = faultOf(measured, target.protocol, { status: statusCode, text }, thoroughly);
    if (fault !== null) throw new Error(`${operation} of ${target.url} got a wrong response: ${fault}`);
    return nanoseconds;
  };

  try {
    // Opens the connections before time is measured.
    await Promise.all(clients.map((client) => ask(client, 'read')));
    sent = 0;
    const [serverBefore, generatorBefore, start] = [cpuSeconds(target.pid), process.cpuUsage(), performance.now()];
    const unfinished =
      'seconds' in until ? () => performance.now() - start < until.seconds * 1000 : () => sent < until.requests;
    await Promise.all(
      clients.map(async (client) => {
        while (unfinished()) {
          const operation = oneOf(shares);
          const nanoseconds = await ask(client, operation);
          histograms[operation === 'create' ? 'writes' : 'reads'].record(nanoseconds);
          histograms.all.record(nanoseconds);
        }
      }),
    );
    const { user, system } = process.cpuUsage(generatorBefore);
    return {
      requests: histograms.all.count,
      seconds: (performance.now() - start) / 1000,
      serverCpuSeconds: cpuSeconds(target.pid) - serverBefore,
      generatorCpuSeconds: (user + system) / 1e6,
      latency: latencyOf(histograms.all),
      reads: histograms.reads.count > 0 ? latencyOf(histograms.reads) : null,
      writes: histograms.writes.count > 0 ? latencyOf(histograms.writes) : null,
    };
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

function latencyOf(histogram: Histogram): LatencyPercentiles {
  return { p50Ms: histogram.percentile(50) / 1e6, p99Ms: histogram.percentile(99) / 1e6 };
}

function oneOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.trunc(Math.random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}
