/** What an answer to a create, an update or a deletion means: the table of the design, one row after the other. Pure. */
import type { GraphProblemCode, WriteOutcome } from '../graph-api.js';
import type { Answered, Exchange } from './graph-exchange.js';
import { readGraphObject } from './graph-object.js';
import { graphErrorIn, problemOf, problemWithoutAnswer } from './graph-problem.js';

export interface Write {
  readonly operation: 'create' | 'update' | 'delete';
  /** The object that is changed; null for a create. */
  readonly graphId: string | null;
  readonly clientRequestId: string;
}

// Also of these Graph may have done what was asked for: a timeout behind a gateway, a conflict or a lock by our own request.
const UNKNOWN_STATUSES = new Set([408, 409, 423]);

export function writeOutcome(write: Write, exchange: Exchange): WriteOutcome {
  const { clientRequestId } = write;
  if (exchange.kind === 'not sent') {
    const message = `Graph cannot be reached (${exchange.reason}).`;
    return { kind: 'not sent', problem: problemWithoutAnswer('UNREACHABLE', message, clientRequestId) };
  }
  if (exchange.kind === 'lost') {
    const message = `Whether Graph did it is not known: there was no answer (${exchange.reason}).`;
    return { kind: 'unknown', problem: problemWithoutAnswer('OUTCOME_UNKNOWN', message, clientRequestId) };
  }
  return exchange.status < 300 ? done(write, exchange) : undone(write, exchange);
}

/** 2xx counts only with what belongs to it: a whole entity, or 204 for a deletion. */
function done(write: Write, answered: Answered): WriteOutcome {
  const { status, requestId, date } = answered;
  const answer = { status, requestId, date };
  if (write.operation === 'delete') {
    return status === 204 ? { kind: 'done', object: null, answer } : unknown(write, answered, 'no 204');
  }
  const object = readGraphObject(answered.json);
  if (object === null) return unknown(write, answered, 'no whole object');
  const kept = write.graphId === null || object.id.toLowerCase() === write.graphId.toLowerCase();
  return { kind: kept ? 'done' : 'forked', object, answer };
}

function undone(write: Write, answered: Answered): WriteOutcome {
  const { status } = answered;
  const problem = (code: GraphProblemCode, words: string) => problemOf(code, words, answered, write.clientRequestId);
  if (status === 429) {
    return { kind: 'not done', problem: problem('THROTTLED', 'Graph takes no more requests for a while.') };
  }
  if (status === 401) return { kind: 'not done', problem: problem('CREDENTIALS', 'Graph refused the access token.') };
  if (status === 403) {
    return { kind: 'not done', problem: problem('PERMISSION', 'Graph does not allow this to the application.') };
  }
  if (status === 404 && write.operation !== 'create' && graphErrorIn(answered) !== null) {
    return { kind: 'not found', problem: problem('NOT_FOUND', 'Graph does not show the object.') };
  }
  if (status >= 500 || status < 400 || status === 404 || UNKNOWN_STATUSES.has(status)) {
    return unknown(write, answered, `status ${status}`);
  }
  return { kind: 'refused', problem: problem('REFUSED', `Graph refused this with status ${status}.`) };
}

function unknown(write: Write, answered: Answered, what: string): WriteOutcome {
  const words = `Whether Graph did it is not known: it answered with ${what}.`;
  return { kind: 'unknown', problem: problemOf('OUTCOME_UNKNOWN', words, answered, write.clientRequestId) };
}
