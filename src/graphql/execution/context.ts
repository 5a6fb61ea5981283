/** What every resolver receives. */
import type { FastifyBaseLogger } from 'fastify';
import type { Call } from '../../domain/caller.js';
import type { GraphConnection } from '../../domain/graph-connection.js';
import type { SettingsService } from '../../domain/settings-service.js';
import { logFault } from '../../http/failures.js';
import type { Charge } from '../../http/rate-limiter.js';
import { type GraphLoads, graphLoads } from './graph-loads.js';

export interface GraphqlContext {
  readonly call: Call;
  readonly service: SettingsService;
  readonly connection: GraphConnection;
  /** Reads of the connection that several fields share. */
  readonly graph: GraphLoads;
  /** Takes a cost from the caller's budget. Rejects with a `Refusal` if too little is left. Null if there is no limit. */
  charge(cost: number): Promise<void> | null;
  /** Whether the client wants the cost in the response. */
  readonly includesCost: boolean;
  /** Logs an unexpected error. */
  reportFault(error: unknown): void;
  /** Logs a document that is not in the manifest, with the hash that the client sent. */
  reportUntrusted(hash: string | null): void;
}

/** What the contexts of all requests share. */
export interface SharedContext {
  readonly service: SettingsService;
  readonly connection: GraphConnection;
  readonly charge: Charge;
}

/** The context of one request over any transport. */
export function graphqlContext(
  shared: SharedContext,
  call: Call,
  log: Pick<FastifyBaseLogger, 'error' | 'warn'>,
  includesCost = false,
): GraphqlContext {
  return new RequestContext(shared, call, log, includesCost);
}

/**
 * A class for its getters: V8 gives each object literal with a getter a hidden class of its own, which survives until the next
 * major garbage collection with all that the getter refers to.
 */
class RequestContext implements GraphqlContext {
  readonly call: Call;
  readonly service: SettingsService;
  readonly connection: GraphConnection;
  readonly includesCost: boolean;
  readonly #charge: Charge;
  readonly #log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  // Made on first use, because few requests need them.
  #loads: GraphLoads | undefined;

  constructor(
    { service, connection, charge }: SharedContext,
    call: Call,
    log: Pick<FastifyBaseLogger, 'error' | 'warn'>,
    includesCost: boolean,
  ) {
    this.call = call;
    this.service = service;
    this.connection = connection;
    this.includesCost = includesCost;
    this.#charge = charge;
    this.#log = log;
  }

  get graph(): GraphLoads {
    this.#loads ??= graphLoads(this.connection, this.call);
    return this.#loads;
  }

  charge(cost: number): Promise<void> | null {
    return this.#charge(this.call.caller, cost);
  }

  reportFault(error: unknown): void {
    logFault(this.#log, error);
  }

  reportUntrusted(hash: string | null): void {
    this.#log.warn({ hash }, 'untrusted document');
  }
}
