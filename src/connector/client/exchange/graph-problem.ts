/** Words for requests to Graph that went wrong, fit to be shown to clients: no token, no address, no text of a gateway. */
import type { GraphProblem, GraphProblemCode } from '../graph-api.js';
import type { Answered } from './graph-exchange.js';

const MESSAGE_MAX = 500;

/** Graph's own account of an error: `{"error": {"code", "message"}}`. */
export interface GraphError {
  readonly code: string | null;
  readonly message: string | null;
}

/** Null if the answer is no error of Graph's, such as the page of a gateway. */
export function graphErrorIn({ json }: Answered): GraphError | null {
  const error = json?.['error'];
  if (typeof error !== 'object' || error === null) return null;
  const { code, message } = error as Readonly<Record<string, unknown>>;
  return typeof code === 'string' ? { code: shown(code, 100), message: shown(message, MESSAGE_MAX) } : null;
}

/** The problem behind an answer. */
export function problemOf(
  code: GraphProblemCode,
  words: string,
  answered: Answered,
  clientRequestId: string,
): GraphProblem {
  const error = graphErrorIn(answered);
  const said = error?.message ? ` Graph says: ${error.message}` : '';
  return {
    code,
    message: `${words}${said}`,
    status: answered.status,
    graphCode: error?.code ?? null,
    requestId: answered.requestId,
    clientRequestId,
    retryAfterMs: answered.retryAfterMs,
  };
}

/** A problem without an answer. */
export function problemWithoutAnswer(
  code: GraphProblemCode,
  message: string,
  clientRequestId: string,
  retryAfterMs: number | null = null,
): GraphProblem {
  return { code, message, status: null, graphCode: null, requestId: null, clientRequestId, retryAfterMs };
}

/** A text of Graph's without control characters and without anything that looks like a token. */
function shown(text: unknown, max: number): string | null {
  if (typeof text !== 'string') return null;
  return text
    .replace(/\beyJ[\w-]+(?:\.[\w-]*)*/g, '…')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .slice(0, max)
    .trim()
    .toWellFormed();
}
