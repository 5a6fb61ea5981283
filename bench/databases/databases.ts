/** Databases for servers and their data: what a measurement needs of either kind. */
import type { Size } from '../servers/dataset.js';

/** Databases are named by their `DATABASE_URL`. */
export interface Databases {
  /** The process of the database server; null if there is none. */
  readonly pid: number | null;
  /** What the database server says about itself; null if there is none. */
  readonly description: string | null;
  /** Makes an empty database. */
  empty(): string;
  /** Makes a database and fills it. */
  filled(size: Size): Promise<string>;
  /** Copies a database that nobody uses. */
  copy(databaseUrl: string): string;
  /** Deletes what was created since the database was filled. A server may be using it. */
  removeCreated(databaseUrl: string): void;
  /** Removes a database that nobody uses. */
  remove(databaseUrl: string): void;
  close(): void;
}
