/** A database of PostgreSQL for `verify`, `checkpoint` and `forget`, also while services use it. Never migrates it. */
import type { Client } from 'pg';
import { Refusal, SetupError } from '../../../domain/errors.js';
import type { ProofReader } from '../../sql/proof/proof-reader.js';
import type { Row } from '../../sql/snapshot.js';
import { readConnectionUrl } from '../connections/connection-url.js';
import { faultWords } from '../connections/postgres-errors.js';
import { BEGIN_READING, run } from '../connections/statement.js';
import { MIGRATIONS } from '../migrations/index.js';
import { connected, refuseCopy, schemaNumber } from '../schema.js';

export class PostgresProofReader implements ProofReader {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** Throws a `SetupError` if the database cannot be used. */
  static async open(databaseUrl: string): Promise<PostgresProofReader> {
    const client = await connected(readConnectionUrl(databaseUrl), 0);
    const reader = new PostgresProofReader(client);
    try {
      const schema = await schemaNumber(client);
      if (schema !== MIGRATIONS.length) {
        throw new SetupError(
          `The database has schema ${schema ?? 0}, and this release verifies schema ${MIGRATIONS.length}. Migrate it with a start, or use its release.`,
        );
      }
      await refuseCopy(client);
      return reader;
    } catch (error) {
      await reader.close();
      throw error;
    }
  }

  async run(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    try {
      return await run(this.#client, { text }, values);
    } catch (error) {
      const [words] = faultWords(error) ?? [];
      throw words === undefined
        ? error
        : new Refusal('UNAVAILABLE', `${words} Run the command again.`, { cause: error });
    }
  }

  async onOneState<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.run(BEGIN_READING.text);
    // The role may have a limit, and a session may be a pooler's, so the limit is lifted for the transaction only.
    await this.run('SET LOCAL statement_timeout = 0');
    try {
      return await work();
    } finally {
      // Fails if the connection is lost.
      await this.run('COMMIT').catch(() => {});
    }
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => {});
  }
}
