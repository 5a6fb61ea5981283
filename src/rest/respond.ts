/** Routes a request to its endpoint by path and method. The complete list of endpoints; knows no transport. */
import type { Access, Call } from '../domain/caller.js';
import type { SettingsService } from '../domain/settings-service.js';
import { secondsSince, type Telemetry } from '../domain/telemetry.js';
import type { Span } from '../domain/tracing.js';
import { ENTITY_TYPE, COLLECTION as PATH } from '../graph/vocabulary.js';
import { positionHeaders } from '../http/call.js';
import { annotate, metadataLevelOf } from './annotations.js';
import {
  countSettings,
  createSettings,
  deleteSettings,
  getSettings,
  listSettings,
  updateSettings,
} from './endpoints/collection.js';
import { deltaSettings } from './endpoints/delta.js';
import { getDeviceManagement } from './endpoints/device-management.js';
import { getGraphStatus } from './endpoints/graph-status.js';
import { badRequest, errorResponse, methodNotAllowed, type RestError } from './errors.js';
import type { EndpointHandler, RestRequest, RestResponse } from './messages.js';

interface Endpoint {
  /** As the metrics show it. */
  readonly operation: string;
  readonly handle: EndpointHandler;
  /** The required permission; null for none. */
  readonly access: Access | null;
}
/** The endpoints of a resource, by method. */
type Resource = Readonly<Record<string, Endpoint>>;

const open = (operation: string, handle: EndpointHandler): Endpoint => ({ operation, handle, access: null });
const read = (operation: string, handle: EndpointHandler): Endpoint => ({ operation, handle, access: 'read' });
const write = (operation: string, handle: EndpointHandler): Endpoint => ({ operation, handle, access: 'write' });

const ROOT: Resource = { GET: open('root', getDeviceManagement) };
const COLLECTION: Resource = { GET: read('list', listSettings), POST: write('create', createSettings) };
const ENTITY: Resource = {
  GET: read('get', getSettings),
  PATCH: write('update', updateSettings),
  DELETE: write('delete', deleteSettings),
};
const COUNT: Resource = { GET: read('count', countSettings) };
const DELTA: Resource = { GET: read('delta', deltaSettings) };
const GRAPH_STATUS: Resource = { GET: read('graph_status', getGraphStatus) };

const STATUS_SEGMENT = /^(?:microsoft\.graph\.)?graphStatus(?:\(\))?$/i;
const DELTA_SEGMENT = /^(?:microsoft\.graph\.)?delta(?:\(\))?$/i;

/** Answers a request. Never throws: errors become responses, and those with a 5xx status are reported. */
export async function respond(
  service: SettingsService,
  request: RestRequest,
  telemetry: Telemetry | null = null,
): Promise<RestResponse> {
  const began = performance.now();
  const { call } = request;
  const outer = call.span;
  let endpoint: Endpoint | null = null as Endpoint | null;
  const response = await answer(service, request, (found) => {
    endpoint = found;
    if (outer != null) call.span = outer.child('endpoint', { 'derived_credentials.operation': found.operation });
  });
  if (outer != null) endSpan(call, outer, response.status);
  telemetry?.record('derived_credentials_operation_duration_seconds', secondsSince(began), {
    api: 'rest',
    operation: endpoint?.operation ?? 'invalid',
    outcome: outcomeOf(response.status),
  });
  if (endpoint?.access !== 'write') return response;
  return { ...response, headers: { ...response.headers, ...positionHeaders(request.call) } };
}

/** Ends the span of the endpoint, if one was found. */
function endSpan(call: Call, outer: Span, status: number): void {
  if (call.span === outer) return;
  if (outcomeOf(status) === 'failed') call.span?.fail(String(status));
  call.span?.end();
  call.span = outer;
}

/** `failed` is the service's fault, `refused` the client's. */
function outcomeOf(status: number): 'ok' | 'refused' | 'failed' {
  if (status < 400) return 'ok';
  return status < 500 ? 'refused' : 'failed';
}

async function answer(
  service: SettingsService,
  request: RestRequest,
  onFound: (endpoint: Endpoint) => void,
): Promise<RestResponse> {
  try {
    await request.charge(1);
    const { resource, id } = resolve(request.path);
    const endpoint = Object.hasOwn(resource, request.method) ? resource[request.method] : undefined;
    if (endpoint === undefined) throw methodNotAllowed(...methodsOf(resource));
    onFound(endpoint);
    // Before options, conditions and body are validated, so that a caller without permission learns nothing about them.
    if (endpoint.access !== null) service.authorise(request.call.caller, endpoint.access);
    if (request.bodyError !== undefined) throw request.bodyError;
    const metadata = metadataLevelOf(request);
    const response = await endpoint.handle(service, request, id);
    const { body } = response;
    if (typeof body !== 'object' || body === null) return response;
    return { ...response, metadata, body: annotate({ ...body }, metadata, request) };
  } catch (error) {
    const response = errorResponse(error, request);
    if (response.status >= 500) request.reportFault(error);
    return response;
  }
}

/** The methods of a resource. HEAD is allowed wherever GET is. */
function methodsOf(resource: Resource): string[] {
  return Object.keys(resource).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

function resolve(path: string): { readonly resource: Resource; readonly id: string } {
  const [root = '', collection = '', ...others] = segmentsOf(path);
  if (!sameIgnoringCase(root, 'deviceManagement'))
    throw unknownSegment(root, /^v\d/i.test(root) ? ` The API is at /beta/${PATH}.` : '');
  if (collection === '') return { resource: ROOT, id: '' };
  const key = /^derivedCredentials\('([^']*)'\)$/i.exec(collection)?.[1];
  if (key === undefined && !sameIgnoringCase(collection, 'derivedCredentials')) throw unknownSegment(collection);
  // A type cast segment has no effect, as there is only one type.
  const segments = others.filter((segment) => !sameIgnoringCase(segment, ENTITY_TYPE));
  const [id, part, extra] = key === undefined ? segments : [key, ...segments];
  if (id !== undefined && part !== undefined && extra === undefined && STATUS_SEGMENT.test(part)) {
    return { resource: GRAPH_STATUS, id };
  }
  if (part !== undefined) throw unknownSegment(extra ?? part);
  if (id === undefined) return { resource: COLLECTION, id: '' };
  if (key === undefined && sameIgnoringCase(id, '$count')) return { resource: COUNT, id };
  if (key === undefined && DELTA_SEGMENT.test(id)) return { resource: DELTA, id };
  return { resource: ENTITY, id };
}

function segmentsOf(path: string): string[] {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    throw badRequest('The URL is not percent-encoded correctly.');
  }
}

function sameIgnoringCase(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function unknownSegment(segment: string, hint = ''): RestError {
  const shown = segment.replace(/[^\w.$()'-]/g, '').slice(0, 64);
  return badRequest(`Resource not found for the segment '${shown}'.${hint}`);
}
