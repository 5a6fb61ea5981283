/** Sends the changes of a plan part by part. If it stops early, the error says what was committed and what was not. */
import { Refusal } from '../../domain/errors.js';
import { faultsAt } from '../settings-file/settings-file.js';
import type { FilePlan } from './make-plan.js';
import { faultsFromRejections, type Rejection, send, throwIfOvertaken } from './send-changes.js';
import { type Progress, UnknownOutcome } from './tenant-service.js';

/** Each part is one transaction. Stops at the first part that fails. */
export async function applyPlan({ parts, service, file, words }: FilePlan, progress: Progress): Promise<void> {
  const report = progress('Making changes, parts');
  for (const [index, part] of parts.entries()) {
    const made = parts.slice(0, index).flat().length;
    const left = parts.slice(index).flat().length;
    const outcome = made === 0 ? 'Nothing was changed.' : `${made} changes were made, and ${left} were not.`;
    // Of the part under way nothing is known.
    const unknown =
      `${made === 0 ? '' : `${made} of ${made + left} changes were made. `}Whether the changes under way were made is not ` +
      `known: all of them or none. ${words.again} to make what is left.`;
    const rejections = await sent(() => send(service, part, { dryRun: false }), outcome, unknown);
    throwIfOvertaken(rejections, `${outcome} ${words.again}: it makes a new plan.`);
    if (rejections.length > 0) throw faultsAt(faultsFromRejections(rejections), file.placeOf, outcome);
    report(index + 1, parts.length);
  }
}

async function sent(sending: () => Promise<Rejection[]>, outcome: string, unknown: string): Promise<Rejection[]> {
  try {
    return await sending();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const told = error instanceof UnknownOutcome ? unknown : outcome;
    throw new Refusal(error.code, `${error.message} ${told}`, { cause: error });
  }
}
