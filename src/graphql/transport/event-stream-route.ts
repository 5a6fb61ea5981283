/**
 * `/graphql/stream`: subscriptions as server-sent events, for networks that block WebSockets. The protocol is graphql-sse's
 * "distinct connections mode": one request for each subscription.
 */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import type { Authenticate } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';
import { callOf, requireToken } from '../../http/call.js';
import type { Origins } from '../../http/cors.js';
import { EVENTS_NOT_ACCEPTABLE } from '../../http/failures.js';
import { refuseOtherMethods } from '../../http/other-methods.js';
import { endSpan } from '../../http/request-span.js';
import { UNREAD_TIMEOUT_MS } from '../../http/server.js';
import type { Streams } from '../../http/streaming/streams.js';
import { type GraphqlContext, graphqlContext, type SharedContext } from '../execution/context.js';
import { asGraphqlError } from '../execution/errors.js';
import { FailedRequest } from '../execution/failed-request.js';
import type { Pipeline } from '../execution/pipeline.js';
import type { Results } from '../execution/results.js';
import { allowBrowsers } from './browser-access.js';
import { answerFailure } from './http-route.js';
import { STREAM } from './stream-transport.js';

export interface EventStreamRouteOptions {
  readonly pipeline: Pipeline;
  readonly authenticate: Authenticate;
  readonly shared: SharedContext;
  readonly streams: Streams;
  /** Whose pages may subscribe from a browser. */
  readonly origins: Origins;
}

const URLS = ['/graphql/stream', '/graphql/stream/'];
const EVENT_STREAM = /(?:^|,)\s*(?:text\/event-stream|text\/\*|\*\/\*)\s*(?:[;,]|$)/i;
// Proxies close connections that are idle for a minute or less.
const PING_INTERVAL_MS = 25_000;
const PING = ':\n\n';

export function eventStreamRoute({ pipeline, authenticate, shared, streams, origins }: EventStreamRouteOptions) {
  return async (server: FastifyInstance): Promise<void> => {
    const open = new Set<FastifyReply>();
    // No `complete` event, so that clients reconnect.
    server.addHook('preClose', async () => {
      for (const reply of open) reply.raw.destroy();
    });
    server.setErrorHandler(answerFailure);
    allowBrowsers(server, origins, ['POST']);
    requireToken(server, authenticate, 'GRAPHQL');

    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      checkAccept(request);
      // A position from before the stream is too old for what is read beside a change of the stream.
      const context = graphqlContext(shared, { ...callOf(request), atLeast: undefined }, request.log);
      const { caller } = context.call;
      const { authorization } = request.headers;
      const stream = new ResultStream();
      const releases: (() => void)[] = [() => open.delete(reply), () => stream.end()];
      reply.raw.once('close', () => {
        for (const release of releases) release();
      });
      open.add(reply);
      releases.push(streams.subscribe(caller));
      const onExpired = (refusal: Refusal) => {
        stream.end({ errors: pipeline.formatErrors([asGraphqlError(refusal)], context) });
        reply.raw.setTimeout(UNREAD_TIMEOUT_MS);
      };
      releases.push(streams.connect({ caller, authorization, onExpired }), keepOpen(reply));
      stream.begin(await resultsOf(request.body, pipeline, context));
      // What the stream does later belongs to no request.
      endSpan(request, reply.statusCode);
      context.call.span = null;
      return reply.type('text/event-stream; charset=utf-8').send(Readable.from(events(stream)));
    };
    for (const url of URLS) {
      server.post(url, handler);
      refuseOtherMethods(server, url, ['POST']);
    }
  };
}

/** Results that can be ended from outside, with a last one that says why. */
class ResultStream {
  #source: Results | null = null;
  #last: FormattedExecutionResult | undefined;
  #ended = false;

  begin(source: Results): void {
    this.#source = source;
    if (this.#ended) void source.return();
  }

  end(last?: FormattedExecutionResult): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#last = last;
    void this.#source?.return();
  }

  async *[Symbol.asyncIterator](): Results {
    if (this.#source !== null) yield* this.#source;
    if (this.#last !== undefined) yield this.#last;
  }
}

/** Throws a `Refusal` if the body is not a GraphQL request. Any other error is the only result. */
async function resultsOf(sent: unknown, pipeline: Pipeline, context: GraphqlContext): Promise<Results> {
  try {
    const received = await pipeline.receive(sent, context);
    const results = await pipeline.subscribe(await pipeline.prepare(received, STREAM, context));
    return Symbol.asyncIterator in results ? results : once(results);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return once({ errors: pipeline.formatErrors(FailedRequest.from(error).errors, context) });
  }
}

async function* once(result: FormattedExecutionResult): Results {
  yield result;
}

async function* events(results: AsyncIterable<FormattedExecutionResult>): AsyncGenerator<string, void, void> {
  // Node.js sends the headers with the first byte of the body, and the first change may be hours away.
  yield PING;
  for await (const result of results) yield `event: next\ndata: ${JSON.stringify(result)}\n\n`;
  yield 'event: complete\ndata: \n\n';
}

/** Turns off the idle timeout: a slow client costs only its socket's buffer. Returns the function that stops the pings. */
function keepOpen(reply: FastifyReply): () => void {
  reply.raw.setTimeout(0);
  // nginx buffers responses unless this header turns it off.
  reply.header('x-accel-buffering', 'no');
  const timer = setInterval(() => {
    const { headersSent, writableEnded, writableLength } = reply.raw;
    if (headersSent && !writableEnded && writableLength === 0) reply.raw.write(PING);
  }, PING_INTERVAL_MS).unref();
  return () => clearInterval(timer);
}

function checkAccept({ headers: { accept = '*/*' } }: FastifyRequest): void {
  if (!EVENT_STREAM.test(accept))
    throw Object.assign(new Error('Events not acceptable'), { code: EVENTS_NOT_ACCEPTABLE });
}
