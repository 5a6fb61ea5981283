/** Who makes changes, as the table `actor` keeps them apart from the log. Contains no SQL. */
import { randomInt, randomUUID } from 'node:crypto';
import { commitmentTo } from './entry-hash.js';

/** What a log entry needs of the one who made it. */
export interface KnownActor {
  readonly key: number;
  readonly commitment: string;
}

/** A row of the table. */
export interface StoredActor extends KnownActor {
  readonly subject: string;
  /** Null if the subject is erased. */
  readonly salt: string | null;
}

// The most that `randomInt` takes.
const KEYS = 2 ** 48 - 1;

/** A row for a subject that the tenant's log does not know. */
export function newActor(subject: string): StoredActor {
  const [key, salt] = [randomInt(1, KEYS), randomUUID()];
  return { key, subject, salt, commitment: commitmentTo(subject, salt) };
}

/** What the APIs show instead of a subject that is erased. */
export function erasedSubject(key: number): string {
  return `erased:${key}`;
}

/** Whether a row is as the program writes it. */
export function isSound({ key, subject, salt, commitment }: StoredActor): boolean {
  return salt === null ? subject === erasedSubject(key) : commitment === commitmentTo(subject, salt);
}
