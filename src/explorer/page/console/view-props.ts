/** What every view of the console gets. */
import type { Address } from './address.js';
import type { Log } from './history/use-log.js';
import type { Intune } from './intune/use-intune.js';

export interface ViewProps {
  readonly address: Address;
  /** The tenant's latest changes, live. `log.revision` says when to load again. */
  readonly log: Log;
  /** Null if the tenant is not connected. */
  readonly intune: Intune | null;
  /** Whether the token may write and the service takes changes. Views show no buttons that would be refused. */
  readonly canWrite: boolean;
  /** To be called when the connection to Intune may be another one. */
  readonly onConnectionChange: () => void;
}
