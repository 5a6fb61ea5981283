/** A database of PostgreSQL as an end of a copy: one connection without limits of time. */
import type { Client } from 'pg';
import { SetupError } from '../../../domain/errors.js';
import type { CopyEnd } from '../../sql/copying/copy-ports.js';
import { copyStopped } from '../../sql/copying/copy-stopped.js';
import type { Row } from '../../sql/snapshot.js';
import { codeOf, faultWords } from '../connections/postgres-errors.js';
import { run } from '../connections/statement.js';

export class PostgresCopyEnd implements CopyEnd {
  protected readonly client: Client;
  readonly #name: 'source' | 'target';

  constructor(client: Client, name: 'source' | 'target') {
    this.client = client;
    this.#name = name;
  }

  async run(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    try {
      return await run(this.client, { text }, values);
    } catch (error) {
      throw this.#explained(error);
    }
  }

  async close(): Promise<void> {
    // Fails if the connection is lost.
    await this.client.end().catch(() => {});
  }

  #explained(error: unknown): unknown {
    if (codeOf(error) === '42501') {
      return new SetupError(`The user of the ${this.#name} lacks a right. Use the one that owns the tables.`, {
        cause: error,
      });
    }
    const [words] = faultWords(error) ?? [];
    return words === undefined ? error : copyStopped(`The ${this.#name}: ${words}`, error);
  }
}
