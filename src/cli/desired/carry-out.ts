/** Has the changes of a plan made, part by part, and tells what became of them where not all were. */
import { DataError, Refusal } from '../../domain/errors.js';
import { LostAnswer } from '../remote/answers.js';
import { faultsTold } from '../settings-file/desired-file.js';
import type { Progress } from '../terminal/progress.js';
import type { Plan } from './make-plan.js';
import { faultsIn, type Objection, refuseOvertaken, send } from './objections.js';

/** Makes every change. Each part is made as a whole or not at all, and nothing after one that is not. */
export async function carryOut({ parts, service, file }: Plan, progress: Progress): Promise<void> {
  const tell = progress('Making changes, parts');
  for (const [index, part] of parts.entries()) {
    const made = parts.slice(0, index).flat().length;
    const left = parts.slice(index).flat().length;
    const outcome = made === 0 ? 'Nothing was changed.' : `${made} changes were made, and ${left} were not.`;
    const objections = await sent(() => send(service, part, { dryRun: false }), outcome);
    refuseOvertaken(objections, `${outcome} Apply again, which plans anew.`);
    if (objections.length > 0) throw new DataError(`${faultsTold(faultsIn(objections), file.placeOf, outcome)}`);
    tell(index + 1, parts.length);
  }
}

async function sent(sending: () => Promise<Objection[]>, outcome: string): Promise<Objection[]> {
  try {
    return await sending();
  } catch (error) {
    if (error instanceof LostAnswer) {
      const unknown = 'Whether the changes under way were made is not known: all of them or none.';
      throw new Refusal(error.code, `${error.message} ${unknown} Apply again, which makes what is left.`, {
        cause: error,
      });
    }
    if (error instanceof Refusal) throw new Refusal(error.code, `${error.message} ${outcome}`, { cause: error });
    throw error;
  }
}
