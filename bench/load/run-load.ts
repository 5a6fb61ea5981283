/**
 * Sends requests over a number of connections and measures them. Every response is searched for a marker, and one in sixteen
 * is compared with its expected content: the first wrong one ends the run, so that an error never counts as a fast response.
 */
import { createHistogram, type Histogram } from 'node:perf_hooks';
import { Client } from 'undici';
import { cpuSeconds } from '../servers/process-usage.js';
import type { Callers, LatencyPercentiles, LoadPlan, LoadResult, Target } from './load-plan.js';
import { faultOf, measuredRequest, type OperationName } from './operations.js';
import { sharesOf } from './scenarios.js';

const CHECKED_THOROUGHLY = 16;

/** Runs a plan to its end. Throws at the first wrong response. */
export async function runLoad(plan: LoadPlan, callers: Callers): Promise<LoadResult> {
  const { target, connections } = plan;
  const clients = Array.from({ length: connections }, () => new Client(target.url, { pipelining: 1 }));
  try {
    // Opens the connections before time is measured.
    await Promise.all(clients.map((client) => timeRequest(client, target, 'read', callers, false)));
    return await measureLoad(plan, callers, clients);
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

async function measureLoad(
  { target, scenario, until }: LoadPlan,
  callers: Callers,
  clients: readonly Client[],
): Promise<LoadResult> {
  const shares = sharesOf(scenario);
  const histograms = { reads: createHistogram(), writes: createHistogram(), all: createHistogram() };
  let sent = 0;
  const [serverBefore, generatorBefore, start] = [cpuSeconds(target.pid), process.cpuUsage(), performance.now()];
  const unfinished =
    'seconds' in until ? () => performance.now() - start < until.seconds * 1000 : () => sent < until.requests;
  const sendRequests = async (client: Client): Promise<void> => {
    while (unfinished()) {
      const operation = oneOf(shares);
      sent += 1;
      const nanoseconds = await timeRequest(client, target, operation, callers, sent % CHECKED_THOROUGHLY === 0);
      histograms[operation === 'create' ? 'writes' : 'reads'].record(nanoseconds);
      histograms.all.record(nanoseconds);
    }
  };
  await Promise.all(clients.map(sendRequests));
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
}

/** Sends a request as a random caller for a random object and checks the response. Returns nanoseconds. */
async function timeRequest(
  client: Client,
  { url, protocol }: Target,
  operation: OperationName,
  { callers, objects }: Callers,
  thoroughly: boolean,
): Promise<number> {
  const { tenant, token } = oneOf(callers);
  const measured = measuredRequest(operation, { tenant, object: Math.trunc(Math.random() * objects) });
  const { method, path, body } = measured.requests[protocol];
  const headers = { authorization: `Bearer ${token}`, ...(body !== null && { 'content-type': 'application/json' }) };
  const start = process.hrtime.bigint();
  const response = await client.request({ method, path, headers, body });
  const text = await response.body.text();
  const nanoseconds = Number(process.hrtime.bigint() - start);
  const fault = faultOf(measured, protocol, { status: response.statusCode, text }, thoroughly);
  if (fault !== null) throw new Error(`${operation} of ${url} got a wrong response: ${fault}`);
  return nanoseconds;
}

function latencyOf(histogram: Histogram): LatencyPercentiles {
  return { p50Ms: histogram.percentile(50) / 1e6, p99Ms: histogram.percentile(99) / 1e6 };
}

function oneOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.trunc(Math.random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}
