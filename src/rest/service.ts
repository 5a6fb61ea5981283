/** From the path of a request to its operation. The one list of what this face offers; knows no transport. */
import type { Access } from '../domain/caller.js';
import type { SettingsService } from '../domain/settings-service.js';
import { ENTITY_TYPE, COLLECTION as PATH } from '../graph/vocabulary.js';
import { annotated, levelOf } from './annotations.js';
import { badRequest, errorResponse, methodNotAllowed, type RestError } from './errors.js';
import type { RestRequest, RestResponse } from './messages.js';
import {
  countSettings,
  createSettings,
  deleteSettings,
  getSettings,
  listSettings,
  updateSettings,
} from './operations/collection.js';
import { deltaSettings } from './operations/delta.js';
import { getDeviceManagement } from './operations/device-management.js';

type Run = (settings: SettingsService, request: RestRequest, id: string) => Promise<RestResponse>;
interface Operation {
  readonly run: Run;
  /** The permission that it needs; null for none. */
  readonly access: Access | null;
}
type Resource = Readonly<Record<string, Operation>>;

const open = (run: Run): Operation => ({ run, access: null });
const read = (run: Run): Operation => ({ run, access: 'read' });
const write = (run: Run): Operation => ({ run, access: 'write' });

const ROOT: Resource = { GET: open(getDeviceManagement) };
const COLLECTION: Resource = { GET: read(listSettings), POST: write(createSettings) };
const ENTITY: Resource = { GET: read(getSettings), PATCH: write(updateSettings), DELETE: write(deleteSettings) };
const COUNT: Resource = { GET: read(countSettings) };
const DELTA: Resource = { GET: read(deltaSettings) };

const DELTA_SEGMENT = /^(?:microsoft\.graph\.)?delta(?:\(\))?$/i;

/** Answers a request, whatever becomes of it. `onFault` is told of what was not foreseen. */
export async function respond(
  settings: SettingsService,
  request: RestRequest,
  onFault: (error: unknown) => void,
): Promise<RestResponse> {
  try {
    await request.charge(1);
    const { resource, id } = resolve(request.path);
    const operation = Object.hasOwn(resource, request.method) ? resource[request.method] : undefined;
    if (operation === undefined) throw methodNotAllowed(...methodsOf(resource));
    // Before anything of the request is judged: options, conditions, body.
    if (operation.access !== null) settings.authorise(request.call.caller, operation.access);
    if (request.unread !== undefined) throw request.unread;
    const metadata = levelOf(request);
    const { body, ...answer } = await operation.run(settings, request, id);
    if (typeof body !== 'object' || body === null) return body === undefined ? answer : { ...answer, body };
    return { ...answer, metadata, body: annotated({ ...body }, metadata, request) };
  } catch (error) {
    const response = errorResponse(error, request);
    if (response.status >= 500) onFault(error);
    return response;
  }
}

/** What is read by GET can be asked for by HEAD. */
function methodsOf(resource: Resource): string[] {
  return Object.keys(resource).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

function resolve(path: string): { readonly resource: Resource; readonly id: string } {
  const [root = '', collection = '', ...behind] = segmentsOf(path);
  if (!same(root, 'deviceManagement'))
    throw unknownSegment(root, /^v\d/i.test(root) ? ` The API is at /beta/${PATH}.` : '');
  if (collection === '') return { resource: ROOT, id: '' };
  const key = /^derivedCredentials\('([^']*)'\)$/i.exec(collection)?.[1];
  if (key === undefined && !same(collection, 'derivedCredentials')) throw unknownSegment(collection);
  // A cast to the only type there is changes nothing.
  const segments = behind.filter((segment) => !same(segment, ENTITY_TYPE));
  const [id, beyond] = key === undefined ? segments : [key, ...segments];
  if (beyond !== undefined) throw unknownSegment(beyond);
  if (id === undefined) return { resource: COLLECTION, id: '' };
  if (key === undefined && same(id, '$count')) return { resource: COUNT, id };
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
    throw badRequest('The address is not encoded correctly.');
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function unknownSegment(segment: string, hint = ''): RestError {
  const shown = segment.replace(/[^\w.$()'-]/g, '').slice(0, 64);
  return badRequest(`Resource not found for the segment '${shown}'.${hint}`);
}
