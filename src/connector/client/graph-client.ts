/**
 * The client of Microsoft Graph for derived-credential settings. Sends a request once, and a second time only after a 401 with a
 * new token. Waits for nothing and keeps nothing: when to send again is decided by the caller, who has the ledger.
 */
import { contentOf } from '../../domain/derived-credential-settings.js';
import { secondsSince, type Telemetry } from '../../domain/telemetry.js';
import type { Span } from '../../domain/tracing.js';
import { contentToGraphJson } from '../../graph/entity-json.js';
import { COLLECTION } from '../../graph/vocabulary.js';
import type { TokenSource } from './access-token.js';
import {
  type Answered,
  type Exchange,
  type GraphRequest,
  graphExchange,
  type SendToGraph,
} from './exchange/graph-exchange.js';
import { readGraphObject } from './exchange/graph-object.js';
import { graphErrorIn, problemOf, problemWithoutAnswer } from './exchange/graph-problem.js';
import { PageReader } from './exchange/page-reader.js';
import { type Write, writeOutcome } from './exchange/write-outcome.js';
import type {
  GetOutcome,
  GraphApi,
  GraphCall,
  GraphProblem,
  GraphProblemCode,
  GraphWriteCall,
  ListOutcome,
  ReadFailed,
  WriteOutcome,
} from './graph-api.js';
import { TokenFailure } from './token/token-failure.js';

export interface GraphClientOptions {
  /** Root of Graph, such as `https://graph.microsoft.com`. Tokens are sent to its origin only. */
  readonly url: string;
  readonly tokens: TokenSource;
  /** Limit of each request, in milliseconds. */
  readonly timeoutMs: number;
  readonly telemetry?: Telemetry | null;
}

/** Why nothing was exchanged: there is no token that is good enough, or the caller said no. */
interface Withheld {
  readonly kind: 'withheld';
  readonly problem: GraphProblem;
}

type Sent = Exchange | Withheld;
type Asked = Pick<GraphRequest, 'method' | 'url'> & { readonly body?: object };

export class GraphClient implements GraphApi {
  readonly #collection: URL;
  readonly #tokens: TokenSource;
  readonly #exchange: SendToGraph;
  readonly #telemetry: Telemetry | null;

  constructor({ url, tokens, timeoutMs, telemetry = null }: GraphClientOptions) {
    this.#collection = new URL(`${url.replace(/\/+$/, '')}/beta/${COLLECTION}`);
    this.#tokens = tokens;
    this.#exchange = graphExchange(timeoutMs);
    this.#telemetry = telemetry;
  }

  async list(call: GraphCall): Promise<ListOutcome> {
    const pages = new PageReader(this.#collection);
    let url = this.#collection;
    // PageReader limits the pages.
    for (;;) {
      const sent = await this.#send(call, { method: 'GET', url });
      if (sent.kind !== 'answered' || sent.status !== 200) return readFailed(call, sent);
      const next = pages.read(sent);
      if (typeof next === 'string') return misread(call, sent, next);
      if (next === null) return { kind: 'read', objects: pages.objects, answer: answerOf(sent) };
      url = next;
    }
  }

  async get(call: GraphCall, graphId: string): Promise<GetOutcome> {
    const sent = await this.#send(call, { method: 'GET', url: this.#urlOf(graphId) });
    if (sent.kind === 'answered' && sent.status === 404 && graphErrorIn(sent) !== null) {
      const problem = problemOf('NOT_FOUND', 'Graph does not show the object.', sent, call.clientRequestId);
      return { kind: 'not found', problem };
    }
    if (sent.kind !== 'answered' || sent.status !== 200) return readFailed(call, sent);
    const object = readGraphObject(sent.json);
    if (object?.id.toLowerCase() !== graphId.toLowerCase()) return misread(call, sent, 'not the object asked for');
    return { kind: 'read', object, answer: answerOf(sent) };
  }

  create: GraphApi['create'] = (call, id, content) => {
    const body = { ...contentToGraphJson(contentOf(content)), ...(id !== null && { id }) };
    return this.#write(call, { operation: 'create', graphId: null }, { method: 'POST', url: this.#collection, body });
  };

  update: GraphApi['update'] = (call, graphId, changed) => {
    const body = contentToGraphJson(changed);
    return this.#write(call, { operation: 'update', graphId }, { method: 'PATCH', url: this.#urlOf(graphId), body });
  };

  delete: GraphApi['delete'] = (call, graphId) =>
    this.#write(call, { operation: 'delete', graphId }, { method: 'DELETE', url: this.#urlOf(graphId) });

  async #write(call: GraphWriteCall, write: Omit<Write, 'clientRequestId'>, asked: Asked): Promise<WriteOutcome> {
    const sent = await this.#send(call, asked, call.maySend ?? (() => true));
    if (sent.kind === 'withheld') return { kind: 'not sent', problem: sent.problem };
    return writeOutcome({ ...write, clientRequestId: call.clientRequestId }, sent);
  }

