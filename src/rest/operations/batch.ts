/** `$batch`: several requests in one body, each with its own answer. Steps wait for those that they depend on. */
import { literal } from '../../graph/literal.js';
import { badRequest, errorResponse, RestError } from '../errors.js';
import type { RestRequest, RestResponse } from '../messages.js';

const MAX_STEPS = 20;
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'];
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

interface Step {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/** What the steps of a batch have in common, and how one of them is answered. */
export interface BatchOptions extends Pick<RestRequest, 'call' | 'requestId' | 'clientRequestId' | 'charge' | 'root'> {
  readonly respond: (request: RestRequest) => Promise<RestResponse>;
}

/**
 * Carries out a batch. Throws if the batch itself is wrong, which costs what its steps would have cost at least; what is
 * wrong with a step is the step's own answer.
 */
export async function respondToBatch(body: () => unknown, options: BatchOptions): Promise<RestResponse> {
  const answers = new Map<string, RestResponse>();
  for (const step of await stepsToCarryOut(body, options)) {
    answers.set(step.id, await answerStep(step, answers, options));
  }
  const responses = [...answers].map(([id, { status, headers = {}, body: content }]) => ({
    id,
    status,
    headers: { ...(content !== undefined && { 'Content-Type': contentType(content) }), ...headers },
    ...(content !== undefined && { body: content }),
  }));
  return { status: 200, body: { responses } };
}

async function stepsToCarryOut(body: () => unknown, { charge }: BatchOptions): Promise<Step[]> {
  let cost = 1;
  try {
    const requests = requestsOf(body());
    cost = Math.min(Math.max(1, requests.length), MAX_STEPS);
    const steps = inOrder(stepsOf(requests));
    if (steps.length > 0) return steps;
  } catch (error) {
    await charge(cost);
    throw error;
  }
  await charge(cost);
  return [];
}

function contentType(body: unknown): string {
  return typeof body === 'string' ? 'text/plain' : 'application/json';
}

async function answerStep(
  step: Step,
  answers: ReadonlyMap<string, RestResponse>,
  { respond, ...common }: BatchOptions,
): Promise<RestResponse> {
  try {
    const refusal = refusalOf(step, answers);
    if (refusal === null) return await respond({ ...common, ...requestOf(step) });
    await common.charge(1);
    throw refusal;
  } catch (error) {
    return errorResponse(error, common);
  }
}

/** Why a step is not carried out at all; null if it can be. */
function refusalOf({ url, dependsOn }: Step, answers: ReadonlyMap<string, RestResponse>): RestError | null {
  if (dependsOn.some((id) => (answers.get(id)?.status ?? 0) >= 400)) {
    return new RestError(424, 'FailedDependency', 'A step on which this one depends has failed.');
  }
  return /^\$batch\b/i.test(placeOf(url).path) ? badRequest('A batch cannot hold another batch.') : null;
}

function placeOf(url: string): { readonly path: string; readonly query: string } {
  const [, path = '', query = ''] = /^\/*(?:beta\/)?([^?]*)\??(.*)$/is.exec(url) ?? [];
  return { path, query };
}

function requestOf({ method, url, headers, body }: Step) {
  return { method, ...placeOf(url), header: (name: string) => headers[name], body: () => readable(body, headers) };
}

function readable(body: unknown, { 'content-type': type = '' }: Step['headers']): unknown {
  if (body === undefined || /^application\/json\b/i.test(type)) return body;
  throw badRequest('Unable to read JSON request payload. A step with a body needs Content-Type: application/json.');
}

function requestsOf(body: unknown): readonly unknown[] {
  const requests: unknown = isRecord(body) ? body['requests'] : undefined;
  if (Array.isArray(requests)) return requests;
  throw badRequest("Invalid batch payload format. 'requests' must be a list.");
}

function stepsOf(requests: readonly unknown[]): Step[] {
  if (requests.length > MAX_STEPS) throw badRequest(`The batch holds more than ${MAX_STEPS} requests.`);
  const steps = requests.map(stepOf);
  const ids = steps.map(({ id }) => id.toLowerCase());
  const repeated = steps.find(({ id }, index) => ids.indexOf(id.toLowerCase()) !== index);
  if (repeated !== undefined) throw badRequest('The ids of a batch must be unique, whatever their letter case.');
  return steps;
}

function stepOf(value: unknown): Step {
  const { id, method, url, headers, body, dependsOn } = isRecord(value) ? value : {};
  if (typeof id === 'number') throw badRequest(`The id of a request must be a text. Send "${id}" instead of ${id}.`);
  if (typeof id !== 'string' || id === '' || id.length > 64) throw badRequest("Each request of a batch needs an 'id'.");
  const step = `The request "${literal(id)}"`;
  const verb = typeof method === 'string' ? method.toUpperCase() : '';
  if (!METHODS.includes(verb)) throw badRequest(`${step} needs a 'method', one of ${METHODS.join(', ')}.`);
  if (typeof url !== 'string' || url === '') throw badRequest(`${step} needs a relative 'url'.`);
  const needed = dependsOn ?? [];
  if (!Array.isArray(needed) || !needed.every((name) => typeof name === 'string')) {
    throw badRequest(`${step} depends on what is no id: 'dependsOn' must be a list of ids, which are texts.`);
  }
  return { id, method: verb, url, headers: headersOf(headers ?? {}, step), body: body ?? undefined, dependsOn: needed };
}

/**
 * By names in lower case. A name that is there twice could mean either of its values, and a condition under a name that is
 * none, such as "If-Match ", would be passed over.
 */
function headersOf(given: unknown, step: string): Step['headers'] {
  if (!isRecord(given) || !Object.values(given).every((text) => typeof text === 'string')) {
    throw badRequest(`${step} has 'headers' that are not texts by name.`);
  }
  const unnamed = Object.keys(given).find((name) => !HEADER_NAME.test(name));
  if (unnamed !== undefined)
    throw badRequest(`${step} has a header named '${literal(unnamed)}'. No header can have this name.`);
  const headers = Object.fromEntries(Object.entries(given).map(([name, text]) => [name.toLowerCase(), String(text)]));
  if (Object.keys(headers).length === Object.keys(given).length) return headers;
  throw badRequest(`${step} has 'headers' with one name twice, in different letter case.`);
}

/** Every step behind those it depends on, otherwise as given. Throws for a cycle or an id that is not there. */
function inOrder(steps: readonly Step[]): Step[] {
  const ordered: Step[] = [];
  const visit = (step: Step, trail: readonly Step[]): void => {
    if (trail.includes(step)) throw badRequest("The 'dependsOn' of the batch form a cycle.");
    if (ordered.includes(step)) return;
    for (const id of step.dependsOn) {
      const needed = steps.find((other) => other.id === id);
      if (needed === undefined) throw badRequest("'dependsOn' names an id that is not in the batch.");
      visit(needed, [...trail, step]);
    }
    ordered.push(step);
  };
  for (const step of steps) visit(step, []);
  return ordered;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
