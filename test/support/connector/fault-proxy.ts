/**
 * An HTTP proxy in front of the stand-in for Graph, which adds what Microsoft Graph may do and what networks do: faults of
 * single requests, and behaviours that the stand-in does not have.
 *
 * Faults come in three ways, the first that applies wins:
 *  - `fail(fault, match?)`: the next request that matches, once; call it several times for several requests in a row;
 *  - `always(fault, match?)`: every request that matches, until `heal()`;
 *  - `weights` with `random`: each request with these probabilities, for property tests. `heal()` ends this too.
 *
 * `requests` holds every request that arrived, with the fault that it met and whether the stand-in got it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { FAULTS, type Fault, type FaultName } from './faults.js';
import { type Behaviour, forwarder } from './forwarder.js';

export interface SeenRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  readonly fault: FaultName | null;
  /** Status of the stand-in's answer; null if the request never reached it. */
  forwarded: number | null;
}

/** What a test does at points of one exchange. The exchange waits for it. */
export interface Hooks {
  /** The request has arrived, and the stand-in has not seen it. */
  readonly before?: () => unknown;
  /** The stand-in has done what was asked for, and the answer has not been sent. */
  readonly after?: () => unknown;
  /** The answer has been sent. */
  readonly sent?: () => unknown;
}

export type Match = Readonly<Partial<{ method: string; path: RegExp; tenant: string }>>;

export interface FaultProxyOptions extends Behaviour {
  readonly weights?: Readonly<Partial<Record<FaultName, number>>>;
  readonly random?: () => number;
}

export interface FaultProxy {
  /** The root, without a slash at the end: what GRAPH_URL names. */
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Can be changed at any time. */
  readonly behaviour: Behaviour;
  fail(fault: Fault, match?: Match): void;
  always(fault: Fault, match?: Match): void;
  /** Calls the hooks during the next request that matches and meets no fault. */
  hook(hooks: Hooks, match?: Match): void;
  /** Ends all faults; behaviours stay. */
  heal(): void;
  /** Resolves when every late commit has reached the stand-in. */
  settled(): Promise<void>;
  /** How often each fault was met. */
  counts(): Record<string, number>;
}

interface Rule {
  readonly fault: Fault;
  readonly match: Match;
  readonly once: boolean;
}

/** Starts it; closed when the test ends. */
export async function faultProxy(target: string, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const { weights = {}, random = Math.random, ...behaviour } = options;
  const [requests, late] = [[] as SeenRequest[], [] as Promise<unknown>[]];
  let rules: readonly Rule[] = [];
  let hooked: readonly { readonly hooks: Hooks; readonly match: Match }[] = [];
  let healed = false;
  const add = (rule: Rule) => {
    rules = [...rules, rule];
  };
  const forward = forwarder(target, behaviour);

  const faultFor = (request: Arrived): Fault | null => {
    const rule =
      rules.find(({ match, once }) => once && fits(match, request)) ?? rules.find(({ match }) => fits(match, request));
    if (rule?.once === true) rules = rules.filter((other) => other !== rule);
    return rule?.fault ?? (healed ? null : drawn(weights, random));
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => request.socket.destroy());
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const arrived = await read(request);
    const fault = faultFor(arrived);
    const [name, parameter] = fault === null ? [null, 0] : typeof fault === 'string' ? [fault, undefined] : fault;
    const seen: SeenRequest = { ...arrived, at: Date.now(), fault: name, forwarded: null };
    requests.push(seen);
    const pass = async () => {
      const answered = await forward(arrived, `http://${request.headers.host}`);
      seen.forwarded = answered.status;
      return answered;
    };
    const exchange = {
      request,
      response,
      pass,
      later: (work: Promise<unknown>) => void late.push(work.catch(() => {})),
    };
    if (name === null) {
      const hooks: Hooks = hooked.find(({ match }) => fits(match, arrived))?.hooks ?? {};
      hooked = hooked.filter((each) => each.hooks !== hooks);
      await hooks.before?.();
      const { status, headers, text } = await pass();
      await hooks.after?.();
      response.writeHead(status, headers).end(text, () => void hooks.sent?.());
    } else await FAULTS[name](exchange, parameter);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    behaviour,
    fail: (fault, match = {}) => add({ fault, match, once: true }),
    always: (fault, match = {}) => add({ fault, match, once: false }),
    hook: (hooks, match = {}) => {
      hooked = [...hooked, { hooks, match }];
    },
    heal: () => {
      rules = [];
      healed = true;
    },
    settled: async () => void (await Promise.all(late)),
    counts: () =>
      requests.reduce<Record<string, number>>((sums, { fault }) => {
        if (fault !== null) sums[fault] = (sums[fault] ?? 0) + 1;
        return sums;
      }, {}),
  };
}

type Arrived = Pick<SeenRequest, 'method' | 'path' | 'body' | 'headers'>;

async function read(request: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = '', url = '', headers } = request;
  return { method, path: url, body: Buffer.concat(chunks).toString(), headers };
}

function fits({ method, path, tenant }: Match, request: Arrived): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (path !== undefined && !path.test(request.path)) return false;
  return tenant === undefined || tenant === tenantOf(request.headers.authorization);
}

/** The tenant of a bearer token, unverified; null if there is none. */
function tenantOf(authorization: string | undefined): string | null {
  try {
    return JSON.parse(Buffer.from(authorization?.split('.')[1] ?? '', 'base64url').toString()).tid ?? null;
  } catch {
    return null;
  }
}

function drawn(weights: Readonly<Partial<Record<FaultName, number>>>, random: () => number): FaultName | null {
  let left = random();
  for (const [name, weight] of Object.entries(weights)) {
    left -= weight;
    if (left < 0) return name as FaultName;
  }
  return null;
}
