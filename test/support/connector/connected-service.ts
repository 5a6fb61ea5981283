/** A service that is connected to a stand-in for Graph over real HTTP, through a proxy that can add faults. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { scratchFolder } from '../files/scratch.js';
import { type Booted, boot } from '../service/boot.js';
import { type FaultProxy, type FaultProxyOptions, faultProxy } from './fault-proxy.js';
import { type GraphStandIn, graphStandIn } from './graph-stand-in.js';

/** The tenant of the service in local mode, and so the one that is connected. */
export const CONNECTED_TENANT = DEVELOPMENT_TENANT;

export interface ConnectedService {
  readonly service: Booted;
  readonly graph: GraphStandIn;
  readonly proxy: FaultProxy;
  /** Waits until Graph has been read, and confirms the connection. */
  adopt(): Promise<void>;
}

/** Short times, so that tests need not wait for what takes minutes with Microsoft Graph. */
const TIMES = { GRAPH_INTERVAL: '1', GRAPH_SETTLE_SECONDS: '0.2', GRAPH_TIMEOUT: '5' };

export interface ConnectedOptions {
  readonly standIn?: NodeJS.ProcessEnv;
  readonly folder?: string;
  readonly faults?: FaultProxyOptions;
  /** Starts only the service, beside the stand-in and the proxy of this one. */
  readonly earlier?: Pick<ConnectedService, 'graph' | 'proxy'>;
}

/** Starts all three. They stop when the test ends. */
export async function connectedService(
  environment: NodeJS.ProcessEnv = {},
  { standIn = {}, folder = scratchFolder(), faults = {}, earlier }: ConnectedOptions = {},
): Promise<ConnectedService> {
  const graph = earlier?.graph ?? (await graphStandIn(standIn));
  const proxy = earlier?.proxy ?? (await faultProxy(graph.url, faults));
  const secret = join(folder, 'client-secret');
  writeFileSync(secret, 'not asked for: the tokens come from the stand-in');
  const options = {
    GRAPH_MODE: 'push',
    GRAPH_URL: proxy.url,
    GRAPH_CLIENT_ID: '99999999-8888-4777-8666-555555555555',
    GRAPH_CLIENT_SECRET_FILE: secret,
    ...TIMES,
  };
  const graphTokens = {
    token: async (tenantId: string) => ({ value: await graph.token(tenantId), access: 'write' as const }),
  };
  const service = await boot({ ...options, ...environment }, folder, { compileAfter: 0, graphTokens });
  return { service, graph, proxy, adopt: () => adopt(service) };
}

async function adopt({ graphql }: Booted): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const { data, errors } = await graphql<{ readonly adoptFromGraph: object }>(
      'mutation { adoptFromGraph(input: { dryRun: false }) { linked { graphId } } }',
    );
    if (data?.adoptFromGraph) return;
    const [error] = errors ?? [];
    if (error?.extensions?.['code'] !== 'UNAVAILABLE' || Date.now() > deadline) {
      throw new Error(`The tenant was not adopted: ${JSON.stringify(errors)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
