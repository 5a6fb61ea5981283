/** `$batch`: several requests in one body (the steps), each with its own response. Runs steps after those they depend on. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CLIENT_LEFT, type Refusal } from '../../domain/errors.js';
import { literal } from '../../graph/literal.js';
import { POSITION_HEADER, raisePosition } from '../../http/call.js';
import { badRequest, errorResponse, RestError } from '../errors.js';
import type { RestRequest, RestResponse } from '../messages.js';
import { BatchResponses } from './batch-responses.js';

const MAX_STEPS = 20;
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'];
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

interface BatchStep {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/** What all steps of a batch share, and the function that answers one of them. */
export interface BatchOptions extends Omit<RestRequest, 'method' | 'path' | 'query' | 'header' | 'body' | 'bodyError'> {
  readonly respond: (request: RestRequest) => Promise<RestResponse>;
}

/**
 * Runs a batch and returns its response as JSON. The error of a step becomes that step's response. Throws if the batch itself is
 * invalid, and then charges the minimum cost of its steps. Runs no more steps once the client has left, also if the service closed
 * the connection because it stops.
 */
export async function respondToBatch(body: () => unknown, options: BatchOptions): Promise<Buffer> {
  const responses = new BatchResponses();
  for (const step of await stepsToRun(body, options)) {
    if (options.call.clientGone?.().aborted) throw CLIENT_LEFT;
    responses.add(step.id, await runStep(step, responses, options));
    // Other requests go on between two steps.
    await nextTurn();
  }
  return responses.toJson();
}

async function stepsToRun(body: () => unknown, { charge }: BatchOptions): Promise<BatchStep[]> {
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

async function runStep(
  step: BatchStep,
  responses: BatchResponses,
  { respond, ...common }: BatchOptions,
): Promise<RestResponse> {
  try {
    const refusal = refusalOf(step, responses) ?? raisePosition(common.call, step.headers[POSITION_HEADER]);
    if (refusal === null) return await respond({ ...common, ...requestOf(step) });
    await common.charge(1);
    throw refusal;
  } catch (error) {
    return errorResponse(error, common);
  }
}

/** Why a step is not run; null if it can be. */
function refusalOf({ url, dependsOn }: BatchStep, responses: BatchResponses): RestError | Refusal | null {
  if (dependsOn.some((id) => responses.hasFailed(id))) {
    return new RestError(424, 'FailedDependency', 'A step on which this one depends has failed.');
  }
  if (/^\$batch\b/i.test(pathAndQueryOf(url).path)) return badRequest('A batch cannot hold another batch.');
  return responses.refusal();
}

function pathAndQueryOf(url: string): { readonly path: string; readonly query: string } {
  const [, path = '', query = ''] = /^\/*(?:beta\/)?([^?]*)\??(.*)$/is.exec(url) ?? [];
  return { path, query };
}

function requestOf({ method, url, headers, body }: BatchStep) {
  return {
    method,
    ...pathAndQueryOf(url),
    header: (name: string) => headers[name],
    body: () => jsonBody(body, headers),
  };
}

function jsonBody(body: unknown, { 'content-type': type = '' }: BatchStep['headers']): unknown {
  if (body === undefined || /^application\/json\b/i.test(type)) return body;
  throw badRequest('Unable to read JSON request payload. A step with a body needs Content-Type: application/json.');
}

function requestsOf(body: unknown): readonly unknown[] {
  const requests: unknown = isRecord(body) ? body['requests'] : undefined;
  if (Array.isArray(requests)) return requests;
  throw badRequest("Invalid batch payload format. 'requests' must be a list.");
}

function stepsOf(requests: readonly unknown[]): BatchStep[] {
  if (requests.length > MAX_STEPS) throw badRequest(`The batch holds more than ${MAX_STEPS} requests.`);
  const steps = requests.map(stepOf);
  const ids = steps.map(({ id }) => id.toLowerCase());
  const repeated = steps.find(({ id }, index) => ids.indexOf(id.toLowerCase()) !== index);
  if (repeated !== undefined) throw badRequest('The ids of a batch must be unique, whatever their letter case.');
  return steps;
}

function stepOf(value: unknown): BatchStep {
  const { id, method, url, headers, body, dependsOn } = isRecord(value) ? value : {};
  if (typeof id === 'number') throw badRequest(`The id of a request must be a string. Send "${id}" instead of ${id}.`);
  if (typeof id !== 'string' || id === '' || id.length > 64) throw badRequest("Each request of a batch needs an 'id'.");
  const step = `The request "${literal(id)}"`;
  const verb = typeof method === 'string' ? method.toUpperCase() : '';
  if (!METHODS.includes(verb)) throw badRequest(`${step} needs a 'method', one of ${METHODS.join(', ')}.`);
  if (typeof url !== 'string' || url === '') throw badRequest(`${step} needs a relative 'url'.`);
  const needed = dependsOn ?? [];
  if (!Array.isArray(needed) || !needed.every((name) => typeof name === 'string')) {
    throw badRequest(`${step} has an invalid 'dependsOn'. It must be a list of ids, which are strings.`);
  }
  return { id, method: verb, url, headers: headersOf(headers ?? {}, step), body: body ?? undefined, dependsOn: needed };
}

/**
 * The headers by lower-case name. Throws for a repeated name, which would be ambiguous, and for an invalid one such as
 * "If-Match ", which would silently drop a condition.
 */
function headersOf(given: unknown, step: string): BatchStep['headers'] {
  if (!isRecord(given) || !Object.values(given).every((text) => typeof text === 'string')) {
    throw badRequest(`${step} has invalid 'headers'. They must be an object whose values are strings.`);
  }
  const invalid = Object.keys(given).find((name) => !HEADER_NAME.test(name));
  if (invalid !== undefined) {
    throw badRequest(`${step} has a header named '${literal(invalid)}', which is not a valid header name.`);
  }
  const headers = Object.fromEntries(Object.entries(given).map(([name, text]) => [name.toLowerCase(), String(text)]));
  if (Object.keys(headers).length === Object.keys(given).length) return headers;
  throw badRequest(`${step} has the same header twice, in different letter case.`);
}

/** Sorts steps after those they depend on, and otherwise keeps their order. Throws for a cycle or an unknown id. */
function inOrder(steps: readonly BatchStep[]): BatchStep[] {
  const ordered: BatchStep[] = [];
  const visit = (step: BatchStep, trail: readonly BatchStep[]): void => {
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
