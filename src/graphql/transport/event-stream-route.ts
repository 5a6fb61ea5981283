/**
 * `/graphql/stream`: subscriptions as server-sent events, for networks that let nothing but plain HTTP through. Speaks
 * graphql-sse's protocol with a connection for each subscription, at the pace at which the client reads.
 */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../../domain/caller.js';
import type { Refusal } from '../../domain/errors.js';
import { callOf, requireToken } from '../../http/call.js';
import type { Origins } from '../../http/cors.js';
import { EVENTS_NOT_ACCEPTABLE } from '../../http/failures.js';
import { refuseOtherMethods } from '../../http/other-methods.js';
import { UNREAD_TIMEOUT_MS } from '../../http/server.js';
import type { Streams } from '../../http/streaming/streams.js';
import { type GraphqlContext, type GraphqlServices, graphqlContext } from '../execution/context.js';
import { refusalToGraphqlError } from '../execution/errors.js';
import { type Answer, InvalidRequest, type Subscriptions } from '../execution/subscriptions.js';
import { allowBrowsers } from './browser-access.js';
import { answerFailure } from './http-route.js';

export interface EventStreamRouteOptions {
  readonly authenticate: Authenticate;
  readonly services: GraphqlServices;
  readonly subscriptions: Subscriptions;
  readonly streams: Streams;
  /** Whose pages may ask from a browser. */
  readonly origins: Origins;
}

const URLS = ['/graphql/stream', '/graphql/stream/'];
const EVENT_STREAM = /(?:^|,)\s*(?:text\/event-stream|text\/\*|\*\/\*)\s*(?:[;,]|$)/i;
// Often enough for proxies, which drop connections on which nothing has come for a minute or less.
const PING_INTERVAL_MS = 25_000;
const PING = ':\n\n';

export function eventStreamRoute(options: EventStreamRouteOptions) {
  const { authenticate, services, subscriptions, streams, origins } = options;
  return async (server: FastifyInstance): Promise<void> => {
    const open = new Set<FastifyReply>();
    // Broken off and not completed, so that clients come back.
    server.addHook('preClose', async () => {
      for (const reply of open) reply.raw.destroy();
    });
    server.setErrorHandler(answerFailure);
    allowBrowsers(server, origins, ['POST']);
    requireToken(server, authenticate, 'GRAPHQL');

    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      checkAccept(request);
      const context = graphqlContext(services, callOf(request), request.log);
      const { caller } = context.call;
      const { authorization } = request.headers;
      const stream = new AnswerStream();
      const releases: (() => void)[] = [() => open.delete(reply), () => stream.end()];
      reply.raw.once('close', () => {
        for (const release of releases) release();
      });
      open.add(reply);
      releases.push(streams.subscribe(caller));
      const onExpired = (refusal: Refusal) => {
        stream.end({ errors: subscriptions.tell([refusalToGraphqlError(refusal)], context) });
        reply.raw.setTimeout(UNREAD_TIMEOUT_MS);
      };
      releases.push(streams.connect({ caller, authorization, onExpired }), keepOpen(reply));
      stream.begin(await answersTo(request.body, subscriptions, context));
      return reply.type('text/event-stream; charset=utf-8').send(Readable.from(events(stream)));
    };
    for (const url of URLS) {
      server.post(url, handler);
      refuseOtherMethods(server, url, ['POST']);
    }
  };
}

/** Answers that can be ended from outside, with a last one that says why. */
class AnswerStream {
  #source: AsyncGenerator<Answer, void, void> | null = null;
  #last: Answer | undefined;
  #ended = false;

  begin(source: AsyncGenerator<Answer, void, void>): void {
    this.#source = source;
    if (this.#ended) void source.return();
  }

  end(last?: Answer): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#last = last;
    void this.#source?.return();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Answer, void, void> {
    if (this.#source !== null) yield* this.#source;
    if (this.#last !== undefined) yield this.#last;
  }
}

async function answersTo(
  sent: unknown,
  subscriptions: Subscriptions,
  context: GraphqlContext,
): Promise<AsyncGenerator<Answer, void, void>> {
  try {
    const asked = await subscriptions.receive(sent, context);
    const opened = await subscriptions.open(await subscriptions.prepare(asked, context));
    return Symbol.asyncIterator in opened ? opened : once(opened);
  } catch (error) {
    if (error instanceof InvalidRequest) return once({ errors: subscriptions.tell(error.errors, context) });
    throw error;
  }
}

async function* once(answer: Answer): AsyncGenerator<Answer, void, void> {
  yield answer;
}

async function* events(answers: AsyncIterable<Answer>): AsyncGenerator<string, void, void> {
  // Nothing would be sent before the first answer otherwise, and the client would wait for the headers until then.
  yield PING;
  for await (const answer of answers) yield `event: next\ndata: ${JSON.stringify(answer)}\n\n`;
  yield 'event: complete\ndata: \n\n';
}

/**
 * Lets the client stop reading for as long as its token holds: it costs no more than what is on its way to it. Returns
 * the way to stop caring for it.
 */
function keepOpen(reply: FastifyReply): () => void {
  reply.raw.setTimeout(0);
  // For nginx, which would otherwise gather the events before it passes them on.
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
