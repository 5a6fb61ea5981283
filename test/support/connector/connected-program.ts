/** The built program, connected to a stand-in for Graph with real tokens over https, to be killed and suspended. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { scratchFolder } from '../files/scratch.js';
import { type KillableService, startKillableService } from '../service/killable-service.js';
import { environmentIn } from '../store/open-store.js';
import { type FaultProxy, faultProxy } from './fault-proxy.js';
import type { Behaviour } from './forwarder.js';
import { type GraphObject, type GraphStandIn, graphStandIn } from './graph-stand-in.js';
import { tokenEndpoint } from './token-endpoint.js';

export interface ConnectedProgram {
  readonly graph: GraphStandIn;
  readonly proxy: FaultProxy;
  /** Starts a process on the same database. */
  start(): Promise<KillableService>;
  /** What Graph holds for the tenant of local mode. */
  objects(): Promise<GraphObject[]>;
}

const TIMES = { GRAPH_INTERVAL: '1', GRAPH_SETTLE_SECONDS: '0.4', GRAPH_TIMEOUT: '0.6' };

export async function connectedProgram(
  behaviour: Behaviour = {},
  environment: NodeJS.ProcessEnv = {},
): Promise<ConnectedProgram> {
  const graph = await graphStandIn();
  const [proxy, tokens, folder] = [await faultProxy(graph.url, behaviour), await tokenEndpoint(graph), scratchFolder()];
  const secret = join(folder, 'client-secret');
  writeFileSync(secret, 'a secret');
  const all = {
    ...(await environmentIn(folder)),
    GRAPH_MODE: 'push',
    GRAPH_URL: proxy.url,
    GRAPH_CLIENT_ID: '99999999-8888-4777-8666-555555555555',
    GRAPH_CLIENT_SECRET_FILE: secret,
    ...tokens.environment,
    ...TIMES,
    ...environment,
  };
  let token: string | undefined;
  return {
    graph,
    proxy,
    objects: () => graph.objects(DEVELOPMENT_TENANT),
    start: async () => {
      const service = await startKillableService(all, token);
      token = service.token;
      return service;
    },
  };
}

/** Waits until Graph has been read, and confirms the connection. */
export async function adopt({ graphql }: Pick<KillableService, 'graphql'>): Promise<void> {
  const mutation = 'mutation { adoptFromGraph(input: { dryRun: false }) { linked { graphId } } }';
  await expect.poll(async () => (await graphql(mutation)).data, { timeout: 20_000 }).toBeTruthy();
}
