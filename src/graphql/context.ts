/** What every resolver receives. */
import type { Call } from '../domain/caller.js';
import type { SettingsService } from '../domain/settings-service.js';

export interface GraphqlContext {
  readonly call: Call;
  readonly settings: SettingsService;
  /** Takes the cost of the operation from the caller's budget, or throws a `Refusal`. */
  readonly charge: (cost: number) => Promise<void>;
  /** Whether the client asked to be told the cost. */
  readonly tellsCost: boolean;
  /** Tells the log of an error that was not foreseen. */
  readonly reportFault: (error: unknown) => void;
}
