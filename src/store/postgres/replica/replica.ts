/**
 * Reads from a replica. Each read looks in its own snapshot whether the replica has the position of the tenant that the read needs.
 * What the replica cannot answer is left to the primary: no fault of the replica becomes an error of a read.
 */
import type { Row } from '../../sql/snapshot.js';
import type { Connecting } from '../connections/connection-url.js';
import { Connections } from '../connections/connections.js';
import { codeOf, isLost } from '../connections/postgres-errors.js';
import type { Statement } from '../connections/statement.js';
import { allOnOneState, type Query, type Results } from '../postgres-snapshot.js';
import { ReplicaWatch } from './replica-watch.js';

const WAIT_MS = 200;
const LOOK_EVERY_MS = 10;
// The primary would need as long, or refuse the same values.
const OF_THE_READ = /^(57014|22\w{3})$/;

const LOOK: Statement = {
  name: 'look',
  text: `SELECT pg_is_in_recovery()::text, (SELECT position FROM tenant WHERE tenant_id = $1)`,
};

export class Replica {
  readonly #connections: Connections;
  readonly #watch: ReplicaWatch;
  readonly #statements = new Map<string, Statement>();

  private constructor(connections: Connections, watch: ReplicaWatch) {
    this.#connections = connections;
    this.#watch = watch;
  }

  /** Throws a `SetupError` if the replica can never be used as it is configured. One that is only away is used later. */
  static async open(connecting: Connecting, primary: Connections, warn: (message: string) => void): Promise<Replica> {
    const connections = new Connections(connecting, 'replica');
    const replica = new Replica(connections, new ReplicaWatch(primary, connections, warn));
    try {
      await replica.#watch.start();
      return replica;
    } catch (error) {
      await replica.close();
      throw error;
    }
  }

  /** Whether it may answer reads now. */
  get isTrusted(): boolean {
    return this.#watch.isTrusted;
  }

  /** The rows of a statement by key; null if the primary must be asked. It must be also for a row that is not there. */
  byKey(statement: Statement, values: readonly unknown[], position: number): Promise<readonly Row[] | null> {
    return this.#unlessAway(async () => {
      const rows = await this.#connections.readOnce(this.#looking(statement), values);
      const found = rows.filter((row) => hasReached(row, position)).map((row) => row.slice(2));
      return found.some(([tenantId]) => tenantId !== null) ? found : null;
    });
  }

  /** Whether it has a position of a tenant. */
  async has(tenantId: string, position: number): Promise<boolean> {
    const look = await this.#unlessAway(() => this.#connections.readOnce(LOOK, [tenantId]));
    return hasReached(look?.[0], position);
  }

  /** Whether it has a position of a tenant now or shortly. */
  async reaches(tenantId: string, position: number): Promise<boolean> {
    const end = performance.now() + WAIT_MS;
    while (!(await this.has(tenantId, position))) {
      if (this.#watch.isBehind || !this.isTrusted || performance.now() > end) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return true;
  }

  /** The results of queries on one state; null if the primary must be asked. */
  all(tenantId: string, position: number, queries: readonly Query[]): Promise<Results | null> {
    const looking = { sql: LOOK.text, parameters: [tenantId] };
    return this.#unlessAway(async () => {
      const [look, ...results] = await this.#connections.withClient('readers', (client) =>
        allOnOneState(client, [looking, ...queries]),
      );
      // Behind one address there may be several servers, of which one was asked before.
      return hasReached(look?.[0], position) ? results : null;
    });
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.#connections.close();
  }

  /** The statement that also looks, in the same snapshot. Its row is there even if nothing is found. */
  #looking(statement: Statement): Statement {
    const known = this.#statements.get(statement.name);
    if (known !== undefined) return known;
    const text = `${LOOK.text}, found.* FROM (SELECT 1) AS one LEFT JOIN (${statement.text}) AS found ON true`;
    const looking = { name: `${statement.name}_on_replica`, text };
    this.#statements.set(statement.name, looking);
    return looking;
  }

  async #unlessAway<Result>(read: () => Promise<Result>): Promise<Result | null> {
    try {
      return await read();
    } catch (error) {
      if (OF_THE_READ.test(codeOf(error))) throw error;
      if (isLost(error)) this.#watch.distrust();
      return null;
    }
  }
}

/** Whether the row of a look is of a standby that has the position. One that was promoted may go its own way. */
function hasReached(look: Row | undefined, position: number): boolean {
  const [isInRecovery, reached] = look ?? [];
  return isInRecovery === 'true' && Number(reached ?? 0) >= position;
}
