/** What every resolver receives. */
import type { FastifyBaseLogger } from 'fastify';
import type { Call } from '../../domain/caller.js';
import type { GraphConnection } from '../../domain/graph-connection.js';
import type { SettingsService } from '../../domain/settings-service.js';
import type { Charge } from '../../http/rate-limiter.js';
import { type GraphLoads, graphLoads } from './graph-loads.js';

export interface GraphqlContext {
  readonly call: Call;
  readonly service: SettingsService;
  readonly connection: GraphConnection;
  /** Reads of the connection that several fields share. */
  readonly graph: GraphLoads;
  /** Takes a cost from the caller's budget. Throws a `Refusal` if too little is left. */
  readonly charge: (cost: number) => Promise<void>;
  /** Whether the client wants the cost in the response. */
  readonly includesCost: boolean;
  /** Logs an unexpected error. */
  readonly reportFault: (error: unknown) => void;
  /** Logs a document that is not in the manifest, with the hash that the client sent. */
  readonly reportUntrusted: (hash: string | null) => void;
}

/** What the contexts of all requests share. */
export interface SharedContext {
  readonly service: SettingsService;
  readonly connection: GraphConnection;
  readonly charge: Charge;
}

/** The context of one request over any transport. */
export function graphqlContext(
  { service, connection, charge }: SharedContext,
  call: Call,
  log: Pick<FastifyBaseLogger, 'error' | 'warn'>,
  includesCost = false,
): GraphqlContext {
  // Made on first use, because few requests need them.
  let loads: GraphLoads | undefined;
  return {
    call,
    service,
    connection,
    get graph() {
      loads ??= graphLoads(connection, call);
      return loads;
    },
    charge: (cost) => charge(call.caller, cost),
    includesCost,
    reportFault: (error) => log.error({ err: error }, 'request failed'),
    reportUntrusted: (hash) => log.warn({ hash }, 'untrusted document'),
  };
}