  /** `maySend` is there for writes only. */
  async #send(call: GraphCall, asked: Asked, maySend?: () => boolean): Promise<Sent> {
    const first = await this.#sendWith(call, asked, maySend, false);
    if (first.kind !== 'answered' || first.status !== 401) return first;
    // 401 means that nothing was done. If there is no new token, the first answer stands.
    const second = await this.#sendWith(call, asked, maySend, true);
    return second.kind === 'withheld' ? first : second;
  }

  async #sendWith(call: GraphCall, asked: Asked, maySend: (() => boolean) | undefined, fresh: boolean): Promise<Sent> {
    const { tenantId, clientRequestId, signal } = call;
    const withheld = (code: GraphProblemCode, message: string, retryAfterMs?: number | null): Withheld => ({
      kind: 'withheld',
      problem: problemWithoutAnswer(code, message, clientRequestId, retryAfterMs),
    });
    try {
      const { value: token, access } = await this.#tokens.token(tenantId, { fresh });
      if (maySend !== undefined && access === 'read') return withheld('PERMISSION', ONLY_READS);
      if (maySend?.() === false) return withheld('UNREACHABLE', 'The request was not sent: it was no longer wanted.');
      const began = performance.now();
      const span = this.#spanOf(call, asked);
      const exchange = await this.#exchange({ ...asked, token, clientRequestId, signal, trace: span?.headers });
      if (span !== null) endSpan(span, exchange);
      this.#telemetry?.record('derived_credentials_graph_request_duration_seconds', secondsSince(began), {
        method: asked.method,
        answer: answerKind(exchange),
      });
      return exchange;
    } catch (error) {
      if (!(error instanceof TokenFailure)) throw error;
      return withheld(error.problem, error.message, error.facts.retryAfterMs);
    }
  }

  #spanOf({ span, clientRequestId }: GraphCall, { method, url }: Asked): Span | null {
    if (span == null) return null;
    const { pathname, hostname, port, protocol } = this.#collection;
    return span.child('graph', {
      'http.request.method': method,
      'url.template': url.pathname === pathname ? pathname : `${pathname}/{id}`,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
      'http.request.header.client-request-id': [clientRequestId],
    });
  }

  #urlOf(graphId: string): URL {
    return new URL(`${this.#collection.href}/${encodeURIComponent(graphId)}`);
  }
}

function endSpan(span: Span, exchange: Exchange): void {
  if (exchange.kind === 'answered') {
    const { status, requestId } = exchange;
    span.set({
      'http.response.status_code': status,
      ...(requestId !== null && { 'http.response.header.request-id': [requestId] }),
    });
    if (status >= 400) span.fail(String(status));
  } else span.fail(answerKind(exchange));
  span.end();
}

/** As the metrics show it. */
function answerKind(exchange: Exchange): string {
  if (exchange.kind !== 'answered') return exchange.kind === 'lost' ? 'lost' : 'not_sent';
  return exchange.status === TOO_MANY ? String(TOO_MANY) : `${Math.floor(exchange.status / 100)}xx`;
}

const TOO_MANY = 429;
const ONLY_READS =
  'The token allows to read only. Add an application permission that ends in ReadWrite.All to the app registration, and let an administrator of the tenant grant consent.';

function answerOf({ status, requestId, date }: Answered) {
  return { status, requestId, date };
}

/** 200 with a body that does not belong to it. */
function misread({ clientRequestId }: GraphCall, answered: Answered, what: string): ReadFailed {
  const words = `Graph answered with something that cannot be used: ${what}.`;
  return { kind: 'failed', problem: problemOf('UNREACHABLE', words, answered, clientRequestId) };
}

const READ_PROBLEMS: Readonly<Record<number, { readonly code: GraphProblemCode; readonly words: string }>> = {
  401: { code: 'CREDENTIALS', words: 'Graph refused the access token.' },
  403: { code: 'PERMISSION', words: 'Graph does not allow the application to read.' },
  429: { code: 'THROTTLED', words: 'Graph takes no more requests for a while.' },
};

function readFailed({ clientRequestId }: GraphCall, sent: Sent): ReadFailed {
  if (sent.kind === 'withheld') return { kind: 'failed', problem: sent.problem };
  if (sent.kind !== 'answered') {
    const message = `Graph cannot be reached (${sent.reason}).`;
    return { kind: 'failed', problem: problemWithoutAnswer('UNREACHABLE', message, clientRequestId) };
  }
  const { code, words } = READ_PROBLEMS[sent.status] ?? {
    code: 'UNREACHABLE',
    words: `Graph answered a read with status ${sent.status}.`,
  };
  return { kind: 'failed', problem: problemOf(code, words, sent, clientRequestId) };
}
