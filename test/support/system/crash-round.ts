/** One round of writers against a program that is killed in their midst and started again on the same file. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { type Program, runProgram } from '../service/program.js';
import {
  askForObject,
  createdObject,
  createObject,
  type Holdings,
  type NewObject,
  readHoldings,
  type StoredObject,
} from './created-objects.js';

export interface CrashRound {
  /** Objects whose creation was answered before the kill. */
  readonly acknowledged: readonly StoredObject[];
  /** Objects that were asked for and not answered: one a writer. */
  readonly unanswered: readonly NewObject[];
  /** What the program held when it had been started again. */
  readonly holdings: Holdings;
  /** The same after each unanswered request that carried an id had been sent again. */
  readonly holdingsAfterRetry: Holdings;
}

const WRITERS = 16;
const MAX_CREATES_BEFORE_KILL = 400;
const MAX_DELAY_MS = 10;

/** Kills the program after a random number of answers and a random moment more. */
export async function crashRound(databaseFile: string): Promise<CrashRound> {
  const environment = { DATABASE_URL: `file:${databaseFile}`, LOG_LEVEL: 'silent' };
  const program = await runProgram(environment);
  const { acknowledged, unanswered } = await writeUntilKilled(program);
  const restarted = await runProgram(environment, program.token);
  const holdings = await readHoldings(restarted);
  for (const object of unanswered) if (object.id !== undefined) await createObject(restarted, object);
  const holdingsAfterRetry = await readHoldings(restarted);
  await restarted.kill();
  return { acknowledged, unanswered, holdings, holdingsAfterRetry };
}

async function writeUntilKilled(program: Program): Promise<Pick<CrashRound, 'acknowledged' | 'unanswered'>> {
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
      // Half of the writers choose ids themselves, so that they can try again.
      const object: NewObject = writer % 2 === 0 ? { displayName } : { displayName, id: randomUUID() };
      const answer = await askForObject(program, object).catch((error) => {
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
