/** Whether a tenant's settings and Intune agree, and the errors that give a command the exit code for it. Reads and prints nothing. */
import type { GraphConnectionFieldsFragment, GraphState } from '../../client/documents.js';
import { INVOCATION } from '../terminal/invocation.js';
import type { GraphReport } from './read-report.js';

export type Verdict = 'IN_SYNC' | 'TO_DECIDE' | 'NOT_KNOWN';

/** Thrown if a person has to do something. Has its own exit code and is not a fault. */
export class NotInSync extends Error {
  override readonly name = 'NotInSync';
}

/** Thrown if it is not known whether both sides agree. */
export class SyncNotKnown extends Error {
  override readonly name = 'SyncNotKnown';
}

const TO_DECIDE: ReadonlySet<GraphState> = new Set(['REFUSED', 'DRIFTED', 'CONFLICT']);
const IS_HELD = 'DELETIONS_HELD';

/** What a person has to decide counts first: it stays, also if the rest becomes known. */
export function verdictOf(report: GraphReport): Verdict {
  const { connection, unsettled } = report;
  if (connection.mode === 'OFF' || connection.lastWholeReadAt === null) return 'NOT_KNOWN';
  if (hasToDecide(report)) return 'TO_DECIDE';
  return connection.problem === null && unsettled.length === 0 ? 'IN_SYNC' : 'NOT_KNOWN';
}

function hasToDecide({ connection, unsettled, differences }: GraphReport): boolean {
  if (!mayWork(connection)) return true;
  if (unsettled.some(({ graph }) => TO_DECIDE.has(graph.state) || graph.problem?.code === IS_HELD)) return true;
  // A difference of an object here may be a change that is on its way, but not if nothing is sent.
  return differences.some(({ settings }) => settings === null || connection.mode === 'OBSERVE');
}

/** What is sent to Intune waits for the adoption; reading does not. */
function mayWork({ mode, adopted }: Pick<GraphConnectionFieldsFragment, 'mode' | 'adopted'>): boolean {
  return adopted || mode !== 'PUSH';
}

/** Throws unless both sides agree. */
export function throwUnlessInSync(report: GraphReport): void {
  const verdict = verdictOf(report);
  if (verdict === 'TO_DECIDE') throw new NotInSync(nextStep(report));
  if (verdict === 'NOT_KNOWN') throw new SyncNotKnown('It is not known whether Intune has what is kept here.');
}

function nextStep({ connection, unsettled, differences }: GraphReport): string {
  if (!mayWork(connection)) return `Nothing is changed until it is adopted: "${INVOCATION} graph adopt".`;
  if (unsettled.some(({ graph }) => graph.problem?.code === IS_HELD))
    return `Deletions wait. "${INVOCATION} graph sync --confirm-deletions" carries them out.`;
  if (unsettled.some(({ graph }) => graph.state !== 'REFUSED') || differences.some(({ settings }) => settings === null))
    return `The sides differ. "${INVOCATION} graph drift" shows how, "${INVOCATION} graph resolve" decides.`;
  return `Changes were refused. Correct the objects, or send them again with "${INVOCATION} graph retry".`;
}
