/** What every resolver receives. */
import type { Call } from '../domain/caller.js';
import type { SettingsService } from '../domain/settings-service.js';

export interface GraphqlContext {
  readonly call: Call;
  readonly settings: SettingsService;
  /** Tells the log of an error that was not foreseen. */
  readonly reportFault: (error: unknown) => void;
}
