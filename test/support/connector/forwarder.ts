/** Passes requests on to the stand-in for Graph, with behaviours that Microsoft Graph may have and the stand-in has not. */
import type { IncomingHttpHeaders } from 'node:http';

/** All of them may be changed while the proxy runs. */
export interface Behaviour {
  /** Whether a create keeps the id that the client chose; else Graph makes one. Default: true. */
  keepsIds?: boolean;
  /** Whether a create that names an `id` is refused with 400. Default: false. */
  refusesIds?: boolean;
  /** Whether PATCH leaves the object as it was and makes another one. Default: false. */
  patchMakesNew?: boolean;
  /** For how many milliseconds lists lack a new object. Default: 0. */
  listLagMs?: number;
  /** For how many milliseconds GET, PATCH and DELETE answer 404 for a new object. Default: 0. */
  getLagMs?: number;
  /** Delay of every answer in milliseconds. Default: 0. */
  delayMs?: number;
}

export interface Passed {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

const COLLECTION = /\/derivedCredentials(?:\?|$)/;
const NOT_FOUND = JSON.stringify({ error: { code: 'ResourceNotFound', message: 'Not there yet.' } });
const ID_REFUSED = JSON.stringify({
  error: { code: 'BadRequest', message: "The property 'id' is read-only and cannot be set." },
});

/** What forwards to `target`. Next links in answers are rewritten to `self`, the proxy's own root. */
export function forwarder(target: string, behaviour: Behaviour) {
  const born = new Map<string, number>();
  const young = (id: string, lagMs = 0) => Date.now() - (born.get(id) ?? 0) < lagMs;

  const send = async ({ method, path, body, headers }: Arrived): Promise<Passed> => {
    const passedOn = PASSED_ON.flatMap((name) =>
      typeof headers[name] === 'string' ? [[name, headers[name]] as [string, string]] : [],
    );
    const response = await fetch(target + path, { method, headers: passedOn, ...(body !== '' && { body }) });
    const kept = [...response.headers].filter(
      ([name]) => !/^(?:connection|keep-alive|content-length|transfer-encoding)$/.test(name),
    );
    return { status: response.status, headers: Object.fromEntries(kept), text: await response.text() };
  };
  const remember = (answered: Passed): Passed => {
    if (answered.status === 201) born.set(JSON.parse(answered.text).id, Date.now());
    return answered;
  };
  const create = async (request: Arrived): Promise<Passed> => {
    const { id, ...rest } = JSON.parse(request.body);
    if (id !== undefined && behaviour.refusesIds === true) return { status: 400, headers: JSON_TYPE, text: ID_REFUSED };
    return remember(await send(behaviour.keepsIds === false ? { ...request, body: JSON.stringify(rest) } : request));
  };
  const updateByCopy = async (request: Arrived): Promise<Passed> => {
    const before = await send({ ...request, method: 'GET', body: '' });
    if (before.status !== 200) return before;
    const merged = { ...JSON.parse(before.text), ...JSON.parse(request.body) };
    const content = Object.entries(merged).filter(([name]) => name !== 'id' && !name.includes('@'));
    const path = request.path.slice(0, request.path.lastIndexOf('/'));
    const body = JSON.stringify(Object.fromEntries(content));
    const made = remember(await send({ ...request, method: 'POST', path, body }));
    return made.status === 201 ? { ...made, status: 200 } : made;
  };
  const withoutYoung = (answered: Passed): Passed => {
    if (answered.status !== 200 || (behaviour.listLagMs ?? 0) === 0) return answered;
    const list = JSON.parse(answered.text);
    const value = list.value.filter(({ id }: { id: string }) => !young(id, behaviour.listLagMs));
    return { ...answered, text: JSON.stringify({ ...list, value }) };
  };
  const pass = async (request: Arrived): Promise<Passed> => {
    if (COLLECTION.test(request.path)) {
      return request.method === 'POST' ? create(request) : withoutYoung(await send(request));
    }
    const id = decodeURIComponent(request.path.slice(request.path.lastIndexOf('/') + 1));
    if (young(id, behaviour.getLagMs)) return { status: 404, headers: JSON_TYPE, text: NOT_FOUND };
    return request.method === 'PATCH' && behaviour.patchMakesNew === true ? updateByCopy(request) : send(request);
  };
  return async (request: Arrived, self: string): Promise<Passed> => {
    const { delayMs = 0 } = behaviour;
    const answered = await pass(request);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    return { ...answered, text: answered.text.replaceAll(target, self) };
  };
}

const PASSED_ON = [
  'authorization',
  'content-type',
  'client-request-id',
  'prefer',
  'if-match',
  'traceparent',
  'tracestate',
];
const JSON_TYPE = { 'content-type': 'application/json' };
