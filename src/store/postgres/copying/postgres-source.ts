/** A database of PostgreSQL to copy from: one snapshot, and a look at the end whether anything was written since. */
import { SetupError } from '../../../domain/errors.js';
import type { CopySource } from '../../sql/copying/copy-ports.js';
import { copyStopped } from '../../sql/copying/copy-stopped.js';
import { readConnectionUrl } from '../connections/connection-url.js';
import { BEGIN_READING, run } from '../connections/statement.js';
import { MIGRATIONS } from '../migrations/index.js';
import { connected, refuseCopy, schemaNumber } from '../schema.js';
import { PostgresCopyEnd } from './postgres-copy-end.js';

// Every commit moves a head. Every write to the ledger is made with a lease, which its holder renews, except those of `graph hold` and of
// the erasure of old contents.
const STATE = `SELECT
  (SELECT md5(coalesce(string_agg(tenant_id || ' ' || position, ',' ORDER BY tenant_id), '')) FROM tenant),
  (SELECT md5(coalesce(string_agg(tenant_id || ' ' || fence || ' ' || until, ',' ORDER BY tenant_id), '')) FROM graph_lease),
  (SELECT sum(reviewed)::bigint FROM graph_connection),
  (SELECT count(content) FROM graph_attempt)`;

export class PostgresSource extends PostgresCopyEnd implements CopySource {
  #state = '';

  /** Throws a `SetupError` if the database cannot be used. */
  static async open(databaseUrl: string): Promise<PostgresSource> {
    const client = await connected(readConnectionUrl(databaseUrl), 0);
    const source = new PostgresSource(client, 'source');
    try {
      const schema = await schemaNumber(client);
      if (schema !== MIGRATIONS.length) {
        throw new SetupError(
          schema === null
            ? 'The source has no tables. Name the database to copy from.'
            : `The source has schema ${schema}; this release copies schema ${MIGRATIONS.length}. Migrate it with a start, or use its release.`,
        );
      }
      await refuseCopy(client);
      await run(client, BEGIN_READING);
      // The snapshot is idle while the target writes.
      await run(client, { text: 'SET LOCAL idle_in_transaction_session_timeout = 0' });
      source.#state = await source.#readState();
      return source;
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  async ensureUnchanged(): Promise<void> {
    await this.run('COMMIT');
    if ((await this.#readState()) === this.#state) return;
    throw copyStopped('The source was written during the copy. Stop every process of the service that uses it.');
  }

  async #readState(): Promise<string> {
    return JSON.stringify(await this.run(STATE));
  }
}
