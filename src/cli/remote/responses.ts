/** Turns an HTTP response into data, or into an error that says what to do. */
import { UnknownOutcome } from '../../desired/plan/tenant-service.js';
import { quoted, terminalSafe } from '../../desired/quoting.js';
import { Refusal, SetupError } from '../../domain/errors.js';

export interface Received {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message?: unknown;
    readonly extensions?: { readonly code?: unknown; readonly requestId?: unknown };
  }[];
}

// The connection failed before the request was sent.
const NEVER_ASKED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** The error for a request that `fetch` could not carry out. */
export function failedRequest(error: unknown, url: string): Error {
  const code = codeOf(error);
  const how = code === undefined ? '' : ` (${code})`;
  if (code !== undefined && (NEVER_ASKED.includes(code) || /CERT|TLS|SSL/.test(code))) {
    const message = `${url} cannot be reached${how}. See that the service runs, and that --url names it.`;
    return new Refusal('UNAVAILABLE', message, { cause: error });
  }
  return new UnknownOutcome(`${url} gave no whole answer${how}.`, { cause: error });
}

/** The system's error code, of the error or of its cause. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'ETIMEDOUT';
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  return codeOf(error.cause);
}

/** The data of a GraphQL response. Throws if it has errors, or is not a GraphQL response. */
export function dataOf<Data>({ status, text }: Received, url: string): Data {
  const { data, errors = [] } = answerIn(text) ?? {};
  const [error] = errors;
  if (error !== undefined) throw refused(terminalSafe(String(error.message)), error.extensions ?? {});
  if (status === 200 && typeof data === 'object' && data !== null) return data as Data;
  const what = `${url}/graphql answered with status ${status}, and not as this service does.`;
  // A proxy sends this status if it cannot reach the service.
  if (status >= 500) throw new UnknownOutcome(what);
  throw new SetupError(`${what} See that --url names the service.`);
}

function answerIn(text: string): Answer | null {
  try {
    const json: unknown = JSON.parse(text);
    const errors = (json as Answer | null)?.errors;
    return typeof json === 'object' && (errors === undefined || Array.isArray(errors)) ? (json as Answer) : null;
  } catch {
    return null;
  }
}

function refused(message: string, { code, requestId }: { readonly code?: unknown; readonly requestId?: unknown }) {
  switch (code) {
    case 'UNAUTHENTICATED':
      return new SetupError(`The service refused the token: ${message} Get a new one.`);
    case 'FORBIDDEN':
      return new SetupError(`The token does not allow this: ${message}`);
    case 'READ_ONLY':
      return new SetupError(`The service accepts no changes of this tenant: ${message}`);
    case 'RATE_LIMITED':
      return new Refusal('RATE_LIMITED', `The service limits the rate of requests: ${message}`);
    case 'UNAVAILABLE':
    case 'INTERNAL_SERVER_ERROR':
      return new UnknownOutcome(
        `The service could not answer: ${message} Its log has more about request ${quoted(requestId)}.`,
      );
    default:
      return new SetupError(`The service did not understand: ${message} It may be of another version.`);
  }
}
