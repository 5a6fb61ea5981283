/** The status of an object in Intune as JSON in the style of Microsoft Graph: camel case, and times as RFC 3339. */
import type { GraphState, GraphStatus, ShownProblem } from '../domain/graph-connection.js';

const STATES = {
  NOT_CONNECTED: 'notConnected',
  IN_SYNC: 'inSync',
  PENDING: 'pending',
  UNKNOWN: 'unknown',
  REFUSED: 'refused',
  DRIFTED: 'drifted',
  CONFLICT: 'conflict',
} as const satisfies Record<GraphState, string>;

export function stateInGraph(state: GraphState): string {
  return STATES[state];
}

export function statusToJson({ state, problem, ...status }: GraphStatus) {
  return {
    ...status,
    state: stateInGraph(state),
    confirmedAt: time(status.confirmedAt),
    pendingSince: time(status.pendingSince),
    nextAttemptAt: time(status.nextAttemptAt),
    problem: problem && problemToJson(problem),
  };
}

function problemToJson({ at, ...problem }: ShownProblem) {
  return { ...problem, at: time(at) };
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
