/** Each fault that a request to Graph can meet, as a function of the exchange. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import type { Passed } from './forwarder.js';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Lets the stand-in do what the request asks for. */
  pass(): Promise<Passed>;
  /** Work that goes on after the answer. */
  later(work: Promise<unknown>): void;
}

type Parameter = number | string | undefined;
type Meet = (exchange: Exchange, parameter: Parameter) => unknown;

/** How a fault is named; some take a parameter: milliseconds, or the value of `Retry-After`. */
export type FaultName = keyof typeof FAULTS;
export type Fault = FaultName | readonly [FaultName, number | string];

/** "After" means that the stand-in did what was asked for, and only the answer is lost or replaced. */
export const FAULTS = {
  'drop before': ({ request }) => request.socket.destroy(),
  'drop after': async ({ request, pass }) => {
    await pass();
    request.socket.destroy();
  },
  /** Passes the request on after so many milliseconds. Default: 100. */
  delay: async ({ response, pass }, ms = 100) => {
    await after(Number(ms));
    const { status, headers, text } = await pass();
    response.writeHead(status, headers).end(text);
  },
  /** Never answers, and the stand-in never sees the request. */
  hang: () => undefined,
  /** Never answers, though the stand-in did what was asked for. */
  'hang after': ({ pass }) => pass(),
  /** With `Retry-After`: its parameter, 0.02 seconds by default. */
  '429': ({ response }, retryAfter = '0.02') =>
    refuse(response, 429, 'TooManyRequests', { 'retry-after': String(retryAfter) }),
  '429 bare': ({ response }) => refuse(response, 429, 'TooManyRequests'),
  '500': ({ response }) => refuse(response, 500, 'InternalServerError'),
  '500 after': ({ response, pass }) => pass().then(() => refuse(response, 500, 'InternalServerError')),
  '502': ({ response }) => page(response, 502),
  '502 after': ({ response, pass }) => pass().then(() => page(response, 502)),
  '503': ({ response }, retryAfter) =>
    refuse(response, 503, 'ServiceUnavailable', retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  '503 after': ({ response, pass }) => pass().then(() => refuse(response, 503, 'ServiceUnavailable')),
  '504': ({ response }) => page(response, 504),
  '504 after': ({ response, pass }) => pass().then(() => page(response, 504)),
  /** A sign-in page of some proxy. */
  'html 200': ({ response }) => page(response, 200),
  'html 200 after': ({ response, pass }) => pass().then(() => page(response, 200)),
  /** Announces more bytes than it sends, and breaks the connection. */
  half: async ({ request, response, pass }) => {
    const { status, headers, text } = await pass();
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) + 50 });
    response.write(text.slice(0, text.length / 2));
    await after(5);
    request.socket.destroy();
  },
  /** Whole by its length, but cut short as JSON. */
  'half json': async ({ response, pass }) => {
    const { status, headers, text } = await pass();
    response.writeHead(status, headers).end(text.slice(0, text.length / 2));
  },
  /** JSON of another shape. */
  'other json': ({ response, pass }) =>
    pass().then(({ status }) => json(response, status === 204 ? 200 : status, { hello: 'world' })),
  '401': ({ response }) =>
    refuse(response, 401, 'InvalidAuthenticationToken', { 'www-authenticate': 'Bearer realm=""' }),
  '403': ({ response }) => refuse(response, 403, 'Forbidden'),
  '400': ({ response }) => refuse(response, 400, 'BadRequest'),
  '404': ({ response }) => refuse(response, 404, 'ResourceNotFound'),
  '404 after': ({ response, pass }) => pass().then(() => refuse(response, 404, 'ResourceNotFound')),
  '408': ({ response }) => refuse(response, 408, 'RequestTimeout'),
  '409': ({ response }) => refuse(response, 409, 'Conflict'),
  '423': ({ response }) => refuse(response, 423, 'Locked'),
  /** Moves the request to another path of the proxy, as fetch follows by default: a POST is sent again. */
  redirect: ({ request, response }) => {
    response
      .writeHead(307, { location: `${request.url}${request.url?.includes('?') === true ? '&' : '?'}moved=1` })
      .end();
  },
  /** A list whose next link names this origin. */
  'foreign next link': ({ response }, origin = 'https://attacker.example') =>
    json(response, 200, { value: [], '@odata.nextLink': `${origin}/beta/deviceManagement/derivedCredentials?$skip=1` }),
  /** A list that always names one more page. */
  'endless list': ({ request, response }) => {
    const next = `http://${request.headers.host}/beta/deviceManagement/derivedCredentials?$skiptoken=${Math.random()}`;
    json(response, 200, { value: [], '@odata.nextLink': next });
  },
  /** JSON of so many bytes. Default: 2 MiB. */
  huge: ({ response }, bytes = 2 * 1024 * 1024) =>
    json(response, 200, { value: [], padding: 'x'.repeat(Number(bytes)) }),
  /** Answers 504 at once; the stand-in does what was asked for so many milliseconds later. Default: 400. */
  'late commit': ({ request, response, pass, later }, ms = 400) => {
    later(after(request.method === 'GET' ? 0 : Number(ms)).then(pass));
    page(response, 504);
  },
} as const satisfies Record<string, Meet>;

function refuse(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}): void {
  json(response, status, { error: { code, message: `Made by the test: ${status}.` } }, headers);
}

function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const ids = { 'request-id': 'aaaaaaaa-0000-4000-8000-000000000001', date: new Date().toUTCString() };
  response.writeHead(status, { 'content-type': 'application/json', ...ids, ...headers }).end(JSON.stringify(body));
}

function page(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<html><title>Sign in</title></html>');
}
