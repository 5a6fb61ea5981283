/** Routes a request to its endpoint by path and method. The complete list of endpoints; knows no transport. */
import type { Access } from '../domain/caller.js';
import type { SettingsService } from '../domain/settings-service.js';
import { ENTITY_TYPE, COLLECTION as PATH } from '../graph/vocabulary.js';
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
  readonly handle: EndpointHandler;
  /** The required permission; null for none. */
  readonly access: Access | null;
}
/** The endpoints of a resource, by method. */
type Resource = Readonly<Record<string, Endpoint>>;

const open = (handle: EndpointHandler): Endpoint => ({ handle, access: null });
const read = (handle: EndpointHandler): Endpoint => ({ handle, access: 'read' });
const write = (handle: EndpointHandler): Endpoint => ({ handle, access: 'write' });

const ROOT: Resource = { GET: open(getDeviceManagement) };
const COLLECTION: Resource = { GET: read(listSettings), POST: write(createSettings) };
const ENTITY: Resource = { GET: read(getSettings), PATCH: write(updateSettings), DELETE: write(deleteSettings) };
const COUNT: Resource = { GET: read(countSettings) };
const DELTA: Resource = { GET: read(deltaSettings) };
const GRAPH_STATUS: Resource = { GET: read(getGraphStatus) };

const STATUS_SEGMENT = /^(?:microsoft\.graph\.)?graphStatus(?:\(\))?$/i;
const DELTA_SEGMENT = /^(?:microsoft\.graph\.)?delta(?:\(\))?$/i;

/** Answers a request. Never throws: errors become responses, and those with a 5xx status are reported. */
export async function respond(service: SettingsService, request: RestRequest): Promise<RestResponse> {
  try {
    await request.charge(1);
    const { resource, id } = resolve(request.path);
    const endpoint = Object.hasOwn(resource, request.method) ? resource[request.method] : undefined;
    if (endpoint === undefined) throw methodNotAllowed(...methodsOf(resource));
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
