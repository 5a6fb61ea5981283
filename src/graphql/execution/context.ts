/** What every resolver receives. */
import type { FastifyBaseLogger } from 'fastify';
import type { Call } from '../../domain/caller.js';
import type { SettingsService } from '../../domain/settings-service.js';
import type { Charge } from '../../http/rate-limiter.js';

export interface GraphqlContext {
  readonly call: Call;
  readonly settings: SettingsService;
  /** Takes the cost of the operation from the caller's budget, or throws a `Refusal`. */
  readonly charge: (cost: number) => Promise<void>;
  /** Whether the client asked to be told the cost. */
  readonly tellsCost: boolean;
  /** Tells the log of an error that was not foreseen. */
  readonly reportFault: (error: unknown) => void;
  /** Tells the log of a document that is not trusted, by the hash it came under. */
  readonly reportUntrusted: (hash: string | null) => void;
}

/** What all requests have in common. */
export interface GraphqlServices {
  readonly settings: SettingsService;
  readonly charge: Charge;
}

/** The context of one request, whatever carried it. */
export function graphqlContext(
  { settings, charge }: GraphqlServices,
  call: Call,
  log: Pick<FastifyBaseLogger, 'error' | 'warn'>,
  tellsCost = false,
): GraphqlContext {
  return {
    call,
    settings,
    charge: (cost) => charge(call.caller, cost),
    tellsCost,
    reportFault: (error) => log.error({ err: error }, 'request failed'),
    reportUntrusted: (hash) => log.warn({ hash }, 'untrusted document'),
  };
}
