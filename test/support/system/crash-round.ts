/** One round of a crash test: writers send creates, the service is killed while they do, and started again on the same database. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { type KillableService, startKillableService } from '../service/killable-service.js';
import { environmentIn } from '../store/open-store.js';
import {
  createdObject,
  createObject,
  type NewObject,
  readStored,
  requestCreate,
  type StoredContents,
  type StoredObject,
} from './created-objects.js';

export interface CrashRound {
  /** Objects whose create was answered before the kill. */
  readonly acknowledged: readonly StoredObject[];
  /** Objects whose create was sent but not answered: one for each writer. */
  readonly unanswered: readonly NewObject[];
  /** What the service held after the restart. */
  readonly stored: StoredContents;
  /** The same after each unanswered create that has an id was sent again. */
  readonly storedAfterRetry: StoredContents;
}

const WRITERS = 16;
const MAX_CREATES_BEFORE_KILL = 400;
const MAX_DELAY_MS = 10;

/** Kills the service after a random number of answers plus a random delay. */
export async function crashRound(folder: string): Promise<CrashRound> {
  const environment = await environmentIn(folder);
  const program = await startKillableService(environment);
  const { acknowledged, unanswered } = await writeUntilKilled(program);
  const restarted = await startKillableService(environment, program.token);
  const stored = await readStored(restarted);
  for (const object of unanswered) if (object.id !== undefined) await createObject(restarted, object);
  const storedAfterRetry = await readStored(restarted);
  await restarted.kill();
  return { acknowledged, unanswered, stored, storedAfterRetry };
}

async function writeUntilKilled(program: KillableService): Promise<Pick<CrashRound, 'acknowledged' | 'unanswered'>> {
  const acknowledged: StoredObject[] = [];
  let remaining = randomInt(1, MAX_CREATES_BEFORE_KILL);
  let killed: Promise<unknown> | undefined;
  const killAtRandom = async () => {
    await after(randomInt(MAX_DELAY_MS));
    await program.kill();
  };
  const write = async (writer: number): Promise<NewObject> => {
    for (let number = 0; ; number += 1) {
      const displayName = `Writer ${writer}, object ${number}`;
      // Half of the writers choose the ids themselves, so that a retry is idempotent.
      const object: NewObject = writer % 2 === 0 ? { displayName } : { displayName, id: randomUUID() };
      const answer = await requestCreate(program, object).catch((error) => {
        if (killed === undefined) throw error;
      });
      if (!answer) return object;
      acknowledged.push(createdObject(answer));
      remaining -= 1;
      if (remaining === 0) killed = killAtRandom();
    }
  };
  const unanswered = await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  await killed;
  return { acknowledged, unanswered };
}
