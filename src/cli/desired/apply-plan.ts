/** Sends the changes of a plan part by part. If it stops early, the error says what was committed and what was not. */
import { DataError, Refusal } from '../../domain/errors.js';
import { UnknownOutcome } from '../remote/responses.js';
import { formatFaults } from '../settings-file/desired-file.js';
import type { Progress } from '../terminal/progress.js';
import type { FilePlan } from './make-plan.js';
import { faultsFromRejections, type Rejection, send, throwIfOvertaken } from './send-changes.js';

/** Each part is one transaction. Stops at the first part that fails. */
export async function applyPlan({ parts, service, file }: FilePlan, progress: Progress): Promise<void> {
  const report = progress('Making changes, parts');
  for (const [index, part] of parts.entries()) {
    const made = parts.slice(0, index).flat().length;
    const left = parts.slice(index).flat().length;
    const outcome = made === 0 ? 'Nothing was changed.' : `${made} changes were made, and ${left} were not.`;
    const rejections = await sent(() => send(service, part, { dryRun: false }), outcome);
    throwIfOvertaken(rejections, `${outcome} Apply again: it makes a new plan.`);
    if (rejections.length > 0)
      throw new DataError(`${formatFaults(faultsFromRejections(rejections), file.placeOf, outcome)}`);
    report(index + 1, parts.length);
  }
}

async function sent(sending: () => Promise<Rejection[]>, outcome: string): Promise<Rejection[]> {
  try {
    return await sending();
  } catch (error) {
    if (error instanceof UnknownOutcome) {
      const unknown = 'Whether the changes under way were made is not known: all of them or none.';
      throw new Refusal(error.code, `${error.message} ${unknown} Apply again, which makes what is left.`, {
        cause: error,
      });
    }
    if (error instanceof Refusal) throw new Refusal(error.code, `${error.message} ${outcome}`, { cause: error });
    throw error;
  }
}
