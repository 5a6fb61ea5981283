/** Problems as they are stored and shown. */
import type { StoredProblem } from '../../domain/graph-ledger.js';
import type { GraphProblem } from '../client/graph-api.js';

export function storedProblem(problem: GraphProblem, at: number): StoredProblem {
  const { code, message, graphCode, status, requestId, clientRequestId } = problem;
  return { code, message, graphCode, status, requestId, clientRequestId, at };
}
