/** Labels of the states and differences of Intune on the page. */
import type { GraphDriftKind, GraphMode, GraphState } from '../../../../client/documents.js';

export const MODES = {
  OFF: 'Not connected',
  OBSERVE: 'Compares only',
  PUSH: 'Gets what is kept here',
  PULL: 'Decides, and is recorded here',
} as const satisfies Record<GraphMode, string>;

/** A symbol beside the word, because color alone does not tell. */
export const STATES = {
  NOT_CONNECTED: { symbol: '–', word: 'not connected' },
  IN_SYNC: { symbol: '✓', word: 'in sync' },
  PENDING: { symbol: '…', word: 'pending' },
  UNKNOWN: { symbol: '?', word: 'unknown' },
  REFUSED: { symbol: '✕', word: 'refused' },
  DRIFTED: { symbol: '≠', word: 'drifted' },
  CONFLICT: { symbol: '!', word: 'conflict' },
} as const satisfies Record<GraphState, { readonly symbol: string; readonly word: string }>;

export const DRIFTS = {
  ONLY_HERE: 'Only here',
  ONLY_IN_GRAPH: 'Only in Intune',
  DIFFERENT: 'Different',
  UNREADABLE: 'Not readable',
  DUPLICATE: 'A second one in Intune',
} as const satisfies Record<GraphDriftKind, string>;
