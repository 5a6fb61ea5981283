/**
 * Whether the replica may answer reads. Compares it with the primary each second, trusts it for a short time after that, and says
 * in the log when this ends or begins again. Each read still looks for the position that it needs.
 */
import { SetupError } from '../../../domain/errors.js';
import type { Connections } from '../connections/connections.js';
import {
  faultOf,
  faultOfError,
  PRIMARY_STATE,
  primaryStateIn,
  REPLICA_STATE,
  type ReplicaFault,
  replicaStateIn,
  type ServerState,
} from './replica-state.js';

const CHECK_EVERY_MS = 1000;
// A failover that this process does not notice by a lost connection is noticed after this time.
const TRUSTED_MS = 3 * CHECK_EVERY_MS;
const NEVER = { until: 0, losses: -1 };

export class ReplicaWatch {
  readonly #primary: Connections;
  readonly #replica: Connections;
  readonly #warn: (message: string) => void;
  /** As long as no connection to the primary is lost: it may be another server then. */
  #trusted = NEVER;
  #isBehind = false;
  /** Where the WAL of the primary ended at the last check, in bytes. */
  #walBefore = 0;
  #reported: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(primary: Connections, replica: Connections, warn: (message: string) => void) {
    this.#primary = primary;
    this.#replica = replica;
    this.#warn = warn;
  }

  get isTrusted(): boolean {
    return performance.now() < this.#trusted.until && this.#trusted.losses === this.#primary.losses;
  }

  /** Whether it is more than a second behind, so that it is of no use to wait for a new position. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Checks from now on. Throws a `SetupError` if the replica can never be used as it is configured. */
  async start(): Promise<void> {
    const fault = await this.#check();
    if (fault?.isConfigured) throw new SetupError(fault.sentence);
    this.#checkLater();
  }

  /** Until the next check. */
  distrust(): void {
    this.#trusted = NEVER;
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #checkLater(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(async () => {
      await this.#check();
      this.#checkLater();
    }, CHECK_EVERY_MS).unref();
  }

  async #check(): Promise<ReplicaFault | null> {
    const trusted = { until: performance.now() + TRUSTED_MS, losses: this.#primary.losses };
    const primary = await this.#primary.readOnce(PRIMARY_STATE, []).then(primaryStateIn, () => null);
    // Without the primary nothing is known about the replica. The trust ends by itself.
    if (primary === null) return null;
    const fault = await this.#faultBeside(primary);
    this.#walBefore = primary.wal;
    this.#trusted = fault === null ? trusted : NEVER;
    // Another of several servers may be a standby.
    if (fault !== null) this.#replica.lookAgain();
    if (!this.#isStopped) this.#report(fault?.sentence ?? null);
    return fault;
  }

  async #faultBeside(primary: ServerState): Promise<ReplicaFault | null> {
    try {
      const replica = replicaStateIn(await this.#replica.readOnce(REPLICA_STATE, []));
      this.#isBehind = replica.wal < this.#walBefore;
      return faultOf(primary, replica);
    } catch (error) {
      return faultOfError(error);
    }
  }

  /** Once for each change. */
  #report(fault: string | null): void {
    if (fault === this.#reported) return;
    this.#reported = fault;
    this.#warn(
      fault === null
        ? 'The server of DATABASE_READ_URL answers reads again.'
        : `${fault} The primary answers all reads.`,
    );
  }
}
