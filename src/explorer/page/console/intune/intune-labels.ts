/** Labels of the states and differences of Intune on the page. */
import type { GraphDriftKind, GraphMode, GraphState, GraphStatusFieldsFragment } from '../../../../client/documents.js';

export const MODES = {
  OFF: 'Not connected',
  OBSERVE: 'Compares only',
  PUSH: 'Gets what is kept here',
  PULL: 'Decides, and is recorded here',
} as const satisfies Record<GraphMode, string>;

/** A symbol beside the word, because color alone does not tell. */
export interface StateLabel {
  readonly symbol: string;
  readonly word: string;
}

export const STATES = {
  NOT_CONNECTED: { symbol: '–', word: 'not connected' },
  IN_SYNC: { symbol: '✓', word: 'in sync' },
  PENDING: { symbol: '…', word: 'pending' },
  UNKNOWN: { symbol: '?', word: 'unknown' },
  REFUSED: { symbol: '✕', word: 'refused' },
  DRIFTED: { symbol: '≠', word: 'drifted' },
  CONFLICT: { symbol: '!', word: 'conflict' },
} as const satisfies Record<GraphState, StateLabel>;

// Both follow each save, and last for seconds.
const SENDING: StateLabel = { symbol: '…', word: 'being sent' };
const CHECKING: StateLabel = { symbol: '…', word: 'being checked' };

/** The state of one object. What is not known yet, because a request is under way, has words of its own. */
export function labelOf({
  state,
  problem,
  pendingSince,
}: Pick<GraphStatusFieldsFragment, 'state' | 'problem' | 'pendingSince'>): StateLabel {
  if (state !== 'UNKNOWN' || (problem && problem.code !== 'OUTCOME_UNKNOWN')) return STATES[state];
  return pendingSince == null ? CHECKING : SENDING;
}

export const DRIFTS = {
  ONLY_HERE: 'Only here',
  ONLY_IN_GRAPH: 'Only in Intune',
  DIFFERENT: 'Different',
  UNREADABLE: 'Not readable',
  DUPLICATE: 'A second one in Intune',
} as const satisfies Record<GraphDriftKind, string>;
