/**
 * Learns of the commits of other processes: asks for the positions of the tenants that are followed here, and reports those
 * that are new. The position is visible with the change itself, so nothing is missed, and a lost connection only delays.
 */
import type { Connections } from './connections/connections.js';
import { STATEMENTS } from './statements.js';

export const LOOK_EVERY_MS = 250;
const TENANTS_PER_LOOK = 1000;

export type Followed = () => Iterable<string>;

export class ForeignCommits {
  readonly #connections: Connections;
  readonly #report: (touched: ReadonlySet<string>) => void;
  readonly #followed = new Set<Followed>();
  // The last position of each followed tenant that was reported here.
  readonly #reported = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(connections: Connections, report: (touched: ReadonlySet<string>) => void) {
    this.#connections = connections;
    this.#report = report;
  }

  /** Looks for new commits to these tenants, until the returned function is called. */
  follow(followed: Followed): () => void {
    this.#followed.add(followed);
    this.#timer ??= setTimeout(() => void this.#look(), LOOK_EVERY_MS).unref();
    return () => {
      this.#followed.delete(followed);
      if (this.#followed.size === 0) this.stop();
    };
  }

  /** A commit of this process has been reported up to a position. */
  own(tenantId: string, position: number): void {
    const reported = this.#reported.get(tenantId);
    // A later position of another process may have been reported already. One in between may not: only the next is certain.
    if (reported !== undefined && position === reported + 1) this.#reported.set(tenantId, position);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#reported.clear();
  }

  async #look(): Promise<void> {
    const tenants = [...new Set([...this.#followed].flatMap((followed) => [...followed()]))];
    const known = new Set(tenants);
    for (const tenantId of this.#reported.keys()) if (!known.has(tenantId)) this.#reported.delete(tenantId);
    // A look that fails is repeated by the next one.
    await this.#compare(tenants).catch(() => {});
    if (this.#timer !== null) this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY_MS).unref();
  }

  async #compare(tenants: readonly string[]): Promise<void> {
    for (let start = 0; start < tenants.length; start += TENANTS_PER_LOOK) {
      const part = tenants.slice(start, start + TENANTS_PER_LOOK);
      const rows = await this.#connections.read(STATEMENTS.positions, [part]);
      const positions = new Map(rows.map(([id, position]) => [String(id), Number(position)]));
      // The first look at a tenant reports it too: a commit may lie between the follower's read and the look.
      const touched = part.filter((id) => (positions.get(id) ?? 0) !== (this.#reported.get(id) ?? -1));
      for (const tenantId of touched) this.#reported.set(tenantId, positions.get(tenantId) ?? 0);
      if (touched.length > 0 && this.#timer !== null) this.#report(new Set(touched));
    }
  }
}
