/** The endpoints of `deviceManagement/derivedCredentials`: each decodes, calls the service, and encodes. */
import { canonicalId, type DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import { type Order, settingsKey } from '../../domain/query.js';
import { filterWork, needsScan, needsSort, scanCost } from '../../domain/scans.js';
import { decodeSettingsCursor, encodeSettingsCursor } from '../../domain/settings-cursor.js';
import type { Outcome, SettingsService, WriteResult } from '../../domain/settings-service.js';
import { etagOf, settingsToGraphJson } from '../../graph/entity-json.js';
import { PROPERTIES } from '../../graph/vocabulary.js';
import { createInputOf, updateInputOf } from '../entity-body.js';
import { errorOfFaults, RestError } from '../errors.js';
import { contextUrl, entityUrl, nextLink } from '../links.js';
import type { EndpointHandler, RestRequest, RestResponse } from '../messages.js';
import { pageSizeOf } from '../page-size.js';
import { type Conditions, conditionsOf, isNotModified, preferredReturn, versionToReplace } from '../preconditions.js';
import { countOf, filterOf, orderOf, readOptions, selectOf, skipOf } from '../query-options.js';
import { encodeSkipToken, invalidSkipToken, pageStartOf } from '../skip-token.js';
import { waitForGraph } from '../wait-for-graph.js';

const LIST_OPTIONS = ['filter', 'orderby', 'select', 'top', 'skip', 'skiptoken', 'count', 'search', 'format'] as const;

export const createSettings: EndpointHandler = async (service, request) => {
  readOptions(request.query, ['format']);
  const created = writtenOrThrow(await service.create(request.call, createInputOf(request.body())));
  return writeResponse(request, created, 201);
};

export const listSettings: EndpointHandler = async (service, request) => {
  const { options, cursor } = pageStartOf(readOptions(request.query, LIST_OPTIONS));
  const [filter, order, select] = [filterOf(options), orderOf(options), selectOf(options)];
  const after = cursor === null ? null : decodeSettingsCursor(cursor, order);
  if (cursor !== null && after === null) throw invalidSkipToken();
  const { size, headers } = pageSizeOf(request, options);
  const skip = skipOf(options);
  const scans = needsScan(filter) || needsSort(order);
  // Skipped objects are read too.
  const scanned = scans ? (await service.extent(request.call)).settings : skip;
  await request.charge(size + scanCost(scanned, filterWork(filter)));
  const page = { size, from: 'start', after, before: null, skip, withTotalCount: countOf(options) } as const;
  const found = await service.list(request.call, { filter, order, page });
  const last = found.items.at(-1);
  const more = found.hasNext && last !== undefined ? cursorOf(last, order) : undefined;
  return {
    status: 200,
    headers,
    body: {
      '@odata.context': contextUrl(request, select),
      ...(found.totalCount !== undefined && { '@odata.count': found.totalCount }),
      ...(more !== undefined && { '@odata.nextLink': nextLink(request, 'skiptoken', encodeSkipToken(options, more)) }),
      value: found.items.map((item) => settingsToGraphJson(item, select)),
    },
  };
};

function cursorOf(settings: DerivedCredentialSettings, order: Order): string {
  return encodeSettingsCursor(settingsKey(settings, order), order);
}

export const countSettings: EndpointHandler = async (service, request) => {
  const filter = filterOf(readOptions(request.query, ['filter', 'search']));
  if (needsScan(filter)) {
    await request.charge(scanCost((await service.extent(request.call)).settings, filterWork(filter)));
  }
  return { status: 200, body: String(await service.count(request.call, filter)) };
};

export const getSettings: EndpointHandler = async (service, request, id) => {
  const select = selectOf(readOptions(request.query, ['select', 'format']));
  const conditions = conditionsOf(request);
  const found = existing(await service.find(request.call, id));
  if (isNotModified(conditions, found)) return { status: 304, headers: { etag: etagOf(found) } };
  const context = { '@odata.context': `${contextUrl(request, select)}/$entity` };
  return { status: 200, headers: { etag: etagOf(found) }, body: { ...context, ...settingsToGraphJson(found, select) } };
};

export const updateSettings: EndpointHandler = async (service, request, id) => {
  readOptions(request.query, ['format']);
  checkId(id);
  const conditions = conditionsOf(request);
  const input = updateInputOf(id, request.body());
  const version = await requiredVersion(service, request, id, conditions);
  const updated = writtenOrThrow(await service.update(request.call, { ...input, expectedVersion: version }));
  return writeResponse(request, updated, 200);
};

export const deleteSettings: EndpointHandler = async (service, request, id) => {
  readOptions(request.query, []);
  checkId(id);
  const version = await requiredVersion(service, request, id, conditionsOf(request));
  const deleted = writtenOrThrow(await service.delete(request.call, { id, expectedVersion: version }));
  return { status: 204, headers: await waitForGraph(request, deleted) };
};

/** Reads the object to evaluate the conditions. The service checks the version again when it writes. */
async function requiredVersion(
  service: SettingsService,
  request: RestRequest,
  id: string,
  conditions: Conditions,
): Promise<number | undefined> {
  if (conditions.ifMatch === undefined && conditions.ifNoneMatch === undefined) return undefined;
  return service.checkCurrent(request.call, id, (current) => versionToReplace(conditions, existing(current)));
}

function existing(found: DerivedCredentialSettings | null): DerivedCredentialSettings {
  if (found === null) throw notFound();
  return found;
}

/** A malformed id in the path is answered like an unknown one. */
function checkId(id: string): void {
  if (canonicalId(id) === null) throw notFound();
}

export function notFound(): RestError {
  return new RestError(404, 'ResourceNotFound', 'There is no settings object with this id.');
}

function writtenOrThrow(outcome: Outcome): WriteResult {
  if (outcome.ok) return outcome;
  throw errorOfFaults(outcome.faults);
}

async function writeResponse(request: RestRequest, written: WriteResult, status: 200 | 201): Promise<RestResponse> {
  const { settings } = written;
  const preference = preferredReturn(request);
  const { 'preference-applied': waited, ...ofGraph } = await waitForGraph(request, written);
  const applied = [preference && `return=${preference}`, waited].filter((each) => each !== undefined).join(', ');
  const headers = {
    ...ofGraph,
    etag: etagOf(settings),
    ...(status === 201 && { location: entityUrl(request, settings.id) }),
    ...(applied !== '' && { 'preference-applied': applied }),
  };
  if (preference === 'minimal')
    return { status: 204, headers: { ...headers, 'odata-entityid': entityUrl(request, settings.id) } };
  const context = { '@odata.context': `${contextUrl(request, PROPERTIES)}/$entity` };
  return { status, headers, body: { ...context, ...settingsToGraphJson(settings) } };
}
